"""`motdrill review`."""

from motdrill.cli import options


def review(
    trainee: options.Trainee = None,
    say: options.Say = False,
    choose: options.Choose = False,
    aloud: options.Aloud = False,
    plain: options.Plain = False,
    journal: options.JournalPath = "",
) -> None:
    """Reviews the steps that are due today."""
    from motdrill.sessions.drill import begin_review
    from motdrill.sessions.said_steps import SayOptions

    begin_review(trainee, say=SayOptions(say, choose, aloud), plain=plain, journal=journal)
