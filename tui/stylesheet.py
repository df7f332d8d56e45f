"""A stylesheet that reads no rule twice, and works out no style that nothing is drawn in.

Textual parses every rule anew when an application starts to run and whenever its theme is put on,
also where no variable has another value. That was a third of what the first frame costs. And it
works out the styles of all component classes of a widget whenever it is made or gets the focus: a
list of ours has twelve of them, of which four are seen.
"""

from collections.abc import Collection

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_Parsed = LRUCache[tuple[object, ...], list[RuleSet]]

MOST_SOURCES = 512

_parsed: dict[frozenset[tuple[str, str]], _Parsed] = {}


def _parsed_with(variables: dict[str, str]) -> _Parsed:
    return _parsed.setdefault(frozenset(variables.items()), LRUCache(MOST_SOURCES))


class StylesOnDemand(dict[str, RenderStyles]):
    """The styles of the component classes of a node, each worked out when it is first asked for."""

    def __init__(self, stylesheet: Stylesheet, node: DOMNode, names: Collection[str]) -> None:
        super().__init__()
        self._stylesheet = stylesheet
        self._node = node
        self._names = names

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __missing__(self, name: str) -> RenderStyles:
        drawn = DOMNode(classes=name)
        drawn._attach(self._node)
        self._stylesheet.apply(drawn)
        self[name] = drawn.styles
        return drawn.styles


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

    def _process_component_classes(self, node: DOMNode) -> None:
        """Forget the styles of the component classes; draw again what was drawn in them."""
        names = node._get_component_classes()
        if names:
            was_drawn = bool(node._component_styles)
            node._component_styles = StylesOnDemand(self, node, names)
            if was_drawn:
                node.refresh()
