"""The sentence for each error: what is wrong and how to correct it."""

from typing import Final

from motdrill.errors import MotdrillError, ReadError
from motdrill.messages import N_, _, join_list, problems
from motdrill.messages.reasons import reason_text

_SENTENCES: Final = {
    "no-such-scenario": N_("There is no scenario `{name}`. `motdrill list` shows them: {known}."),
    "scenario-beside": N_(
        "There is no scenario `{name}` in the library, but {file} stands in this folder. Say {file}."
    ),
    "is-sheet": N_("{file} is a spreadsheet. First: motdrill import {file}; then say {scenario} in its place."),
    "no-such-page": N_("There is no page `{name}` in the handbook. `motdrill learn` shows them all."),
    "no-such-format": N_("There is no format `{name}`. Use one of: {known}."),
    "no-such-shell": N_("There is no completion for the shell `{name}`. Use one of: {known}."),
    "no-such-finding": N_("There is no finding `{name}`. Numbers look like MD203; `motdrill check` prints them."),
    "worker-ended": N_(
        "The system ended one of the processes that share the work, perhaps because memory ran out. "
        "Name fewer files at a time."
    ),
    "no-such-step": N_("There is no step `{name}` in this scenario. Use one of: {known}."),
    "anger-range": N_("The anger goes from 0 to {most}: calm to furious. Write one digit, such as 4."),
    "exists": N_("{file} exists already. Choose another id, or say --force to write over it."),
    "file-exists": N_("{file} exists already. Name another file, or say --force to write over it."),
    "no-passage": N_("{file} has no passage of a story. In Twine choose “Export as Twee”, and name that file."),
    "no-question": N_(
        "{file} has no question of multiple choice that can be read. Write its answers in braces, `~` before wrong "
        "ones, `=` before the right one."
    ),
    "no-reader": N_("{file} cannot be imported. Name a file that ends in one of these: {known}."),
    "other-spreadsheet": N_(
        "{file} cannot be imported as it is. Open it in the spreadsheet program and save it as .xlsx."
    ),
    "sheet-large": N_("{file} is larger than 1 MB. Save a copy of it without pictures and other sheets."),
    "bad-file-id": N_(
        "No id can be made of the name {file}: small letters a-z, digits and hyphens, two characters at least. "
        "Say one: --to my-case."
    ),
    "no-table": N_(
        "{file} has no table of a scenario: a row of headings such as “step”, “kind”, “says” is missing. "
        "`motdrill new my-case --sheet` writes a template."
    ),
    "no-csv": N_(
        "{file} is no CSV file, or is in an encoding that cannot be told for sure. Save it as “CSV UTF-8”, or as .xlsx."
    ),
    "workbook-broken": N_(
        "{file} cannot be read as a workbook. Open it in the spreadsheet program and save it again as .xlsx."
    ),
    "workbook-protected": N_(
        "{file} has a password, or is in the old format .xls. Save it as .xlsx, without a password."
    ),
    "workbook-macros": N_("{file} has macros. Save it as .xlsx, without them."),
    "workbook-large": N_("{file} is too large once it is unpacked. Move the rows of the scenario to a new workbook."),
    "cell-full": N_("A text has more than {most} characters, which no cell can hold. Shorten it, or say --csv."),
    "sheet-missing": N_(
        'Workbooks need one more package. Install it: pip install "motdrill[sheet]". CSV files work without it.'
    ),
    "from-alone": N_("--from takes everything from the scenario. Leave out {name}."),
    "bad-id": N_(
        "`{name}` cannot be an id. Use small letters a-z, digits and hyphens, two characters at least: my-case."
    ),
    "bad-id-near": N_("`{name}` cannot be an id. Use small letters a-z, digits and hyphens: {id}."),
    "no-such-channel": N_("There is no channel `{name}`. Use one of: {known}."),
    "no-such-languages": N_("`{name}` cannot be written. Use en, zh or en,zh."),
    "no-title": N_("A title and a customer's name need letters that can be seen. Write a few words."),
    "no-such-language": N_("`{name}` is no language code. Write for instance --lang en or --lang zh."),
    "bad-seed": N_("A seed goes from 0 to {most}. Write for instance --seed 7."),
    "bad-name": N_("`{option}` or MOTDRILL_NAME needs a name of 1 to {most} visible characters."),
    "one-reply": N_("Choose one reply: a letter from A to {last}, or its id."),
    "stars-range": N_("The anger is a whole number from 0 (calm) to {most} (about to break off)."),
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
        "The journal {file} cannot be used: {reason}. Check the disk and the folder, or name another file with "
        "--journal."
    ),
    "journal-busy": N_(
        "The journal {file} is in use by another program. Close the other program, or name another file with --journal."
    ),
    "journal-full": N_(
        "The journal {file} cannot be written, because the disk is full. "
        "Make room, or name another file with --journal."
    ),
    "journal-read-only": N_(
        "The journal {file} or its folder may not be written to: {reason}. "
        "Change the permissions, or name another file with --journal."
    ),
    "journal-damaged": N_(
        "The journal {file} is damaged: {reason}. Keep what can be read: motdrill journal repair --journal {file}"
    ),
    "nothing-begun": N_("{reason} Nothing was begun, because nothing of it would be recorded."),
    "drill-open": N_("This drill is open in another window. Go on there, or close that window first."),
    "class-open": N_("This class is open in another window. Go on there, or close that window first."),
    "bad-day": N_("`{name}` is no day. Write for instance --since 2026-03-31."),
    "no-such-person": N_("Nobody called `{name}` is in the journal. `motdrill report` shows who is."),
    "cannot-write": N_("{file} cannot be written: {reason}. Name another file or folder."),
    "config-unreadable": N_(
        "The config file {file} cannot be read: {reason}. Check its name; MOTDRILL_CONFIG may name another."
    ),
    "config-not-utf8": N_("The config file {file} is not in UTF-8. Save it as UTF-8."),
    "config-not-toml": N_("The config file {file} is no TOML from line {line} on. Put texts into quotes there."),
    "config-no-table": N_(
        "In the config file {file} `lrs` must be a table. Write a line [lrs], and its fields below it."
    ),
    "config-no-text": N_("In the config file {file} `{name}` must be a text in quotes. Put it into quotes."),
    "config-unknown": N_("The config file {file} has `{name}`, which motdrill does not know. Use one of: {known}."),
    "bad-base": N_("The base of ids must be an address such as https://training.example.org, without ? # or @."),
    "bad-endpoint": N_("The endpoint must be an address such as https://lrs.example.org/xAPI, without ? or #."),
    "endpoint-with-key": N_("An endpoint has no name and password in it. Give them with --key or MOTDRILL_LRS_KEY."),
    "bad-key": N_("A key has the form NAME:SECRET. Look at --key, MOTDRILL_LRS_KEY or the config file."),
    "bad-proxy": N_(
        "The proxy that the environment names cannot be used. Look at HTTP_PROXY, HTTPS_PROXY and ALL_PROXY."
    ),
    "no-endpoint": N_(
        "To which store? Say --endpoint, set MOTDRILL_LRS_ENDPOINT, or write `endpoint` under [lrs] in {file}."
    ),
    "no-key": N_("With which key? Set MOTDRILL_LRS_KEY, write `key` under [lrs] in {file}, or say --key NAME:SECRET."),
    "no-httpx": N_('Sending needs one more package. Install it: pip install "motdrill[lrs]"'),
    "journal-foreign": N_("{file} is no journal of motdrill: it was left as it is. Name another file with --journal."),
    "no-such-home": N_("There is no home folder for {file}. Write the path of the journal in full."),
    "journal-missing": N_("There is no journal {file}. Check its name, or leave out --journal."),
    "other-file": N_(
        "{file} is there already and is no former result of this command: it is left as it is. Name another file, or "
        "remove that one."
    ),
    "filled-in": N_("{file} is there already and may have been filled in. Name another file, or remove that one."),
    "is-source": N_("{file} is the scenario itself. Name another file."),
    "is-journal": N_("{file} is the journal itself. Name another file."),
    "drill-gone": N_("This drill has been removed from the journal {file} meanwhile. Start another: motdrill drill."),
    "nothing-to-export": N_(
        "No finished drill was found: {file} is left as it was. Look at --since, or play one: motdrill drill."
    ),
    "no-class-to-export": N_(
        "No finished class was found: {file} is left as it was. "
        "Look at --since, or hold one: motdrill class bank-counter --hands."
    ),
    "nothing-to-forget": N_("There is nothing to remove. `motdrill report` shows who is in the journal."),
    "no-unnamed": N_("Nothing was done without a name. `motdrill report` shows who is in the journal."),
    "nothing-to-resume": N_("There is no drill to go on with. Start one: motdrill drill."),
    "resume-other": N_("What was cut off is a drill of `{id}`. Name no other with --resume, or leave out --resume."),
    "resume-practice": N_("What was cut off, a drill of `{id}`, is no exam. Leave out --exam or --resume."),
    "nothing-chosen": N_("No scenario was chosen."),
    "nothing-typed": N_("The input ended before this was answered: {question}. Type it, or give it as an option."),
    "stopped": N_("Stopped at step {number}. Nothing of this drill is kept."),
    "stopped-kept": N_("Stopped at step {number}. motdrill drill --resume{options} goes on from there."),
    "after-the-end": N_("Stopped: the drill was over."),
    "review-stopped": N_(
        "Stopped after {done} of {of} steps. What was answered is kept; motdrill review goes on with the others."
    ),
    "review-ended": N_(
        "The input ended after {done} of {of} steps. "
        "What was answered is kept; motdrill review goes on with the others."
    ),
    "class-full": N_("No more than {most} people can take part."),
    "no-such-voter": N_("Nobody of that name takes part."),
    "not-asked": N_("This party is not asked now."),
    "no-answer": N_("That is no answer to this step."),
    "count-each": N_("Type {most} numbers, one for each choice."),
    "count-hands": N_("Type {most} numbers, separated by spaces."),
    "more-hands": N_("There are more hands than the {most} people."),
    "voted-twice": N_("The room has voted twice here. r reveals, o reopens the round."),
    "nobody-voted": N_("Nobody has voted: y chooses the way."),
    "at-the-start": N_("This is the first step."),
    "no-detour": N_("The story is on its own way already."),
    "no-halves": N_("The room can be split into two groups once, from an answer of its story."),
    "not-now": N_("Not at this moment."),
    "class-stopped": N_("The class stopped at step {number}. motdrill class --resume goes on from there."),
    "class-ended": N_("The input ended at step {number} of the class. motdrill class --resume goes on from there."),
    "class-which": N_("Say which scenario: motdrill class bank-counter --hands."),
    "class-manner": N_('Say how the room votes: --hands, --teams "Red,Blue" or --phones; one of them.'),
    "script-key": N_("A script for whoever leads a class has the key in it: leave out --no-key, or --script."),
    "class-own": N_('Ways of their own are for teams: --teams "Red,Blue" --own.'),
    "class-lost": N_("The class stopped at step {number}. It is not in the journal."),
    "class-teams": N_("Name 2 to {most} teams, separated by commas, each by its own name."),
    "class-percents": N_("Thresholds are two percentages, the lower first: --thresholds 30,70."),
    "class-talk": N_("The room talks 0 to {most} seconds. Write for instance --talk 90."),
    "class-vote-time": N_("A vote takes 0 to {most} seconds, 0 for as long as it takes: --vote-time 60."),
    "class-nothing-to-resume": N_("There is no class to go on with. Begin one: motdrill class bank-counter --hands."),
    "classes-alone": N_("Classes are written as csv or jsonl, and name nobody: leave out --by and xapi."),
    "no-address": N_("`{name}` is no address such as 192.168.1.20."),
    "local-and-address": N_("--local and --address name two addresses: say one of them."),
    "port-range": N_("A port goes from 0 to {most}; 0 takes a free one. Write for instance --port 8080."),
    "port-taken": N_("Port {port} is in use by another program. Choose another with --port."),
    "cannot-listen": N_(
        "Phones cannot be served at {address}, port {port}: {reason}. --local serves this machine only."
    ),
    "no-desk": N_("No class has a desk now. Begin one: motdrill class bank-counter --hands --desk."),
    "desk-taken": N_("Another class with this journal has the desk. End that class first, or leave out --desk."),
    "desk-socket": N_("The desk cannot be opened: {reason}. Leave out --desk."),
    "desk-folder": N_("The desk cannot be opened: others may use the folder {file}. Leave out --desk."),
    "class-missing": N_('Phones need more packages. Install them: pip install "motdrill[class]"'),
    "json-and-save": N_("--json prints a document, --save writes a page: say one of them."),
    "which-graph": N_("--tree, --mermaid and --html are three forms of the story: say one of them."),
    "which-ways": N_("--best, --ending and --all each say which ways: name one of them."),
    "no-such-ending": N_("There is no ending `{name}` in this scenario. Use one of: {known}."),
    "no-way-there": N_("No way leads to the ending `{name}`. `motdrill graph` shows where the ways lead."),
    "ways-range": N_("--all goes from 1 to {most} ways. Write for instance --all 12."),
    "never-drilled": N_(
        "Nobody has drilled `{name}` to its end yet, or not in that time. Look at --since, or play it: motdrill drill."
    ),
    "no-sheet": N_("The sheet {file} cannot be read: {reason}. Name the sheets that came back."),
    "bad-sheets": N_("These sheets cannot be used. Mend what is told here:\n{told}"),
    "nothing-rated": N_("Nothing is rated in these sheets. Write 0, 1, 2 or 3 into the column “rating”."),
    "forget-whom": N_("Say whom: motdrill forget NAME, or --unnamed for what was done without a name."),
    "forget-yes": N_("There is nobody to ask. --yes removes {who} for good: {told}."),
    "nothing-removed": N_("Nothing was removed."),
    "say-exam": N_("In an exam every reply is chosen. Leave out --exam, or --say and --aloud."),
    "say-choose": N_("A reply is said or chosen. Leave out --choose, or --say and --aloud."),
    "input-ended-kept": N_(
        "The input ended at step {number} of the drill, before the story did. "
        "motdrill drill --resume{options} goes on from there."
    ),
    "input-ended": N_(
        "The input ended at step {number} of the drill, before the story did. "
        "Give one line for each question, to the end."
    ),
}


def error_message(error: MotdrillError) -> str:
    """The sentence for an error; for a `ReadError` one line per problem."""
    if isinstance(error, ReadError):
        return "\n".join(problems.problem_line(problem) for problem in error.problems)
    values = dict(error.values)
    if isinstance(known := values.get("known"), list):
        values["known"] = join_list(known)
    if "reason" in values:
        values["reason"] = reason_text(values["reason"])
    if values.get("near"):
        return _("There is no `{name}`. Did you mean `{near}`?").format(**values)
    return _(_SENTENCES[error.code]).format(**values)
