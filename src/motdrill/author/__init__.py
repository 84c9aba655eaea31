"""The author's bench: what a scenario does to its players, computed, and what is weak about it.

- spread: how players who answer by chance spread over anger, points and endings
- policies: players who always do one thing
- analysis: the figures of the analysis page
- case: what the rules ask about a scenario, each computed once
- findings, rules: what is weak, with its place; documented: what is written of each finding
- graph: the story as nodes and edges
- document: analysis and findings as JSON
- template: the scenario that `new` writes
"""
