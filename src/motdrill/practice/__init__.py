"""What drills say about people and scenarios. Pure: drills in, values out.

- cards: which steps come back for review, and when
- tally: sums over drills, shared by one person and a group
- first_tries, losses, own_words: first tries at new cases; where points are lost; what was said and not chosen
- progress: one person over time
- group: everybody, for the trainer
- item_statistics: how well each step and reply of a scenario tells people apart
- document: all of these as JSON
"""
