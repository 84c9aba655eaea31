"""Building blocks of the scenario model: ids, texts in several languages, texts that depend on the anger.

The tags name the branches of a union. They appear in the paths of Pydantic's errors, where `field_checks` removes them;
they begin with a NUL, which no key of a file can contain.
"""

from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag

from motdrill.method.catalogue import ID_LENGTHS, ID_PATTERN, MAX_ANGER

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, min_length=ID_LENGTHS[0], max_length=ID_LENGTHS[1])]
NonBlank = Annotated[str, StringConstraints(pattern=r"\S")]
_LANGUAGE: Final = (
    "a[abefkmnrsvyz]|b[aeghimnors]|c[aeorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuy]|i[adegikostu]|"
    "j[av]|k[agijklmnorsuvwy]|l[abgintouv]|m[ghiklnrsty]|n[abdeglnorvy]|o[cjmrs]|p[ailst]|qu|r[mnouw]|"
    "s[acdegiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|xh|y[io]|z[ahu]"
)
# the two-letter codes of ISO 639-1: `cn` and `us` are countries; `ch`, Chamorro, and `hz`, Herero, are left out, as
# here they are slips for Chinese
LanguageCode = Annotated[str, StringConstraints(pattern=rf"^({_LANGUAGE})(-([A-Z]{{2}}|[A-Z][a-z]{{3}}))?$")]
Anger = Annotated[int, Field(ge=0, le=MAX_ANGER)]
Percent = Annotated[int, Field(ge=0, le=100)]
PLAIN_TAG: Final = "\0plain"
LANGUAGES_TAG: Final = "\0languages"
VARIANTS_TAG: Final = "\0variants"
LIST_TAG: Final = "\0list"
MAX_LANGUAGES: Final = 20


def _text_tag(value: object) -> str | None:
    if isinstance(value, str):
        return PLAIN_TAG
    return LANGUAGES_TAG if isinstance(value, dict) else None


def _text_by_anger_tag(value: object) -> str | None:
    return VARIANTS_TAG if isinstance(value, tuple) else _text_tag(value)


def _paraphrases_tag(value: object) -> str:
    return LANGUAGES_TAG if isinstance(value, dict) else LIST_TAG


_PlainText: TypeAlias = Annotated[NonBlank, Tag(PLAIN_TAG)]
_TextByLanguage: TypeAlias = Annotated[
    dict[LanguageCode, NonBlank], Field(min_length=1, max_length=MAX_LANGUAGES), Tag(LANGUAGES_TAG)
]
Text: TypeAlias = Annotated[_PlainText | _TextByLanguage, Discriminator(_text_tag)]
"""A plain string, used for every language, or one string per language."""


Paraphrase = Annotated[NonBlank, StringConstraints(max_length=300)]
_ParaphraseList: TypeAlias = Annotated[tuple[Paraphrase, ...], Field(max_length=8)]
Paraphrases: TypeAlias = Annotated[
    Annotated[_ParaphraseList, Tag(LIST_TAG)]
    | Annotated[dict[LanguageCode, _ParaphraseList], Field(max_length=MAX_LANGUAGES), Tag(LANGUAGES_TAG)],
    Discriminator(_paraphrases_tag),
]
"""Other ways to say a text: a list that serves every language, or one list per language."""


class StrictModel(BaseModel):
    """A mapping of the file: unknown fields are errors, `x-` fields are left alone (`load` takes them out)."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        defer_build=True,
        json_schema_extra={"patternProperties": {"^x-": {}}},
    )


class Variant(StrictModel):
    """A text that holds from an anger upwards."""

    from_: Annotated[Anger, Field(alias="from")]
    """The lowest anger, in stars, at which this text is used."""
    text: Text
    """The text."""


TextByAnger: TypeAlias = Annotated[
    _PlainText | _TextByLanguage | Annotated[tuple[Variant, ...], Field(min_length=1, max_length=7), Tag(VARIANTS_TAG)],
    Discriminator(_text_by_anger_tag),
]
"""A text, or variants of it; the variant with the highest `from` not above the anger is used."""
