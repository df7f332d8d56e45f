"""The command palette: every action that a key has, found by its name in the user's language."""

from collections.abc import Iterator
from functools import partial

from textual.binding import ActiveBinding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType
from textual.widgets.option_list import Option

from crm.i18n import _
from tui.bindings import translate_bindings
from tui.themes import theme_label

UNSOUGHT = ("move.", "app.palette")
"""How the identifiers of bindings begin that nobody looks up by name."""


class Palette(CommandPalette):
    """Textual's palette, speaking the language of the user."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings of the palette itself."""
        return translate_bindings(super().active_bindings)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say after a moment that nothing was found (Textual has the words built in)."""
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(
            self._NO_MATCHES_COUNTDOWN, partial(self.show_no_matches, search_value)
        )

    def show_no_matches(self, search_value: str) -> None:
        """Say that nothing was found, if something was looked for."""
        if search_value:
            nothing = Option(Content(_("Nothing found")), id=self._NO_MATCHES, disabled=True)
            self.query_one(CommandList).add_option(nothing)
        self._list_visible = bool(search_value)


class ActionProvider(Provider):
    """Offers each action that has a key on the screen below, as "Log an interaction  l"."""

    def _actions(self) -> Iterator[tuple[str, str, str, IgnoreReturnCallbackType]]:
        """Yield the name, the key, a longer explanation and the call of each action once."""
        seen = set()
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            known = (node, binding.action)
            wanted = binding.id is not None and not binding.id.startswith(UNSOUGHT)
            if enabled and wanted and binding.description and known not in seen:
                seen.add(known)
                run = partial(self.app.run_action, binding.action, node)
                yield binding.description, self.app.get_key_display(binding), tooltip, run

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for name, key, explanation, run in self._actions():
            yield DiscoveryHit(_label(Content(name), key), run, name, explanation or None)

    async def search(self, query: str) -> Hits:
        """Offer those whose name fits what was typed."""
        matcher = self.matcher(query)
        for name, key, explanation, run in self._actions():
            score = matcher.match(name)
            if score > 0:
                label = _label(matcher.highlight(name), key)
                yield Hit(score, label, run, name, explanation or None)


class ThemeProvider(Provider):
    """Offers the themes by what they look like."""

    def _themes(self) -> Iterator[tuple[str, IgnoreReturnCallbackType]]:
        for name in self.app.available_themes:
            yield theme_label(name), partial(setattr, self.app, "theme", name)

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for label, put_on in self._themes():
            yield DiscoveryHit(Content(label), put_on)

    async def search(self, query: str) -> Hits:
        """Offer those whose name fits what was typed."""
        matcher = self.matcher(query)
        for label, put_on in self._themes():
            score = matcher.match(label)
            if score > 0:
                yield Hit(score, matcher.highlight(label), put_on)


def _label(name: Content, key: str) -> Content:
    return Content.assemble(name, "  ", (key, "not bold"))
