"""Benchmarks: `python -m benchmarks` runs all of them, `python -m benchmarks.check` one.

Each module has `measure`, which gives rows of one table. A row stands motdrill against a floor its libraries set, or
against a peer; both sides run in turn, and of the ratios of the pairs the median counts.
"""
