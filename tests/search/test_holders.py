"""What an index is asked, beside every document read for itself."""

from collections.abc import Iterator
from itertools import chain
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm import search
from crm.search import holders
from crm.search.holders import Holder, first_holders, first_of_each
from crm.search.query import Query
from crm.search.schema import FIELDS, INDEXES, KINDS, document_id, kind_place, range_of
from crm.vocabulary import RecordKind, reference
from tests.rounds import rounds
from tests.search.conftest import Ledger, new_ledger

WORDS = (
    *("Anna", "Anders", "Berg", "Bo", "Sand", "Sandberg", "Åse", "Anna-Lena", "S", "2019-05-02"),
    *("kommunstyrelseordförande", "kommunstyrelsens", "070-123 45 67"),
)
TYPED = (*WORDS, "a", "s", "an", "sa", "lena s", "kommunstyrelse", "07", "x")
PEOPLE = 120


@pytest.fixture(scope="module")
def crowd() -> Iterator[Ledger]:
    """A book of many records with few words."""
    made, chance = new_ledger(), Random(1)
    made.begin()

    def text(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))

    for _number in range(PEOPLE):
        made.add("person", name=text(2), note=text(2) if chance.random() < 0.3 else None)
    for _number in range(PEOPLE // 4):
        made.add("organisation", name=text(1), area=text(1))
        made.add("follow_up", title=text(2), direction="ours", status="open", priority="normal")
    made.commit()
    yield made
    made.connection.close()


def holding(book: Ledger, query: Query, index: str) -> list[Holder]:
    """Return all documents that hold a query, as each says for itself."""
    lines = " || char(10) || ".join(INDEXES[index])
    rows = book.connection.execute(f"SELECT id, sort_key, {lines} FROM search_document ORDER BY id")
    line_of = query.finder()
    return [holder for holder in rows if line_of(holder[2]) is not None]


texts = st.lists(st.sampled_from(TYPED), min_size=1, max_size=3).map(" ".join)
kinds = st.sets(st.sampled_from(KINDS), min_size=1).map(lambda some: sorted(some, key=KINDS.index))


@settings(max_examples=rounds(60, 400), deadline=None)
@given(
    texts,
    kinds,
    st.sampled_from(list(INDEXES)),
    st.integers(1, 40),
    st.integers(0, 20),
    st.integers(1, 40),
)
@example("anders s", list(KINDS), "search_index", 5, 0, 3)
@example("sand s", [RecordKind.PERSON], "search_name", 3, 20, 40)
@example("kommunstyrelsens a", list(KINDS), "search_index", 5, 0, 1)
def test_the_first_documents_are_those_that_hold_all_words(
    crowd: Ledger,
    text: str,
    chosen: list[RecordKind],
    index: str,
    limit: int,
    rare: int,
    in_vain: int,
) -> None:
    query, connection = Query.of(text), crowd.connection
    every = [
        [holder for holder in holding(crowd, query, index) if is_of(kind, holder[0])]
        for kind in chosen
    ]
    with patch.multiple(holders, PROBE=2, WORTH_LOOKING=rare, MOST_IN_VAIN=in_vain):
        first = first_holders(connection, index, query, chosen, limit)
        of_each = first_of_each(connection, index, query, chosen, limit)
    assert first == list(chain.from_iterable(every))[:limit]
    assert of_each == list(chain.from_iterable(some[:limit] for some in every))


def is_of(kind: RecordKind, document: int) -> bool:
    first, last = range_of(kind)
    return first <= document <= last


@settings(max_examples=rounds(40, 200), deadline=None)
@given(texts, st.integers(PEOPLE, 2 * PEOPLE))
def test_what_is_found_is_what_each_document_says_of_itself(
    crowd: Ledger, text: str, limit: int
) -> None:
    query = Query.of(text)
    expected: list[tuple[int, int, str, int, str]] = []
    rows = crowd.connection.execute(
        "SELECT id, sort_key, name_key, names || char(10) || words FROM search_document"
    )
    for document, sort_key, name_key, lines in rows:
        place = query.finder()(lines)
        if name_key.startswith(query.name_key):
            distance, why = (0 if name_key == query.name_key else 1), "name"
        elif place is None:
            continue
        else:
            distance, why = FIELDS[place].distance, FIELDS[place].label
        expected.append((distance, kind_place(document), sort_key, document, why))
    hits = search.find(crowd.connection, text, limit=limit)
    assert [(hit.reference, hit.why) for hit in hits] == [
        (referred_to(document), why) for *_order, document, why in sorted(expected)[:limit]
    ]


def referred_to(document: int) -> str:
    kind = KINDS[kind_place(document)]
    return reference(kind, document - document_id(kind, 0))
