"""`motdrill drill`."""

from typing import Annotated

from motdrill.cli import options
from motdrill.messages import _
from motdrill.sessions import drill as session
from motdrill.sessions import said_steps


def drill(
    scenario: options.ScenarioName = "",
    exam: Annotated[bool, options.option("--exam", _("No feedback until the end; exit code 1 if not passed."))] = False,
    resume: Annotated[bool, options.option("--resume", _("Go on with the drill that was cut off last."))] = False,
    seed: options.Seed = None,
    trainee: options.Trainee = None,
    say: options.Say = False,
    choose: options.Choose = False,
    aloud: options.Aloud = False,
    plain: options.Plain = False,
    json: options.Json = False,
    journal: options.JournalPath = "",
) -> int:
    """Plays one drill."""
    return session.run_drill(
        scenario,
        exam=exam,
        resume=resume,
        seed=seed,
        trainee=trainee,
        say=said_steps.SayOptions(say, choose, aloud),
        plain=plain,
        json=json,
        journal=journal,
    )
