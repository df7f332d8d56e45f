import pytest
from textual.css.errors import StylesheetError
from textual.css.stylesheet import Stylesheet

from tui.stylesheet import ParsedOnce

DARK, LIGHT = {"ground": "#101010"}, {"ground": "#f0f0f0"}
CSS = "Static { background: $ground; }"


def with_rules(stylesheet: Stylesheet, css: str = CSS) -> Stylesheet:
    stylesheet.add_source(css, read_from=("here", "Static"))
    return stylesheet


def test_rules_are_those_that_textual_parses() -> None:
    assert with_rules(ParsedOnce(variables=DARK)).css == with_rules(Stylesheet(variables=DARK)).css


def test_other_variables_change_the_rules_and_the_old_ones_bring_them_back() -> None:
    stylesheet = with_rules(ParsedOnce(variables=DARK))
    dark = stylesheet.rules[0]
    stylesheet.set_variables(LIGHT)
    stylesheet.reparse()
    assert stylesheet.css == with_rules(Stylesheet(variables=LIGHT)).css
    stylesheet.set_variables(DARK)
    stylesheet.reparse()
    assert stylesheet.rules[0] is dark


def test_two_applications_share_what_was_parsed() -> None:
    first, second = (with_rules(ParsedOnce(variables=DARK)) for _number in range(2))
    assert first.rules[0] is second.rules[0]


def test_a_wrong_source_leaves_the_rules_as_they_were() -> None:
    stylesheet = with_rules(ParsedOnce(variables=DARK))
    before = stylesheet.css
    stylesheet.add_source("Static { background: ; }", read_from=("there", "Wrong"))
    with pytest.raises(StylesheetError):
        stylesheet.reparse()
    stylesheet._require_parse = False
    assert stylesheet.css == before
