import pytest

from crm.actions.versions import check_period, joined_notes
from crm.errors import Invalid


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (None, None, None),
        ("a", None, "a"),
        (None, "b", "b"),
        ("a", "b", "a\n\nb"),
        ("abc", "b", "abc"),
        ("b", "abc", "abc"),
    ],
)
def test_two_notes_become_one(first: str | None, second: str | None, joined: str | None) -> None:
    assert joined_notes(first, second) == joined


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, None), ("2019", None), (None, "2019"), ("2019-05", "2019"), ("2019", "2019-01-01")],
)
def test_an_end_may_be_less_exact_than_the_start(start: str | None, end: str | None) -> None:
    check_period(start, end)


@pytest.mark.parametrize(("start", "end"), [("2019-05", "2018"), ("2019-05-02", "2019-04")])
def test_an_end_before_the_start_is_refused(start: str, end: str) -> None:
    with pytest.raises(Invalid):
        check_period(start, end)
