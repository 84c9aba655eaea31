"""`motdrill review`."""

from motdrill.cli import options
from motdrill.sessions import drill, said_steps


def review(
    trainee: options.Trainee = None,
    say: options.Say = False,
    choose: options.Choose = False,
    aloud: options.Aloud = False,
    plain: options.Plain = False,
    journal: options.JournalPath = "",
) -> None:
    """Reviews the steps that are due today."""
    drill.begin_review(trainee, say=said_steps.SayOptions(say, choose, aloud), plain=plain, journal=journal)
