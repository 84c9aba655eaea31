"""What a person does from start to end: a drill, a review, a preview, a class, sending; and what records it.

`from motdrill.sessions import drill` gives a module that is read when one of its names is first used: commands import
their sessions at the top, and their help pages and completion do not wait for them.
"""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    """A module of sessions, to be read at its first use."""
    spec = find_spec(f"{__name__}.{name}")
    if spec is None or spec.loader is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    spec.loader = LazyLoader(spec.loader)
    module = globals()[name] = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
