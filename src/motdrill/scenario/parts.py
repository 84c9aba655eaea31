"""What the scenario's model is built of: ids, texts in several languages, texts that depend on the anger.

The tags name the branches of a union. They show up in the paths of Pydantic's errors, where `fields` takes them out
again; they begin with a NUL, which no key of a file can hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from motdrill.method.catalogue import ID_LENGTHS, ID_PATTERN, MAX_ANGER

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, min_length=ID_LENGTHS[0], max_length=ID_LENGTHS[1])]
Filled = Annotated[str, StringConstraints(pattern=r"\S")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Za-z]{2,4})?$")]
Anger = Annotated[int, Field(ge=0, le=MAX_ANGER)]
Percent = Annotated[int, Field(ge=0, le=100)]
PLAIN: Final = "\0plain"
LANGUAGES: Final = "\0languages"
VARIANTS: Final = "\0variants"
MAX_LANGUAGES: Final = 20


def _text_form(value: object) -> str | None:
    if isinstance(value, str):
        return PLAIN
    return LANGUAGES if isinstance(value, Mapping) else None


def _said_form(value: object) -> str | None:
    return VARIANTS if isinstance(value, tuple) else _text_form(value)


Text: TypeAlias = Annotated[
    Annotated[Filled, Tag(PLAIN)]
    | Annotated[dict[LanguageCode, Filled], Field(min_length=1, max_length=MAX_LANGUAGES), Tag(LANGUAGES)],
    Discriminator(_text_form),
]
"""A plain string, which serves every language, or one string a language."""


class Part(BaseModel):
    """A mapping of the file: unknown fields are errors, `x-` fields are left alone (`load` takes them out)."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        defer_build=True,
        json_schema_extra={"patternProperties": {"^x-": {}}},
    )


class Variant(Part):
    """A text that holds from an anger upwards."""

    from_: Annotated[Anger, Field(alias="from")]
    """The lowest anger, in stars, at which this text is used."""
    text: Text
    """The text."""


Said: TypeAlias = Annotated[
    Annotated[Filled, Tag(PLAIN)]
    | Annotated[dict[LanguageCode, Filled], Field(min_length=1, max_length=MAX_LANGUAGES), Tag(LANGUAGES)]
    | Annotated[tuple[Variant, ...], Field(min_length=1, max_length=7), Tag(VARIANTS)],
    Discriminator(_said_form),
]
"""A text, or variants of it of which the highest `from` that the anger reaches is used."""
