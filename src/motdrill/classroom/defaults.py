"""How a class is run unless its facilitator chooses otherwise; imports nothing, because help pages show these."""

from typing import Final

TALK_S: Final = 120
"""Seconds that the room talks between two rounds."""

EXPLAIN_BELOW: Final = 30
GO_ON_ABOVE: Final = 70
"""Percent of best answers in the first round (Crouch and Mazur, 2001): below, too few know it to teach the others;
above, there is little left to argue about."""
