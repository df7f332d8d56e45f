"""Text that is longer than the screen: scrolled by the keys that move through lists."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from crm.i18n import N_


class ReadingScroll(VerticalScroll):
    """A container that scrolls; its keys have the identifiers, and so the keys, of lists."""

    BINDING_GROUP_TITLE = N_("List")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", N_("Down"), show=False, id="move.down"),
        Binding("up,k", "scroll_up", N_("Up"), show=False, id="move.up"),
        Binding("pagedown,ctrl+f", "page_down", N_("Page down"), show=False, id="move.page_down"),
        Binding("pageup,ctrl+b", "page_up", N_("Page up"), show=False, id="move.page_up"),
        Binding("ctrl+d", "half(1)", N_("Half a page down"), show=False, id="move.half_down"),
        Binding("ctrl+u", "half(-1)", N_("Half a page up"), show=False, id="move.half_up"),
        Binding("home,g", "scroll_home", N_("First"), show=False, id="move.first"),
        Binding("end,G", "scroll_end", N_("Last"), show=False, id="move.last"),
    ]

    def action_half(self, direction: int) -> None:
        """Scroll by half of what is in view."""
        lines = max(1, self.scrollable_content_region.height // 2)
        self.scroll_relative(y=direction * lines, animate=False)
