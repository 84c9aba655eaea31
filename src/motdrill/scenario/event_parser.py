"""PyYAML's parser of events: libyaml's, or in its absence the one in Python, which is ten times slower.

Both give the same events for all that scenarios are written in; the wording of a syntax error may differ.
"""

from typing import Any, Final

import yaml

HAS_LIBYAML: Final = bool(yaml.__with_libyaml__)


class _PythonParser(yaml.SafeLoader):
    """PyYAML's parser in Python, mended where it differs from libyaml."""

    def get_event(self) -> Any:
        """The next event; an escape or a version beyond all numbers is an error of the syntax."""
        try:
            return super().get_event()  # type: ignore[no-untyped-call]
        except (ValueError, OverflowError) as error:
            raise yaml.MarkedYAMLError(
                problem="found a number that is too large", problem_mark=self.get_mark()
            ) from error

    def scan_plain(self) -> Any:
        """A plain text; a question mark inside brackets or braces belongs to it, as `{en: And now?}` means it."""
        first = super().scan_plain()
        chunks, end = [first.value], first.end_mark
        while self.flow_level and self.peek() == "?" and self.index == end.index:
            self.forward()
            end = self.get_mark()
            spaces = self.scan_plain_spaces(self.indent + 1, first.start_mark) or ()
            rest = super().scan_plain()
            chunks.append("?")
            if rest.value:
                chunks += [*spaces, rest.value]
                end = rest.end_mark
        return yaml.ScalarToken("".join(chunks), True, first.start_mark, end)


EventParser: Final[Any] = yaml.CSafeLoader if HAS_LIBYAML else _PythonParser
"""Makes a parser of a text, with `get_event` and `dispose`."""
