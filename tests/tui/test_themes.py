from itertools import product

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.tui.showing import Showing
from tui.themes import ANSI_DARK, SAMVERKAN_DARK, SAMVERKAN_LIGHT, THEMES, theme_label
from tui.widgets.roles import STYLES
from tui.widgets.status_line import StatusLine

OURS = (SAMVERKAN_DARK, SAMVERKAN_LIGHT)
TEXTS = sorted(
    {style.lstrip("$") for style in STYLES.values() if style.startswith("$")}
    | {"foreground", "text-disabled", "foreground-muted", "link-color"}
)
GROUNDS = ("background", "surface", "panel", "boost", "block-cursor-blurred-background")
PAIRS = [
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("button-color-foreground", "primary"),
    ("button-color-foreground", "error"),
    ("foreground", "block-hover-background"),
]


def luminance(color: Color) -> float:
    """Relative luminance, WCAG 2.2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in color.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: Theme, text: str, ground: str) -> float:
    """The contrast ratio of two colours of a theme, WCAG 2.2."""
    colors = theme.to_color_system().generate()
    behind = Color.parse(colors["background"])
    lights = [luminance(behind + Color.parse(colors[name])) for name in (text, ground)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_the_measure_is_right() -> None:
    black, white = luminance(Color.parse("#000")), luminance(Color.parse("#fff"))
    assert (white + 0.05) / (black + 0.05) == pytest.approx(21)
    assert luminance(Color.parse("#777")) == pytest.approx(0.184, abs=0.001)


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), [*product(TEXTS, GROUNDS), *PAIRS])
def test_every_text_on_every_ground_can_be_read(theme: Theme, text: str, ground: str) -> None:
    assert contrast(theme, text, ground) >= 4.5


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
def test_the_edge_of_the_focus_can_be_seen(theme: Theme, ground: str) -> None:
    assert contrast(theme, "border", ground) >= 3
    assert contrast(theme, "block-cursor-background", ground) >= 2


async def test_only_our_themes_are_on_offer_and_dark_is_worn() -> None:
    app = Showing(StatusLine())
    async with app.run_test():
        assert app.theme == SAMVERKAN_DARK.name
        assert set(app.available_themes) == {theme.name for theme, _label in THEMES}
        assert theme_label(SAMVERKAN_LIGHT.name) == "Light"


async def test_no_color_wears_the_colours_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    line = StatusLine()
    app = Showing(line)
    async with app.run_test() as pilot:
        line.say("Nothing is wrong.", role="error")
        await pilot.pause()
        assert app.theme == ANSI_DARK.name
        segments = [part for strip in app.screen._compositor.render_strips() for part in strip]
        filters = app.get_line_filters()
        for line_filter in filters:
            segments = line_filter.apply(segments, Color.parse("black"))
        colours = {part.style.color for part in segments if part.style}
        assert all(colour is None or colour.is_default for colour in colours)
