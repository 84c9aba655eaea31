"""What drills add up to, for one person and for all. Pure: drills come in, values go out.

- cards: which steps come back, and when
- tally: what several drills add up to, the part that one person and a group share
- progress: one person over time
- group: everybody, for the trainer
- items: how well each step and reply of a scenario tells people apart
- document: all of these as JSON
"""
