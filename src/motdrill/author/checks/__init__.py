"""The checks of `motdrill check`: one function per finding, yielding faults with paths and named values.

- reach: unreachable steps, texts and endings
- scoring: points and stars that contradict each other or the method
- balance: players who pass without understanding
- texts: missing languages, near-identical replies, angers that sound alike, steps too long for a terminal
"""
