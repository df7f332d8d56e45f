import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crm.text import for_terminal
from tui.widgets.cells import fit, shorten, wrap

TEXTS = st.text(max_size=60).map(for_terminal)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Mårder", 6, "Mårder"),
        ("Mårder", 5, "Mård…"),
        ("漢字漢字", 5, "漢字…"),
        ("漢字漢字", 4, "漢…"),
        ("Mårder", 1, "…"),
        ("Mårder", 0, ""),
    ],
)
def test_a_text_that_is_too_wide_ends_in_an_ellipsis(text: str, width: int, shown: str) -> None:
    assert shorten(text, width) == shown


def test_numbers_stand_to_the_right() -> None:
    assert fit("7", 4, "right") == "   7"


@given(TEXTS, st.integers(0, 30))
def test_a_fitted_text_takes_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


def test_words_move_to_the_next_line_whole() -> None:
    assert wrap("a seminar in Almedalen\non 2 July", 12) == [
        "a seminar in",
        "Almedalen",
        "on 2 July",
    ]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert wrap("Näringsdepartementet", 8) == ["Näringsd", "eparteme", "ntet"]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (40, ["emil.hogberg@naringsdepartementet.", "example"]),
        (30, ["emil.hogberg@", "naringsdepartementet.example"]),
        (20, ["emil.hogberg@", "naringsdepartementet", ".example"]),
    ],
)
def test_an_address_is_broken_after_one_of_its_marks(width: int, lines: list[str]) -> None:
    assert wrap("emil.hogberg@naringsdepartementet.example", width) == lines


@given(TEXTS, st.integers(2, 30))
def test_no_wrapped_line_is_wider_than_asked_and_no_letter_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
