"""The law: the database answers a condition exactly as the records, read one by one, do."""

import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from crm.book import Book, open_book
from crm.queries.conditions import KINDS, condition_keys, fitting_ids
from crm.vocabulary import RecordKind
from crm.where import Condition
from crm.where.comparing import texts_of
from crm.where.evaluation import Comparison, Every, Filled, Otherwise, Some, Within
from tests.queries.conditions.asked import READERS, Record
from tests.queries.conditions.generated import DATES, TEXTS, Maker
from tests.rounds import rounds

OPERATORS = ("=", "!=", "~", "!~", "<", "<=", ">", ">=")
GIVEN = (
    *(*TEXTS, *(date for date in DATES if date), "", " ", "mar", "dal", "%", "_", "?", "ost", "3"),
    *("2,5", "2019-04-11T09", "2019-04-11T09:30", "99999999", "-1", "Å", "ministry", "held", "tr"),
)


class World:
    """A generated book that is read, and all its records as conditions see them."""

    def __init__(self, session: Session, maker: Maker) -> None:
        self.session = session
        self.keys = {kind: [key.name for key in condition_keys(session, kind)] for kind in KINDS}
        self.records: dict[RecordKind, dict[int, Record]] = {
            kind: {one: READERS[kind](session, one) for one in maker.ids[kind]} for kind in KINDS
        }


@pytest.fixture(scope="module")
def world(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    path = tmp_path_factory.mktemp("generated") / "book.db"
    shutil.copy(empty_book, path)
    with pytest.MonkeyPatch.context() as environment, open_book(path, actor="tester") as book:
        environment.setenv("CRM_TODAY", "2019-05-02")
        maker = _filled(book)
        with book.read() as session:
            yield World(session, maker)


def _filled(book: Book) -> Maker:
    with book.write("made by chance") as session:
        maker = Maker(session, seed=20190502)
        maker.fill()
    return maker


def _conditions(world: World, kind: RecordKind) -> st.SearchStrategy[Condition]:
    keys = st.sampled_from(world.keys[kind])
    found = sorted(
        {
            text
            for record in world.records[kind].values()
            for key in world.keys[kind]
            for text in texts_of(record.get(key))
        }
    )
    given = st.sampled_from(GIVEN) | st.sampled_from(found)
    dates = st.sampled_from([date for date in DATES if date])
    simple = (
        st.builds(Comparison, keys, st.sampled_from(OPERATORS), given)
        | st.builds(Filled, keys)
        | st.builds(Within, keys, dates, dates)
    )
    return st.recursive(
        simple,
        lambda inner: (
            st.builds(Otherwise, inner)
            | st.builds(Every, st.lists(inner, min_size=1, max_size=3).map(tuple))
            | st.builds(Some, st.lists(inner, min_size=1, max_size=3).map(tuple))
        ),
        max_leaves=4,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_database_answers_as_the_records_do(world: World, kind: RecordKind) -> None:
    everyone = list(world.records[kind])

    @settings(max_examples=rounds(20, 60), deadline=None, suppress_health_check=list(HealthCheck))
    @given(_conditions(world, kind))
    def check(condition: Condition) -> None:
        fitting = [one for one in everyone if condition.matches(world.records[kind][one])]
        assert fitting_ids(world.session, kind, condition, everyone) == fitting

    check()


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_asked_for_and_every_operator_used(world: World, kind: RecordKind) -> None:
    everyone = list(world.records[kind])
    operators = cycle(OPERATORS)
    for key in world.keys[kind]:
        values = {
            text for record in world.records[kind].values() for text in texts_of(record.get(key))
        }
        for place, operator in enumerate(islice(operators, rounds(3, len(OPERATORS)))):
            value = sorted(values)[place % len(values)]
            condition = Comparison(key, operator, value)
            expected = [one for one in everyone if condition.matches(world.records[kind][one])]
            assert fitting_ids(world.session, kind, condition, everyone) == expected, condition
