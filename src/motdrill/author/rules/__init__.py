"""The rules of `check`: one function a finding, each yielding faults with their paths and named values.

- reach: steps, texts and endings that nobody meets
- scoring: points and stars that contradict each other or the method
- balance: players who pass without understanding
- texts: languages, near-identical replies, what does not fit a terminal
"""
