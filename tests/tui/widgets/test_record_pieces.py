import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.record_pieces import Piece, shorten_pieces, text_of, width_of

WORDS = [Piece("joint"), Piece(", "), Piece("Emil"), Piece(", "), Piece("Anna")]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (17, "joint, Emil, Anna"),
        (16, "joint, Emil, An…"),
        (13, "joint, Emil,…"),
        (11, "joint, Emi…"),
        (5, "join…"),
        (0, ""),
    ],
)
def test_what_is_cut_off_leaves_a_mark(width: int, shown: str) -> None:
    assert text_of(shorten_pieces(WORDS, width)) == shown


@given(st.lists(st.sampled_from(["a", "bc", "漢", ", ", ""]).map(Piece)), st.integers(0, 12))
def test_all_is_shown_where_there_is_room_and_never_more(pieces: list[Piece], width: int) -> None:
    shown = shorten_pieces(pieces, width)
    assert width_of(shown) <= width
    assert text_of(shown) == text_of(pieces) or width_of(pieces) > width
