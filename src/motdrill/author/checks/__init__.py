"""The checks of `motdrill check`: one function per finding, yielding faults with paths and named values.

- reach: unreachable steps, texts and endings
- scoring: points and stars that contradict each other or the method
- balance: players who pass without understanding
- texts: missing languages, texts that say the same, slips in quotes and tags
- pages: pages too long for a terminal, titles too long for their line
- draft: work not yet done
"""
