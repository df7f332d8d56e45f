from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.table_columns import GAP, Column, fit_columns

NAME = Column("name", "Name", flex=2, minimum=10, priority=9)
ORGANISATION = Column("organisation", "Organisation", flex=1, minimum=10, priority=5)
LAST = Column("last", "Last", width=10, priority=1)


def widths(width: int) -> dict[str, int]:
    fitted = fit_columns([NAME, ORGANISATION, LAST], width)
    return {column.column.key: column.width for column in fitted}


def test_flexible_columns_share_what_the_fixed_ones_leave() -> None:
    assert widths(64) == {"name": 30, "organisation": 20, "last": 10}


def test_the_least_important_column_goes_first_where_it_is_narrow() -> None:
    assert widths(30) == {"name": 15, "organisation": 13}
    assert widths(20) == {"name": 20}
    assert widths(3) == {"name": 3}


@given(st.integers(1, 200))
def test_columns_never_take_more_than_the_width(width: int) -> None:
    fitted = fit_columns([NAME, ORGANISATION, LAST], width)
    assert sum(column.width for column in fitted) + GAP * (len(fitted) - 1) <= width


@dataclass
class Person:
    id: int
    name: str | None


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"name": "Günther Mårder"}, "Günther Mårder"),
        ({"name": None}, ""),
        ({"name": 7}, "7"),
        (Person(1, "two\nlines"), "two lines"),
        (Person(1, None), ""),
    ],
)
def test_a_column_shows_a_field_of_a_mapping_or_an_object(row: object, shown: str) -> None:
    assert NAME.text_of(row) == shown


def test_nothing_that_a_cell_shows_can_act_on_the_terminal() -> None:
    shown = NAME.text_of({"name": "\x1b[2J\x9b\x00\u202e\ud800[@click=app.quit]x[/]"})
    assert shown.endswith("[@click=app.quit]x[/]")
    assert all(character.isprintable() for character in shown.replace("�", ""))


def test_a_cell_can_be_worked_out_and_coloured_by_the_row() -> None:
    late = Column(
        "due",
        "Due",
        text=lambda row: row["due"] + "!",
        role=lambda row: "error" if row["due"] < "2019-05-02" else "",
    )
    assert late.text_of({"due": "2019-05-01"}) == "2019-05-01!"
    assert late.role_of({"due": "2019-05-01"}) == "error"
    assert late.role_of({"due": "2019-05-03"}) == ""
