import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.formats.formulas import neutralise, restore

RISKY = [
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    "+cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1",
    "\u3000＝1",
    "\ufeff=1",
    "\u200b=1",
    "\x00=1",
    "\x0b=1",
    "\u2028=1",
    "+46-8-123",
    "-",
    "- en punkt",
]
HARMLESS = [
    "+46701234567",
    "+46 70 123 45 67",
    "+46 (0)8 123",
    "+46701234567 ::: +468123456",
    "-5",
    "+5,3",
    "-0.25",
    "Anna",
    "",
]


@pytest.mark.parametrize("cell", RISKY)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert neutralise(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [*HARMLESS, "'t Hooft", "a=b"])
def test_phones_numbers_and_names_are_left_alone(cell: str) -> None:
    assert neutralise(cell) == cell
    assert restore(cell) == cell


@given(st.text() | st.sampled_from([*RISKY, *HARMLESS]).map("'".__add__))
@example("''=1")
@example("'+46701234567")
def test_reading_gives_back_what_was_written(cell: str) -> None:
    assert restore(neutralise(cell)) == cell


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n' 5a(\x00\u200b")))
def test_no_written_cell_begins_a_formula(cell: str) -> None:
    written = neutralise(cell)
    assert not written.startswith(("\t", "\r", "\n"))
    assert not written.lstrip(" \t\r\n\x00\u200b").startswith(("=", "@"))
