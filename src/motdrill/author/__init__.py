"""The author's bench: what a scenario does to its players, computed, and what is weak about it.

- spread: how players who answer by chance spread over anger, points and endings
- policies: players who always do one thing
- analysis: the figures of the analysis page
- findings: what is weak, with its place
- graph: the story as nodes and edges
"""
