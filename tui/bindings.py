"""Key bindings in the language of the user.

Textual fixes the description of a binding when its class is made. So descriptions are marked with
`N_()` there, and translated in the one place that the footer, the key panel, the palette and the
help all read: `active_bindings` of the screen.
"""

from dataclasses import replace
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.events import Click, ScreenResume
from textual.screen import ModalScreen, Screen, ScreenResultType

from crm.i18n import N_, _, catalogue

KEY_NAMES = (
    N_("space"),
    N_("esc"),
    N_("tab"),
    N_("shift"),
    N_("home"),
    N_("end"),
    N_("pgup"),
    N_("pgdn"),
    N_("del"),
)

MOST_BINDINGS = 1024


def translate_binding(active: ActiveBinding) -> ActiveBinding:
    """Return a binding with what it says in the language in use."""
    binding = _translated(active.binding, catalogue())
    return active._replace(binding=binding, tooltip=_(active.tooltip))


@lru_cache(maxsize=MOST_BINDINGS)
def _translated(binding: Binding, _catalogue: NullTranslations) -> Binding:
    """Return a binding in the words of the catalogue in use, worked out once.

    Bindings are asked for at every key.
    """
    group = binding.group and replace(binding.group, description=_(binding.group.description))
    return replace(
        binding, description=_(binding.description), tooltip=_(binding.tooltip), group=group
    )


def translate_bindings(bindings: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Return bindings by key, as `Screen.active_bindings` has them, in the language in use."""
    return {key: translate_binding(active) for key, active in bindings.items()}


def translate_key(display: str) -> str:
    """Return the name of a key, such as `space` or `shift+tab`, in the language in use."""
    return "+".join(map(_, display.split("+"))) if len(display) > 1 else display


def key_of(app: App[Any], identity: str, usual: str) -> str:
    """Return the key of a binding as a sentence names it, the user's own where there is one."""
    return translate_key(app._keymap.get(identity, usual).partition(",")[0])


class BaseScreen(Screen[ScreenResultType]):
    """The base of every screen: its bindings come out translated wherever they are shown."""

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles that every widget got when it was made or changed."""
        event.refresh_styles = False

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work at the moment, by key."""
        return translate_bindings(super().active_bindings)


class BaseDialog(ModalScreen[ScreenResultType]):
    """The base of every dialog, translated likewise; a click beside it is what escape is."""

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Keep the styles that every widget got when it was made or changed."""
        event.refresh_styles = False

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work at the moment, by key."""
        return translate_bindings(super().active_bindings)

    async def on_click(self, event: Click) -> None:
        """Leave as escape does, for whoever has a mouse only."""
        if event.widget is self or self._on_lower_edge(event):
            event.stop()
            for binding in self._bindings.key_to_bindings.get("escape", ()):
                await self.run_action(binding.action)

    def _on_lower_edge(self, event: Click) -> bool:
        """Tell whether the edge was clicked that says how to leave."""
        box = self.query(".dialog").first().region
        return event.screen_y == box.bottom - 1 and box.contains(event.screen_x, event.screen_y)
