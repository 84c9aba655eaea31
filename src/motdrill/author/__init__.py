"""Analysis of a scenario for its author: exact statistics of players, and weaknesses with their locations.

- distribution: players who answer at random
- policies: players who always follow one rule
- analysis: the figures of the analysis page
- scenario_facts: cached facts that several checks need
- findings, checks: weaknesses of a scenario; finding_docs: the documentation of each
- graph, graph_layout: the story as nodes and edges, and where they are drawn
- ways: ways through the story to be read, the ones with most in them first
- document: analysis and findings as JSON
- draft: what a reader makes of a file of another program; scenario_writer: a scenario as YAML
- twee, gift, draft_text: readers of stories of Twine and of questions of Moodle
- template: the scenario that `motdrill new` writes
"""
