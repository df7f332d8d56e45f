import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.cells import split_emails, split_names, split_tags, split_values
from crm.formats.csv_writer import join_values


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", []),
        ("08-1", ["08-1"]),
        ("08-1 ::: 070-2", ["08-1", "070-2"]),
        ("08-1\r\n070-2\n", ["08-1", "070-2"]),
        ("08-1 / 070-2; 3", ["08-1 / 070-2; 3"]),
    ],
)
def test_values_are_parted_by_three_colons_and_line_breaks(cell: str, expected: list[str]) -> None:
    assert split_values(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a@b.se", ["a@b.se"]),
        ("a@b.se; c@d.se,e@f.se g@h.se", ["a@b.se", "c@d.se", "e@f.se", "g@h.se"]),
        ("a@b.se / c@d.se", ["a@b.se", "c@d.se"]),
        ("a@b.se;", ["a@b.se"]),
        ("Anna Berg <anna@b.se>", ["anna@b.se"]),
        ("Berg <a@b.se>; c@d.se", ["a@b.se", "c@d.se"]),
        ("a@b.se ring först", ["a@b.se ring först"]),
        ("www.swedenabroad.se/sv/x", ["www.swedenabroad.se/sv/x"]),
        ("a@@b.se", ["a@@b.se"]),
    ],
)
def test_emails_are_parted_only_where_each_piece_is_one(cell: str, expected: list[str]) -> None:
    assert split_emails(cell) == expected


def test_a_huge_cell_is_left_whole() -> None:
    cell = "a@b " * 100_000
    assert split_emails(cell) == [cell]


def test_tags_are_parted_by_commas_unless_we_wrote_them() -> None:
    assert split_tags("a, b;c") == ["a", "b", "c"]
    assert split_tags("stål, järn ::: trä") == ["stål, järn", "trä"]
    assert split_tags("stål, järn", ours=True) == ["stål, järn"]


def test_other_names_are_parted_by_semicolons_not_commas() -> None:
    assert split_names("NUTEK; Verket för tillväxt, regioner") == [
        "NUTEK",
        "Verket för tillväxt, regioner",
    ]


@given(st.lists(st.from_regex(r"[a-zåäö/;,+0-9]+( [a-z]+)?", fullmatch=True)))
def test_joined_values_part_again(values: list[str]) -> None:
    assert split_values(join_values(values)) == values
