"""Sentences for faults a person can mend: what, where, and what to do."""

from __future__ import annotations

from typing import Final

from motdrill.errors import MotdrillError, ReadError
from motdrill.wording import N_, _, listing, problems

_SENTENCES: Final = {
    "no-such-scenario": N_("There is no scenario `{name}`. `motdrill list` shows them: {known}."),
    "no-such-page": N_("There is no page `{name}` in the handbook. `motdrill learn` shows them all."),
    "no-such-format": N_("There is no format `{name}`. Use one of: {known}."),
    "no-such-finding": N_("There is no finding `{name}`. Numbers look like MD203; `motdrill check` prints them."),
    "no-such-step": N_("There is no step `{name}` in this scenario. Its steps are: {known}."),
    "anger-range": N_("The anger goes from 0 to {most}."),
    "exists": N_("{file} exists already. Choose another id, or say --force to write over it."),
    "bad-id": N_("`{name}` cannot be an id. Use small letters, digits and hyphens: my-case."),
    "cannot-write": N_("{file} cannot be written: {reason}. Choose another folder with --folder."),
    "no-such-channel": N_("There is no channel `{name}`. Use one of: {known}."),
    "no-such-languages": N_("`{name}` cannot be written. Use en, zh or en,zh."),
    "no-title": N_("A title and a customer's name need letters that can be seen. Say --title and --customer."),
    "no-such-language": N_("`{name}` is no language code. Write for instance --lang en or --lang zh."),
    "bad-seed": N_("A seed goes from 0 to {most}. Write for instance --seed 7."),
    "bad-name": N_("`--as` needs a name of 1 to {most} visible characters."),
    "one-reply": N_("Choose one reply: a letter from A to {last}, or its id."),
    "stars-range": N_("The anger is a whole number from 0 (calm) to {most} (about to walk out)."),
    "rank-something": N_("Name the needs in order, the most important first, for instance: 2 1 3."),
    "ranked-twice": N_("`{name}` is named twice. Name each need once."),
    "no-such-choice": N_(
        "There is no `{given}` here. Use a letter from A to {last}, a number from 1 to {most}, or an id."
    ),
    "no-hint": N_("There is no hint here."),
    "guess-range": N_("The guess is a whole number from 0 to 10; an empty line skips it."),
    "exam": N_("In an exam there is no help until the end. Only q stops it."),
    "nothing-answered": N_("Nothing has been answered yet."),
    "nothing-to-compare": N_("There were no other replies to choose from."),
    "journal-newer": N_(
        "The journal {file} is of a newer motdrill (version {given}; this one knows {known}). "
        "Update motdrill, or name another file with --journal."
    ),
    "journal-unusable": N_(
        "The journal {file} cannot be used: {reason}. Make room or name another file with --journal."
    ),
    "nothing-to-resume": N_("There is no drill to go on with. Start one: motdrill drill."),
    "nothing-chosen": N_("No scenario was chosen."),
    "nothing-typed": N_("The input ended before this was answered: {question}."),
    "stopped": N_("Stopped at step {number}. Nothing of this drill is kept."),
    "stopped-kept": N_("Stopped at step {number}. motdrill drill --resume goes on from there."),
    "input-ended-kept": N_(
        "The input ended at step {number} of the drill, before the story did. "
        "motdrill drill --resume goes on from there."
    ),
    "input-ended": N_(
        "The input ended at step {number} of the drill, before the story did. "
        "Give one line for each question, to the end."
    ),
}


def told(error: MotdrillError) -> str:
    """The sentence, or for a file the lines, that tell of an error."""
    if isinstance(error, ReadError):
        return "\n".join(problems.line(problem) for problem in error.problems)
    values = {**error.values}
    if isinstance(known := values.get("known"), list):
        values["known"] = listing(known)
    if values.get("near"):
        return _("There is no `{name}`. Did you mean `{near}`?").format(**values)
    return _(_SENTENCES[error.code]).format(**values)
