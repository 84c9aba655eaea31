"""The drill: a scenario, a seed and the answers so far; everything else is computed from them.

Modules, each building on those before it:

- rules: points and anger of one answer
- moves: every kind of answer a step allows, with its outcome and how many answers are of that kind
- endings: which ending a story comes to
- attainable: the most points still attainable, and whether a pass still is
- players: what somebody earns who answers by chance, or well
- turn: one answer at one step
- cached_copy: cached properties of immutable objects
- drill: the sequence of answers
- answer_parser: a typed line to an answer
- scorecard: score, costs, skills, remembered experience
- best_play, choices: a lossless way through; what can be counted at a step when many people answer it
- records, document: a drill as the journal gives it back, and as JSON
"""
