"""The colours: a dark and a light theme of our own, and the terminal's own where none are wanted.

Every text on every ground keeps the contrast of WCAG 2.2 level AA (success criterion 1.4.3: 4.5
to 1; 1.4.11: 3 to 1 for the edge of what has the focus).
"""

from typing import Any

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from crm.i18n import N_, _

SAMVERKAN_DARK = Theme(
    name="samverkan-dark",
    dark=True,
    background="#10141b",
    surface="#161b24",
    panel="#1f2632",
    foreground="#dde4ee",
    primary="#6ba6f5",
    secondary="#93a3bc",
    accent="#56c7bd",
    success="#7fc98f",
    warning="#e9b55a",
    error="#f38078",
    variables={
        "boost": "#1a202a",
        "text-muted": "#97a3b6",
        "text-disabled": "#8f9bae",
        "foreground-muted": "#97a3b6",
        "block-cursor-background": "#2a5f9e",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#28313f",
        "block-cursor-blurred-foreground": "#dde4ee",
        "block-hover-background": "#222a37",
        "border": "#6ba6f5",
        "border-blurred": "#2a3342",
        "scrollbar": "#35415a",
        "scrollbar-hover": "#455372",
        "scrollbar-active": "#6ba6f5",
        "scrollbar-background": "#131821",
        "footer-background": "#1f2632",
        "footer-key-foreground": "#7fb4f8",
        "footer-description-foreground": "#b4bfce",
        "input-selection-background": "#2a5f9e",
        "input-selection-foreground": "#ffffff",
        "button-color-foreground": "#0d1117",
        "link-color": "#8fbdf9",
    },
)

SAMVERKAN_LIGHT = Theme(
    name="samverkan-light",
    dark=False,
    background="#eef1f5",
    surface="#fbfcfd",
    panel="#e1e6ed",
    foreground="#1b2430",
    primary="#1b5aa8",
    secondary="#4c5b72",
    accent="#0b6b66",
    success="#176a34",
    warning="#7f5200",
    error="#ad2219",
    variables={
        "boost": "#f3f5f8",
        "text-muted": "#505c6e",
        "text-disabled": "#556173",
        "foreground-muted": "#505c6e",
        "block-cursor-background": "#1b5aa8",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#d5dfec",
        "block-cursor-blurred-foreground": "#1b2430",
        "block-hover-background": "#e6ecf4",
        "border": "#1b5aa8",
        "border-blurred": "#c9d1dc",
        "scrollbar": "#b3bfcf",
        "scrollbar-hover": "#98a8be",
        "scrollbar-active": "#1b5aa8",
        "scrollbar-background": "#e4e9ef",
        "footer-background": "#e1e6ed",
        "footer-key-foreground": "#1b5aa8",
        "footer-description-foreground": "#3c4757",
        "input-selection-background": "#1b5aa8",
        "input-selection-foreground": "#ffffff",
        "button-color-foreground": "#ffffff",
        "link-color": "#1b5aa8",
    },
)

ANSI_DARK, ANSI_LIGHT = BUILTIN_THEMES["ansi-dark"], BUILTIN_THEMES["ansi-light"]
THEMES = (
    (SAMVERKAN_DARK, N_("Dark")),
    (SAMVERKAN_LIGHT, N_("Light")),
    (ANSI_DARK, N_("The terminal's own colours, on dark")),
    (ANSI_LIGHT, N_("The terminal's own colours, on light")),
)
"""The themes on offer with what they are called, the default first."""

FEW_COLOURS = ("standard", "windows")
"""What Rich calls terminals with 16 colours, which it knows by TERM."""


def theme_label(name: str) -> str:
    """Return what a theme is called in the language in use."""
    return next((_(label) for theme, label in THEMES if theme.name == name), name)


def install_themes(app: App[Any]) -> None:
    """Offer our themes instead of Textual's, and put on the one that suits the terminal.

    With NO_COLOR set (no-color.org) that is the terminal's own colours, which then go too; and on a
    terminal of 16 colours, which has none near to ours.
    """
    for name in app.available_themes:
        app.unregister_theme(name)
    for theme, _label in THEMES:
        app.register_theme(theme)
    plain = app.no_color or app.console.color_system in FEW_COLOURS
    app.theme = ANSI_DARK.name if plain else SAMVERKAN_DARK.name
