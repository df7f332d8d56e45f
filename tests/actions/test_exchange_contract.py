"""Contacts go out of one book and into another as the manual says, in every format."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crm.book import Book, open_book
from tests.actions.exchange_contract import FORMATS, KINDS, Promise, carried, carry, losses, table
from tests.actions.exchanged_books import add_by_chance, add_everything
from tests.formats.table_rows import TEXT
from tests.rounds import rounds

MANUAL = Path(__file__).parents[2] / "docs" / "export.md"
# People a book, and half as many organisations: 14 books are more than 200 records.
RECORDS = 10
# What a workbook says where a formula went wrong, such as #REF!, is no text there.
TEXTS = TEXT.map(lambda text: text[:20]).filter(lambda text: not text.startswith("#"))


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read files here: a process for each of so many would take its time."""
    monkeypatch.setattr("crm.formats.is_isolated", lambda _reader: False)


@contextmanager
def empty_copy(empty_book: Path, folder: Path) -> Iterator[Book]:
    """Open an empty book in a folder."""
    number = len(list(folder.glob("*.db")))
    with open_book(shutil.copy(empty_book, folder / f"{number}.db")) as book:
        yield book


@pytest.fixture(scope="module")
def measured(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Promise]:
    """What of a record that says everything each format carries."""
    folder = tmp_path_factory.mktemp("measured")
    found = {}
    with pytest.MonkeyPatch.context() as patch, empty_copy(empty_book, folder) as source:
        patch.setattr("crm.formats.is_isolated", lambda _reader: False)
        patch.setenv("CRM_TODAY", "2019-05-02")
        source.tell("fill", add_everything)
        for name in FORMATS:
            with empty_copy(empty_book, folder) as target:
                carry(source, target, name, folder)
                found[name] = carried(source, target)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_says_what_each_format_carries(kind: str, measured: dict[str, Promise]) -> None:
    assert table(kind, measured) in MANUAL.read_text(encoding="utf-8")


def test_csv_and_tsv_carry_the_same(measured: dict[str, Promise]) -> None:
    assert measured["csv"] == measured["tsv"]


@settings(
    max_examples=rounds(6, 700),
    deadline=None,
    # A seed cannot be made simpler.
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(list(FORMATS)),
    texts=st.lists(TEXTS, min_size=1, max_size=6),
    seed=st.integers(0, 2**32),
)
def test_what_a_format_carries_it_carries_of_any_book(
    empty_book: Path,
    measured: dict[str, Promise],
    name: str,
    texts: list[str],
    seed: int,
) -> None:
    with TemporaryDirectory() as folder, ExitStack() as opened:
        place = Path(folder)
        source, target = (opened.enter_context(empty_copy(empty_book, place)) for _ in "ab")
        source.tell("fill", add_by_chance, texts, Random(seed), RECORDS)
        carry(source, target, name, place)
        promised = measured[name]
        assert [one for one in losses(source, target) if one.aspect in promised[one.kind]] == []
