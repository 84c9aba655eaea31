"""The sentences for each weakness of a scenario that loads: what it is, and the remedy."""

from typing import Final

from motdrill.messages import N_

WEAKNESS_SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "unreachable-step": (N_("no answer leads to step `{name}`"), N_("lead a `goto` to it, or remove it")),
    "unreachable-text": (
        N_("nobody meets this text: the anger here is {least} to {most}, and it holds from {low}"),
        N_("remove it, change its `from`, or let a reply lead here with that anger"),
    ),
    "unreachable-ending": (
        N_("no drill comes to the ending `{name}`"),
        N_("widen its `when`, put it before the one that hides it, or lead a `goto` to it"),
    ),
    "ending-gap": (
        N_("none of your endings holds for some drills ({chance} of random ones): the built-in `{name}` stands in"),
        N_("widen a `when`, or write texts for `{name}`"),
    ),
    "no-points": (N_("no answer of this scenario earns a point"), N_("give the best reply of each step `score: 3`")),
    "no-full-score": (
        N_("step `{name}` can be met at {angers} stars, where no reply earns 3"),
        N_("deepen a reply, add one without `depth`, or change which anger leads here"),
    ),
    "best-reply-costs": (
        N_("reply `{name}` earns most here at {anger} stars, yet costs {cost}: the weaker way has more to earn later"),
        N_("set `counts: false` on the steps that only the weaker way plays"),
    ),
    "perfect-way-fails": (
        N_("a way without a lost point ends in `{name}` and is not passed"),
        N_("soften the replies on it, or change the ending's `when` or `lost`"),
    ),
    "no-weak-reply": (
        N_("every reply of step `{name}` is worth 2 or more: there is nothing to get wrong"),
        N_("add what an untrained colleague would say"),
    ),
    "score-against-stars": (
        N_("reply `{name}` has score {score}, yet moves the anger by {stars}"),
        N_("a harmful reply does not soothe, a best one does not provoke: change one of them"),
    ),
    "harmful-best": (
        N_("the best reply `{name}` is marked as an example of `{code}`, which does harm"),
        N_("remove the code, or lower the score"),
    ),
    "feeling-unmet": (
        N_("reply `{name}` earns full points at {angers} stars, though it meets neither feeling nor state"),
        N_("give it `depth: answer`, or let it meet the feeling first"),
    ),
    "three-f-too-hot": (
        N_("reply `{name}` tells of `found` and earns full points at {angers} stars"),
        N_("let it come when the anger has gone down, or lower its score"),
    ),
    "passes-by-chance": (
        N_("answering at random passes {chance} of drills; less than 1% is expected; step `{name}` costs it least"),
        N_("add a wrong reply, lower weak ones, let provoking ones lose the customer; add steps; raise `pass` last"),
    ),
    "passes-by-longest": (
        N_("always choosing the longest reply passes ({lang}, {percent}%); step `{name}` lets it through first"),
        N_("make wrong replies as long as the right one, or longer"),
    ),
    "passes-by-deepest": (
        N_("always choosing the deepest reply passes ({percent}%); step `{name}` lets it through first"),
        N_("let `unsaid` be wrong somewhere: where the anger is low, or the guess has no evidence"),
    ),
    "longest-is-best": (
        N_("the best reply is the longest in {count} of {of} steps ({lang}): {steps}"),
        N_("shorten it there, or lengthen the others"),
    ),
    "missing-skills": (
        N_("no step trains: {missing}"),
        N_("add them to `trains`, or accept this with the reason why the case leaves them out"),
    ),
    "passes-by-shortest": (
        N_("always choosing the shortest reply passes ({lang}, {percent}%); step `{name}` lets it through first"),
        N_("let some wrong replies be as short as the right one, or shorter"),
    ),
    "told-by-sound": (
        N_("the best reply is told by its sound in {count} of {of} steps ({lang}), without the customer: {steps}"),
        N_("make wrong replies as exact and as warm, each right for somebody else; `motdrill tells` shows the words"),
    ),
    "said-steps": (
        N_("{count} steps are asked for in the trainee's own words; a case of six steps or more has exactly one"),
        N_("set `say: true` at the moment of truth, and nowhere else"),
    ),
    "language-missing": (N_("this text is not written in: {missing}"), N_("add it in that language")),
    "near-identical": (
        N_("reply `{name}` says almost the same as `{other}`"),
        N_("make it another thought, or remove it"),
    ),
    "does-not-fit": (
        N_("the page of `{name}` takes {lines} lines at 80 columns ({lang}), {over} more than a terminal has"),
        N_("shorten its texts, the longest first"),
    ),
    "angers-alike": (
        N_("step `{name}` asks for the anger, and shows the same words and cues at {angers} stars"),
        N_("give `says` or a cue a text for each of them, with `from`, or let the story come here at one anger"),
    ),
    "also-elsewhere": (
        N_("this other way to say `{name}` is also one of `{other}`"),
        N_("leave it with the reply it belongs to"),
    ),
    "title-too-long": (
        N_("the title takes {columns} columns ({lang}); lists and headings have room for {most}"),
        N_("write a few words: the story is told by `brief`"),
    ),
    "why-too-long": (
        N_("the feedback on `{name}` takes {lines} lines at 80 columns ({lang}), {over} more than a terminal has"),
        N_("shorten `why` to what this answer did, or `reaction`"),
    ),
    "quote-pair": (
        N_("a quotation in this text is not closed, or not opened: {opening} and {closing} belong together"),
        N_("write both marks, and no straight ones inside a text"),
    ),
    "joined-tags": (
        N_("`{name}` is read as one tag"),
        N_("write a comma and a space between tags: [{parts}]"),
    ),
    "odd-sign": (
        N_("`{sign}` is a mark of HTML or Markdown, and the trainee reads it as it stands"),
        N_("write what it stands for, or remove it"),
    ),
    "template-text": (
        N_("texts that are still the template's: {count} of {of}, the first in {parts}"),
        N_("write your own over them, from the top down; take out what your story does not need"),
    ),
    "placeholder": (N_("“{name}” holds the place of a text"), N_("write the text, or remove the field")),
    "no-says": (
        N_("at step `{name}` the customer says nothing"),
        N_("add `says`; what is not spoken stands in brackets, such as “(silence)”"),
    ),
    "no-reaction": (
        N_("the customer reacts to no reply"),
        N_("add `reaction` to replies: what the customer says or does then"),
    ),
    "same-why": (
        N_("all {count} replies of step `{name}` have the same `why`"),
        N_("say for each what it did to this customer"),
    ),
    "unknown-accept": (
        N_("`{name}` is no finding that can be accepted"),
        N_("`motdrill check --explain` and its number opens its page"),
    ),
    "idle-accept": (N_("`{name}` is accepted here, but nothing finds it any more"), N_("remove the line")),
}
