from collections.abc import Sequence

from tui.widgets.table_rows import KEPT_PAGES, PAGE_SIZE, Absence, TableRows


class Source:
    """Answers rows and remembers what it was asked for."""

    def __init__(self, gone: frozenset[int] = frozenset()) -> None:
        self.asked: list[list[int]] = []
        self.gone = gone

    async def fetch(self, ids: Sequence[int]) -> list[dict[str, int]]:
        self.asked.append(list(ids))
        return [{"id": identity} for identity in reversed(ids) if identity not in self.gone]


async def test_a_page_is_fetched_by_its_ids_in_any_order() -> None:
    source = Source()
    rows = TableRows([30, 10, 20], source.fetch)
    assert rows.row_at(1) is Absence.PENDING
    await rows.load(0)
    assert [rows.row_at(index) for index in range(3)] == [{"id": 30}, {"id": 10}, {"id": 20}]
    assert source.asked == [[30, 10, 20]]


async def test_a_row_that_has_gone_is_told_from_one_that_has_not_come() -> None:
    rows = TableRows([1, 2], Source(gone=frozenset([2])).fetch)
    await rows.load(0)
    assert rows.row_at(1) is Absence.GONE


async def test_only_the_pages_in_view_are_missing() -> None:
    rows = TableRows(range(1_000_000), Source().fetch)
    assert rows.missing_pages(500_000, 500_030) == [500_000 // PAGE_SIZE]
    assert rows.missing_pages(PAGE_SIZE - 1, PAGE_SIZE) == [0, 1]
    assert rows.missing_pages(-5, -1) == []
    assert TableRows([], Source().fetch).missing_pages(0, 20) == []


async def test_pages_looked_at_longest_ago_are_let_go() -> None:
    rows = TableRows(range(PAGE_SIZE * (KEPT_PAGES + 1)), Source().fetch)
    for page in range(KEPT_PAGES):
        await rows.load(page)
    rows.row_at(0)
    await rows.load(KEPT_PAGES)
    assert rows.row_at(0) == {"id": 0}
    assert rows.row_at(PAGE_SIZE) is Absence.PENDING


async def test_changed_rows_are_fetched_anew() -> None:
    rows = TableRows(range(2 * PAGE_SIZE), Source().fetch)
    await rows.load(0)
    await rows.load(1)
    rows.forget([3])
    assert rows.missing_pages(0, 2 * PAGE_SIZE) == [0]
    rows.forget()
    assert rows.missing_pages(0, 2 * PAGE_SIZE) == [0, 1]
