"""The sentences for points and stars that contradict each other, and for who passes that should not."""

from typing import Final

from motdrill.messages import N_

BALANCE_SENTENCES: Final[dict[str, tuple[str, str]]] = {
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
}
"""Fault and remedy by the code of a problem."""
