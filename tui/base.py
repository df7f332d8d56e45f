"""What every application of ours has: themes, translated keys, our palette, and safe notices."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

from textual._styles_cache import StylesCache
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen
from textual.types import CSSPathType

from crm.i18n import N_, _
from crm.text import for_terminal
from tui.bindings import BaseScreen, translate_key
from tui.leaving import is_job, stop_job
from tui.palette import ActionProvider, Palette, ThemeProvider
from tui.stylesheet import ParsedOnce
from tui.themes import install_themes
from tui.widgets.jumping import Go


class BaseApp(App[Any]):
    """An application in our colours and in the language of the user."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("base.tcss")
    COMMANDS = {ActionProvider}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p",
            "command_palette",
            N_("Everything"),
            id="app.palette",
            show=False,
            priority=True,
            tooltip=N_("Find any action by its name"),
        ),
        Binding(
            "ctrl+g",
            "jump",
            N_("Jump"),
            id="app.jump",
            show=False,
            priority=True,
            tooltip=N_("A letter on everything that can be gone to"),
        ),
        Binding("ctrl+q", "quit", N_("Quit"), id="app.quit", show=False, priority=True),
        Binding(
            "ctrl+z",
            "suspend_process",
            N_("To the shell"),
            id="app.suspend",
            show=False,
            tooltip=N_("Its command fg comes back"),
        ),
    ]

    def __init__(self) -> None:
        # Without colour Textual must leave the terminal's own colours alone from the start.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        install_themes(self)
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Return a screen whose bindings are translated."""
        return BaseScreen(id="_default")

    def get_key_display(self, binding: Binding) -> str:
        """Return the name of a key in the language in use."""
        return translate_key(super().get_key_display(binding))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield the commands of the palette that have no key."""
        yield SystemCommand(
            _("Change theme"), _("Dark, light or the terminal's own colours"), self.search_themes
        )

    def pop_screen(self) -> AwaitComplete:
        """Close the screen in front, with all that it was painted with.

        Textual keeps that as a key of a cache, for a thousand widgets, each line in some ten
        objects: with every screen closed, the search for cyclic garbage would take longer.
        """
        closing = super().pop_screen()
        StylesCache.get_inner_outer.cache_clear()
        return closing

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open."""
        if not Palette.is_open(self):
            self.open_palette(None, _("Search for what to do…"))

    def action_jump(self) -> None:
        """Show a letter on everything that can be gone to, and go where one is typed."""
        from tui.screens.jump import JumpOverlay

        if not isinstance(self.screen, (Palette, JumpOverlay)):
            self.push_screen(JumpOverlay(self.screen), _go)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the shell only where there is one to bring us back."""
        if action == "suspend_process":
            return self._driver is not None and self._driver.can_suspend and is_job()
        return super().check_action(action, parameters)

    def action_suspend_process(self) -> None:
        """Give the terminal back and stop until the shell goes on with us."""
        with self.suspend():
            stop_job()

    def search_themes(self) -> None:
        """Let the user choose a theme."""
        self.open_palette([ThemeProvider], _("Search for a theme…"))

    def open_palette(self, providers: list[type[Provider]] | None, placeholder: str) -> None:
        """Open a palette; what is typed meanwhile is for it."""
        palette = Palette(
            providers, placeholder=placeholder, hold_keys=self.hold_keys, id="--command-palette"
        )
        let_keys_through = self.hold_keys()
        self.push_screen(palette)
        self.watch(palette, "focused", lambda _focused: let_keys_through(), init=False)

    def hold_keys(self) -> Callable[[], None]:
        """Let keys wait for what was begun, where that can be; return what ends it."""
        return lambda: None

    def action_choose_theme(self, name: str) -> None:
        """Wear a theme from now on."""
        self.theme = name

    def action_help_quit(self) -> None:
        """Tell how to leave to whoever presses ctrl+c by habit."""
        self.notify(_("Press ctrl+q to leave the program."))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice; what it says is never markup."""
        super().notify(
            for_terminal(message, multiline=True),
            title=for_terminal(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )


def _go(go: Go | None) -> None:
    if go is not None:
        go()


def hold_keys(app: App[Any]) -> Callable[[], None]:
    """Let keys wait for what was begun; return what ends it."""
    return cast(BaseApp, app).hold_keys()
