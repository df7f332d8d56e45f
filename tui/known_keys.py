"""Every key of the interface: which bindings there are, which keys they have, and which clash."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, TextArea

from crm.i18n import N_

GROUPS = {
    "app": N_("Everywhere"),
    "go": N_("Rooms"),
    "room": N_("In every room"),
    "agenda": N_("The agenda"),
    "record": N_("Records"),
    "line": N_("Lines of a record"),
    "list": N_("Lists"),
    "board": N_("The board"),
    "columns": N_("Choosing columns"),
    "move": N_("Moving"),
    "page": N_("Record pages"),
    "trail": N_("Back and forward"),
    "search": N_("Search"),
    "quick": N_("Quick entry"),
    "meant": N_("Who is meant"),
    "filter": N_("The filter"),
    "form": N_("Forms"),
    "completion": N_("Fields that complete"),
    "note": N_("Notes"),
    "draft": N_("What was left unsaved"),
    "interaction": N_("The form of an interaction"),
    "import": N_("Importing"),
    "path": N_("Paths of files"),
    "duplicates": N_("Duplicates"),
    "merge": N_("Merging"),
    "history": N_("History"),
    "settings": N_("Settings"),
    "jump": N_("Jumping"),
    "confirm": N_("Questions"),
    "help": N_("Help"),
    "peek": N_("Records looked at"),
    "welcome": N_("The first time"),
}
"""What the bindings are called together whose identifiers begin alike, in their order."""
IN_DIALOGS = (TextArea, OptionList)
"""Widgets that stand in dialogs alone, so that their keys may be those of rooms."""
OTHERS = N_("Other keys")


@dataclass(frozen=True, slots=True)
class KnownBinding:
    """A binding: its identifier, what it does, its usual keys, and the classes that have it."""

    id: str
    description: str
    keys: tuple[str, ...]
    owners: frozenset[type[DOMNode]]

    @property
    def group(self) -> str:
        """What it is listed under, marked for the catalogue."""
        return GROUPS.get(self.id.partition(".")[0], OTHERS)

    @property
    def is_typed_over(self) -> bool:
        """Whether fields are near, so that a letter would be typed and never reach it."""
        typing = (ModalScreen, Input, TextArea)
        return all(issubclass(owner, typing) for owner in self.owners)

    def meets(self, other: "KnownBinding") -> bool:
        """Tell whether both may be there at once, so that one key cannot be both."""
        return bool(self.owners & other.owners) or any(
            _meet(mine, theirs) for mine in self.owners for theirs in other.owners
        )


def _meet(one: type[DOMNode], other: type[DOMNode]) -> bool:
    """Tell whether nodes of two classes may be one within the other."""
    if issubclass(one, App) or issubclass(other, App):
        return True
    if issubclass(one, Screen) == issubclass(other, Screen):
        return False
    screen, widget = (one, other) if issubclass(one, Screen) else (other, one)
    return issubclass(screen, ModalScreen) or not issubclass(widget, IN_DIALOGS)


@cache
def known_bindings() -> Mapping[str, KnownBinding]:
    """Return every binding with an identifier, by it; imports the whole interface."""
    import tui

    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        import_module(module.name)
    found: dict[str, list[tuple[type[DOMNode], Binding]]] = {}
    for owner in subclasses(DOMNode):
        if owner.__module__.startswith("tui."):
            for binding in Binding.make_bindings(owner.__dict__.get("BINDINGS", ())):
                if binding.id:
                    found.setdefault(binding.id, []).append((owner, binding))
    return {identity: _known(identity, found[identity]) for identity in sorted(found, key=_rank)}


def _known(identity: str, found: Sequence[tuple[type[DOMNode], Binding]]) -> KnownBinding:
    owners = {owner for first, _binding in found for owner in (first, *subclasses(first))}
    keys = dict.fromkeys(binding.key for _owner, binding in found)
    return KnownBinding(identity, found[0][1].description, tuple(keys), frozenset(owners))


def subclasses(of: type[DOMNode]) -> Iterator[type[DOMNode]]:
    """Yield the classes below one, those below them included."""
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def _rank(identity: str) -> int:
    first = identity.partition(".")[0]
    return list(GROUPS).index(first) if first in GROUPS else len(GROUPS)


# Which keys are in use, and giving a binding another.


def keys_of(binding: KnownBinding, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of a binding, the user's where there are any."""
    own = keymap.get(binding.id)
    return tuple(own.split(",")) if own else binding.keys


def clashing(
    bindings: Iterable[KnownBinding], keymap: Mapping[str, str], of: KnownBinding, key: str
) -> list[KnownBinding]:
    """Return the other bindings that a key belongs to where this one works."""
    return [
        one for one in bindings if one.id != of.id and key in keys_of(one, keymap) and one.meets(of)
    ]


def with_keys(
    keymap: Mapping[str, str], binding: KnownBinding, keys: Sequence[str]
) -> dict[str, str]:
    """Return a keymap in which a binding has these keys; its usual ones are not written down."""
    others = {name: own for name, own in keymap.items() if name != binding.id}
    usual = set(keys) == set(binding.keys)
    return others if usual else {**others, binding.id: ",".join(dict.fromkeys(keys))}


def exchanged(
    bindings: Sequence[KnownBinding], keymap: Mapping[str, str], binding: KnownBinding, key: str
) -> dict[str, str] | None:
    """Return a keymap in which a binding has a key, and whatever had that key another.

    What would be left without any gets the first key that the binding gives up. None where that
    key means something else there, so that nobody loses anything without a word.
    """
    given_up = keys_of(binding, keymap)[0]
    new = with_keys(keymap, binding, [key])
    for other in clashing(bindings, keymap, binding, key):
        left = [one for one in keys_of(other, keymap) if one != key]
        if not left and clashing(bindings, new, other, given_up):
            return None
        new = with_keys(new, other, left or [given_up])
    return new
