"""Cached properties of immutable objects: a changed copy need not compute anew what the change does not touch."""

from functools import cached_property
from typing import TypeVar

T = TypeVar("T")


def with_cached(copy: T, **values: object) -> T:
    """Fills in cached properties whose values are already known, and returns the same object.

    Args:
        copy: An object on which none of these properties has been read yet; may be a frozen dataclass.
        **values: The value of each cached property, by its name.

    Raises:
        AttributeError: Its class has no cached property of that name.
    """
    for name, value in values.items():
        if not isinstance(getattr(type(copy), name, None), cached_property):
            raise AttributeError(f"{type(copy).__name__}.{name} is no cached property")
        copy.__dict__[name] = value
    return copy
