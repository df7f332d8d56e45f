"""The command palette: every action that a key has, found by its name in the user's language."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.binding import ActiveBinding
from textual.command import (
    Command,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.content import Content
from textual.fuzzy import Matcher
from textual.types import IgnoreReturnCallbackType
from textual.widgets import Button, Input
from textual.widgets.option_list import Option
from textual.worker import Worker

from crm.i18n import _
from crm.text import for_terminal
from tui.bindings import translate_bindings
from tui.themes import theme_label
from tui.widgets.roles import content

UNSOUGHT = ("move.", "app.palette")
"""How the identifiers of bindings begin that nobody looks up by name."""


class Palette(CommandPalette):
    """Textual's palette, speaking the language of the user; enter runs what answers the text.

    Textual leaves the commands of an earlier text in the list until those of the present one are
    gathered, and enter would run the first of them. So enter waits, and keys after it wait too.
    """

    def __init__(
        self,
        providers: Sequence[type[Provider]] | None,
        *,
        placeholder: str,
        hold_keys: Callable[[], Callable[[], None]],
        id: str | None = None,
    ) -> None:
        super().__init__(providers, placeholder=placeholder, id=id)
        self._hold_keys = hold_keys
        self._gathered_for = self._shown_for = ""
        self._enter_waits = False
        self._let_keys_through: Callable[[], None] | None = None

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings of the palette itself."""
        return translate_bindings(super().active_bindings)

    def _gather_commands(self, search_value: str) -> Worker[None]:
        """Gather the commands for a text."""
        self._gathered_for = search_value
        return super()._gather_commands(search_value)

    def _refresh_command_list(
        self, command_list: CommandList, commands: list[Command], clear_current: bool
    ) -> None:
        """Show what was gathered; the cursor stays on a command that it was moved to."""
        place = command_list.highlighted
        chosen = None if clear_current or not place else command_list.get_option_at_index(place)
        super()._refresh_command_list(command_list, commands, clear_current)
        if chosen in command_list.options:
            command_list.highlighted = command_list.options.index(chosen)
        self._shown_for = self._gathered_for
        if self._enter_waits:
            self._enter_waits = False
            self.call_later(self._run_shown)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Run the command under the cursor, once the list answers what is typed."""
        event.stop()
        event.prevent_default()
        if self._let_keys_through is None:
            self._let_keys_through = self._hold_keys()
            self._enter_waits = event.value.strip() != self._shown_for
            if not self._enter_waits:
                self._run_shown()

    def _run_shown(self) -> None:
        if not self._list_visible or self.query_one(CommandList).highlighted is None:
            self._end_hold()
        self._select_or_command()

    def _select_or_command(self, event: Input.Submitted | Button.Pressed | None = None) -> None:
        """Choose or run a command; keys go on to what it opens."""
        super()._select_or_command(event)
        if self._selected_command is not None:
            self.app.call_later(self._end_hold)

    def _end_hold(self) -> None:
        if self._let_keys_through is not None:
            self._let_keys_through()
            self._let_keys_through = None

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
    """Offers each action that has a key on the screen below, then the commands that have none.

    One provider for both, since Textual asks several in no fixed order.
    """

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
        for command in self.app.get_system_commands(self.screen):
            # The palette puts the title into its field when it is chosen.
            yield for_terminal(command.title), "", command.help, command.callback

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for name, key, explanation, run in self._actions():
            yield DiscoveryHit(command_label(content(name), key, explanation), run, name)

    async def search(self, query: str) -> Hits:
        """Offer those whose name fits what was typed."""
        matcher = self.matcher(query)
        for name, key, explanation, run in self._actions():
            score = matcher.match(name)
            if score > 0:
                label = command_label(highlight(matcher, name), key, explanation)
                yield Hit(score, label, run, name)


class ThemeProvider(Provider):
    """Offers the themes by what they look like."""

    def _themes(self) -> Iterator[tuple[str, IgnoreReturnCallbackType]]:
        for name in self.app.available_themes:
            yield theme_label(name), partial(self.app.run_action, f"choose_theme('{name}')")

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
                yield Hit(score, highlight(matcher, label), put_on)


def command_label(name: Content, key: str = "", explanation: str = "") -> Content:
    """Return how a command is shown: its name, the key for it, and what it does under them."""
    parts = [name]
    if key:
        parts.append(content(f"  {key}").stylize("not bold"))
    if explanation:
        parts.append(content(f"\n{explanation}", multiline=True).stylize("italic not bold"))
    return Content.assemble(*parts)


def highlight(matcher: Matcher, text: str) -> Content:
    """Return a text with the letters that match; Textual's own would read data as markup."""
    shown = for_terminal(text)
    found = content(shown)
    _score, offsets = matcher.fuzzy_search.match(matcher.query, shown)
    for offset in offsets:
        found = found.stylize(matcher.match_style, offset, offset + 1)
    return found
