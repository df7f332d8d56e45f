import re
from itertools import product
from pathlib import Path

import pytest
from textual.color import Color
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.theme import Theme

import tui
from tests.tui.showing import Showing
from tui.known_keys import known_bindings, subclasses
from tui.themes import ANSI_DARK, SAMVERKAN_DARK, SAMVERKAN_LIGHT, THEMES, theme_label
from tui.widgets.roles import STYLES
from tui.widgets.status_line import StatusLine

OURS = (SAMVERKAN_DARK, SAMVERKAN_LIGHT)
TEXTS = sorted(
    {style.lstrip("$") for style in STYLES.values() if style.startswith("$")}
    | {"foreground", "text-disabled", "foreground-muted", "link-color"}
)
GROUNDS = ("background", "surface", "panel", "boost", "block-cursor-blurred-background")
KEEPS_ITS_TEXT = re.compile(r"Button\.-(primary|error):hover")
NO_TEXT = re.compile(r"\.role--rule$|:ansi")
NONE = Color(0, 0, 0, 0)
RULES = {"border-blurred"}
"""Lines between parts are drawn in it, and no text."""
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


def ratio(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, WCAG 2.2."""
    lights = luminance(one), luminance(other)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def contrast(theme: Theme, text: str, ground: str) -> float:
    """The contrast ratio of two colours of a theme."""
    colors = theme.to_color_system().generate()
    behind = Color.parse(colors["background"])
    return ratio(behind + Color.parse(colors[text]), behind + Color.parse(colors[ground]))


def our_rules(theme: Theme) -> list[RuleSet]:
    """Every rule of our stylesheets, those of files and those of widgets."""
    known_bindings()
    sheet = Stylesheet(variables=theme.to_color_system().generate())
    for path in Path(tui.__file__).parent.rglob("*.tcss"):
        sheet.add_source(path.read_text(), read_from=(str(path), ""))
    for owner in set(subclasses(DOMNode)):
        if owner.__module__.startswith("tui.") and "DEFAULT_CSS" in owner.__dict__:
            sheet.add_source(owner.DEFAULT_CSS, read_from=(owner.__qualname__, ""))
    return sheet.rules


def styles_in_code(theme: Theme) -> set[Color]:
    """Every colour that the code itself gives to a text."""
    colors = theme.to_color_system().generate()
    sources = [path.read_text() for path in Path(tui.__file__).parent.rglob("*.py")]
    names = {name for text in sources for name in re.findall(r'"(?:[a-z ]+ )?\$([a-z-]+)"', text)}
    assert {"primary", "accent", "text-muted"} <= names
    return {Color.parse(colors[name]) for name in names - RULES}


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


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_every_pair_of_the_stylesheets_can_be_read(theme: Theme) -> None:
    texts, grounds = styles_in_code(theme), set[Color]()
    pairs = set[tuple[Color, Color]]()
    for rule in our_rules(theme):
        said = rule.styles.get_rules()
        text, ground = said.get("color", NONE), said.get("background", NONE)
        if text.a and ground.a == 1:
            pairs.add((text, ground))
        elif text.a and not NO_TEXT.search(rule.selectors):
            texts.add(text)
        elif ground.a == 1 and not KEEPS_ITS_TEXT.search(rule.selectors):
            grounds.add(ground)
    assert len(texts) > 5 and len(grounds) > 3 and len(pairs) > 6
    for text, ground in {*pairs, *product(texts, grounds)}:
        assert ratio(text, ground) >= 4.5, (text.hex, ground.hex)


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


async def test_sixteen_colours_are_those_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM")
    app = Showing(StatusLine())
    async with app.run_test():
        assert app.theme == ANSI_DARK.name
