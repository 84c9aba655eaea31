"""The drill: a scenario, a seed and the answers given; all else is computed from those.

Modules, in the order of what they build on:

- rules: points and anger of one answer
- moves: every kind of answer a step allows, with its effect and how many answers have it
- endings: which ending a story comes to
- value: the best still attainable, and whether a pass still is
- state: the fold over the answers
- answers: a line as typed to an answer
- scorecard: what the answers add up to
- best, choices: the best way through; what can be counted at a step when many answer it
- played, document: a drill as the journal gives it back, and as JSON
"""
