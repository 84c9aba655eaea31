"""`motdrill review`."""

from motdrill.cli import options


def review(
    trainee: options.Trainee = None,
    say: options.Say = False,
    plain: options.Plain = False,
    journal: options.JournalPath = "",
) -> None:
    """Reviews the steps that are due today."""
    from motdrill.sessions.drill import begin_review

    begin_review(trainee, say=say, plain=plain, journal=journal)
