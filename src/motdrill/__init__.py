"""motdrill: a command-line trainer for handling complaints.

The core can be used without the program:

    from motdrill import Drill, Scorecard, load

    loaded = load("my-case.yaml")
    drill = Drill(loaded.scenario, loaded.id, seed=7)
    while drill.step:
        drill = drill.answer(...)       # a reply's id, stars, a tuple of needs or of lines
    print(Scorecard(drill).score_percent)

What is named here is imported when it is asked for: the program starts without it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from motdrill.author.analysis import analyse
    from motdrill.drill.best_play import best_way
    from motdrill.drill.drill import Drill
    from motdrill.drill.scorecard import Scorecard
    from motdrill.errors import MotdrillError, ReadError
    from motdrill.scenario.load import Loaded, load
    from motdrill.scenario.model import Scenario

__version__ = "0.1.0"
__all__ = (
    "Drill",
    "Loaded",
    "MotdrillError",
    "ReadError",
    "Scenario",
    "Scorecard",
    "analyse",
    "best_way",
    "load",
)

_HOMES: Final = {
    "Drill": "drill.drill",
    "Loaded": "scenario.load",
    "MotdrillError": "errors",
    "ReadError": "errors",
    "Scenario": "scenario.model",
    "Scorecard": "drill.scorecard",
    "analyse": "author.analysis",
    "best_way": "drill.best_play",
    "load": "scenario.load",
}


def __getattr__(name: str) -> Any:
    """Imports a name of the core when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
