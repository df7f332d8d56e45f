"""A stylesheet that reads no rule twice.

Textual parses every rule anew when an application starts to run and whenever its theme is put on,
also where no variable has another value. That was a third of what the first frame costs.
"""

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_Parsed = LRUCache[tuple[object, ...], list[RuleSet]]

MOST_SOURCES = 512

_parsed: dict[frozenset[tuple[str, str]], _Parsed] = {}


def _parsed_with(variables: dict[str, str]) -> _Parsed:
    return _parsed.setdefault(frozenset(variables.items()), LRUCache(MOST_SOURCES))


class ParsedOnce(Stylesheet):
    """Keeps what was parsed for each set of variables, that is for each theme."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = _parsed_with(self._variables)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take other variables; the same ones change nothing."""
        if variables == self._variables:
            return
        # The rules that were parsed belong to the old variables: they are to be kept, not emptied.
        self._parse_cache = LRUCache(MOST_SOURCES)
        super().set_variables(variables)
        self._parse_cache = _parsed_with(variables)

    def reparse(self) -> None:
        """Take the rules that belong to the present variables.

        Raises StylesheetParseError, with the rules as they were, where a source is wrong.
        """
        self.parse()
