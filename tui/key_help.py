"""The keys that work at the moment, as sections for the help page."""

from typing import Any

from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.screen import Screen

from crm.i18n import _
from tui.widgets.record_items import Line, Section


def key_sections(screen: Screen[Any]) -> list[Section]:
    """Return what each key of ours does, grouped by the part of the screen that listens to it.

    Keys that edit text are left out: they are those of any field.
    """
    by_node: dict[DOMNode, list[ActiveBinding]] = {}
    for active in screen.active_bindings.values():
        if active.binding.id is not None:
            by_node.setdefault(active.node, []).append(active)
    return [
        Section(_title(node, screen), _lines(bindings, screen))
        for node, bindings in by_node.items()
    ]


def _title(node: DOMNode, screen: Screen[Any]) -> str:
    if node is screen:
        return _("This screen")
    title = node.BINDING_GROUP_TITLE
    return _(title) if title else _("Everywhere")


def _lines(bindings: list[ActiveBinding], screen: Screen[Any]) -> list[Line]:
    """Return one line an action, with all its keys."""
    keys: dict[str, list[str]] = {}
    texts: dict[str, tuple[str, str]] = {}
    for active in bindings:
        action = active.binding.action
        keys.setdefault(action, []).append(screen.app.get_key_display(active.binding))
        texts.setdefault(action, (active.binding.description, active.tooltip))
    return [
        Line(" ".join(dict.fromkeys(keys[action])), description, detail=tooltip)
        for action, (description, tooltip) in texts.items()
        if description
    ]
