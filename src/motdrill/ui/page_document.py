"""Pages as plain data, for a screen that another program draws: JSON holds each block as its name and its fields."""

from typing import Any, Final

from motdrill.ui import blocks
from motdrill.ui.blocks import Page

_TYPES: Final = {
    each.__name__: each
    for each in (
        *(blocks.Span, blocks.Stars, blocks.Dots, blocks.Bar, blocks.Drawing, blocks.Speech),
        *(blocks.Para, blocks.ListBlock, blocks.ChoiceBlock, blocks.Heading, blocks.Columns, blocks.Gap),
    )
}


def page_document(page: Page) -> list[Any]:
    """A page as lists, dictionaries, texts and numbers."""
    return [_document(block) for block in page]


def page_of_document(document: list[Any]) -> Page:
    """The page of such a document.

    Raises:
        ValueError: It is none.
    """
    try:
        return tuple(_value(block) for block in document)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("no page") from error


def _document(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {"is": type(value).__name__, **{name: _document(each) for name, each in value._asdict().items()}}
    return list(map(_document, value)) if isinstance(value, tuple) else value


def _value(document: Any) -> Any:
    if isinstance(document, dict):
        fields = {name: _value(each) for name, each in document.items() if name != "is"}
        return _TYPES[document["is"]](**fields)
    return tuple(map(_value, document)) if isinstance(document, list) else document
