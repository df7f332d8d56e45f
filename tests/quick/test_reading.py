"""What holds for every line: where its parts stand, and that no text does harm."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Invalid
from crm.quick import LONGEST_LINE, Line, Role, read_line
from tests.quick.said import TODAY, knows, said

SCRAPS = """
möte ringde med with och , om i Stockholm Günther Mårder van der @ALMI @ # #kapital "Två ord"
@"Två ord" igår 2 juli kl 14 31 april -> <- <-> ; uppföljning: they: : . ( ) fredag senast p12
"""
WORDS = st.sampled_from([*SCRAPS.split(), '"', "a@b.se", "\0", "\u202e"])


def parts(line: Line) -> list[tuple[str, str]]:
    return [(part.role.value, line.text[part.start : part.end]) for part in line.parts]


def test_each_part_stands_where_it_is_written() -> None:
    line = read_line(
        "möte igår med Günther Mårder @ALMI Invest om lån -> ring 2 juli", TODAY, knows=knows
    )
    assert parts(line) == [
        ("kind", "möte"),
        ("date", "igår"),
        ("joining", "med"),
        ("person", "Günther Mårder"),
        ("organisation", "@ALMI Invest"),
        ("promise", "->"),
        ("due", "2 juli"),
    ]
    assert [line.text[name.start : name.end] for name in line.organisations] == ["@ALMI Invest"]
    assert line.when is not None
    assert line.when.phrase == "igår"
    assert line.promises[0].due_phrase == "2 juli"


def test_a_mistake_stands_where_it_is_written() -> None:
    line = read_line("samtal med Göran 31 april", TODAY)
    [mistake] = line.mistakes
    assert line.text[mistake.start : mistake.end] == "31 april"


def test_a_name_ends_where_somebody_is_known_by_it() -> None:
    assert said("möte med Göran Lundwall Kapital") == "meeting | “Kapital” | with Göran Lundwall"
    assert said("möte med göran lundwall kapital") == "meeting | “kapital” | with göran lundwall"
    assert said("möte med Bo Ek Kapital") == "meeting | with Bo Ek Kapital"


def test_a_namesake_is_not_taken_for_somebody_unknown() -> None:
    assert said("möte med Göran Svensson") == "meeting | with Göran Svensson"
    assert said("möte med göran svensson") == "meeting | with göran svensson"


def test_a_line_that_is_too_long_is_refused() -> None:
    read_line("x" * LONGEST_LINE, TODAY)
    with pytest.raises(Invalid, match="at most 1000 characters"):
        read_line("x" * (LONGEST_LINE + 1), TODAY)


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_is_read_and_its_parts_are_in_order(text: str) -> None:
    line = read_line(text, TODAY, knows=knows)
    spans = [(part.start, part.end) for part in line.parts]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(end <= start for (_first, end), (start, _last) in pairwise(spans))
    said_names = [*line.people, *line.organisations, *line.topics]
    assert all(name.text and 0 <= name.start < name.end <= len(text) for name in said_names)
    assert "\n" not in line.subject
    assert all(promise.title for promise in line.promises)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_said_by_itself_is_no_part_of_the_subject(today: date) -> None:
    line = read_line("möte igår om lån", today)
    assert line.subject == "lån"
    assert {part.role for part in line.parts} == {Role.KIND, Role.DATE}
