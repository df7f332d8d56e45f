"""The index follows what changes, batch by batch."""

import json
from contextlib import suppress
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import search
from crm.models import metadata
from crm.search.affected import LINKS, OWNERS
from crm.search.sources import SOURCES, TABLES
from tests.rounds import rounds
from tests.search.conftest import Ledger, fill, new_ledger
from tests.search.whole_index import check_whole, documents

WORDS = ["Åsa", "Anna-Lena", "bæk", "Ek", "070-1", "x.y@z.se", "råd", "EU"]
NAMED = ["person", "organisation", "other_name", "post", "tag", "topic", "contact_list"]
TEXTS = {
    **{table: ["name"] for table in NAMED},
    "contact_detail": ["value"],
    "membership": ["role", "note"],
    "participant": ["role", "organisation_name"],
    "statement": ["text"],
    "interaction": ["subject", "details"],
    "follow_up": ["title", "owner", "quote"],
    "collaboration": ["title", "lead"],
    "document": ["title"],
    "assessment": ["reason"],
    "identifier": ["identifier"],
}


class Changes:
    """Changes a book at random, as people and imports would."""

    def __init__(self, ledger: Ledger, random: Random) -> None:
        self.ledger = ledger
        self.random = random

    def change(self) -> None:
        ways = [self.edit_text, self.edit_owner, self.add, self.add_many, self.remove]
        self.random.choice(ways)()

    def edit_text(self) -> None:
        table = self.random.choice(sorted(TEXTS))
        if row_id := self.any_of(table):
            column = self.random.choice(TEXTS[table])
            self.edit(table, row_id, column, self.text())

    def edit_owner(self) -> None:
        """Let a row belong to another record, such as a membership to another person."""
        table = self.random.choice(sorted(metadata.tables))
        keys = [
            key for key in metadata.tables[table].foreign_keys if "parent" not in str(key.parent)
        ]
        row_id = self.any_of(table) if table not in ("change", "batch") else None
        if keys and row_id:
            key = self.random.choice(sorted(keys, key=str))
            target = self.any_of(key.column.table.name)
            column = key.parent.name
            now = self.ledger.connection.execute(
                f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)
            ).fetchone()[0]
            if target and now is not None:
                self.edit(table, row_id, column, target)

    def edit(self, table: str, row_id: int, column: str, value: object) -> None:
        # Refused are a second tag of the same name, and a topic that the meeting has already.
        with suppress(self.ledger.connection.IntegrityError):
            self.ledger.edit(table, row_id, **{column: value})

    def add(self) -> None:
        person, organisation = self.any_of("person"), self.any_of("organisation")
        add, choice = self.ledger.add, self.random.choice
        if choice([True, False]) or not person or not organisation:
            add("person", name=self.text(), custom=json.dumps({"x": self.text()}))
            add("organisation", name=self.text(), parent_id=organisation)
            return
        owner = choice([{"person_id": person}, {"organisation_id": organisation}])
        add("membership", person_id=person, organisation_id=organisation, role=self.text())
        add("other_name", name=self.text(), **owner)
        add("contact_detail", type=choice(["email", "phone", "link", "address"]),
            value=self.text(), match_key="", **owner)  # fmt: skip
        add("assessment", date="2019", reason=self.text(), **owner)
        if interaction := self.any_of("interaction"):
            add("participant", interaction_id=interaction, **owner)
            add("statement", interaction_id=interaction, text=self.text(), **owner)

    def add_many(self) -> None:
        """Add new records, and rows for old and new ones, as an import does."""
        add_many, choice, count = self.ledger.add_many, self.random.choice, range(2)
        parent = self.any_of("organisation")
        organisations = add_many(
            "organisation", [{"name": self.text(), "parent_id": parent} for _ in count]
        )
        people = add_many(
            "person", [{"name": self.text(), "given_name": self.text()} for _ in count]
        )
        everybody = [*people, *self.ledger.rows("person")]
        memberships = add_many(
            "membership",
            [
                {
                    "person_id": choice(everybody),
                    "organisation_id": choice([*organisations, parent or organisations[0]]),
                    "role": self.text(),
                }
                for _ in count
            ],
        )
        owners = [{"membership_id": key} for key in memberships]
        owners += [{"person_id": choice(everybody)} for _ in count]
        add_many(
            "contact_detail",
            [{"type": "email", "value": self.text(), "match_key": "", **own} for own in owners],
        )
        add_many("other_name", [{"name": self.text(), "person_id": choice(everybody)}])
        if interaction := self.any_of("interaction"):
            values = {"interaction_id": interaction, "person_id": choice(people)}
            add_many("participant", [values])

    def remove(self) -> None:
        table = self.random.choice(sorted(set(TEXTS) | set(OWNERS)))
        if row_id := self.any_of(table):
            self.remove_with_all_that_refers(table, row_id)

    def remove_with_all_that_refers(self, table: str, row_id: int) -> None:
        for other in metadata.tables.values():
            for key in other.foreign_keys:
                if key.column.table.name != table or other.name in ("change", "batch"):
                    continue
                where = f"{key.parent.name} = {row_id}"
                for referring in self.ledger.rows(other.name, where):
                    if not self.ledger.rows(other.name, f"id = {referring}"):
                        continue
                    if other.name == table:
                        self.ledger.edit(table, referring, **{key.parent.name: None})
                    else:
                        self.remove_with_all_that_refers(other.name, referring)
        self.ledger.remove(table, row_id)

    def any_of(self, table: str) -> int | None:
        if "id" not in self.ledger.columns[table]:
            return None
        rows = self.ledger.rows(table)
        return self.random.choice(rows) if rows else None

    def text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 2)))


@settings(max_examples=rounds(12, 50), deadline=None)
@given(random=st.randoms(use_true_random=False), sizes=st.lists(st.integers(1, 8), max_size=4))
@pytest.mark.parametrize("anew", [1, 1000])
def test_refreshing_after_each_batch_equals_writing_all_anew(
    anew: int, random: Random, sizes: list[int]
) -> None:
    with patch("crm.search.index.WORTH_INDEXING_ANEW", anew):
        refresh_after_each_batch(random, sizes)


def refresh_after_each_batch(random: Random, sizes: list[int]) -> None:
    ledger = new_ledger()
    ledger.begin()
    fill(ledger)
    ledger.commit()
    changes = Changes(ledger, random)
    for size in sizes:
        ledger.begin()
        for _ in range(size):
            changes.change()
        ledger.commit()
        check_whole(ledger)
    ledger.connection.close()


def test_every_table_that_is_read_is_watched() -> None:
    watched = {*TABLES.values(), *OWNERS, *LINKS}
    for sources in SOURCES.values():
        for source in sources:
            words = source.statement.replace("(SELECT value FROM json_each(?))", "").split()
            read = {words[at + 1] for at, word in enumerate(words) if word in ("FROM", "JOIN")}
            assert read <= watched


@pytest.mark.parametrize(
    ("table", "column", "value", "found"),
    [
        ("organisation", "name", "Småföretagarna", ["o1", "p1", "o2", "f1", "c1"]),
        ("topic", "name", "Småorter", ["t1", "i1"]),
        ("person", "name", "Små Person", ["p1", "i1"]),
        ("tag", "name", "Små frågor", ["p2"]),
        ("post", "name", "Småchef", ["p1"]),
        ("contact_detail", "value", "+46812345", []),
    ],
)
def test_a_new_name_reaches_those_who_are_found_by_it(
    ledger: Ledger, table: str, column: str, value: str, found: list[str]
) -> None:
    ledger.begin()
    fill(ledger)
    ledger.remove("other_name", 1)  # so that only the new name is found
    ledger.commit()
    ledger.begin()
    ledger.edit(table, 1, **{column: value})
    ledger.commit()
    assert [hit.reference for hit in search.find(ledger.connection, "små")] == found
    check_whole(ledger)


def test_who_left_and_who_came_are_both_brought_up_to_date(book: Ledger) -> None:
    book.begin()
    book.edit("membership", 1, person_id=2)
    book.commit()
    hits = search.find(book.connection, "verkställande")
    assert [hit.reference for hit in hits] == ["p2"]
    assert [hit.reference for hit in search.find(book.connection, "@foretagarna.se")] == [
        "p2",
        "o1",
    ]
    check_whole(book)


def test_what_is_deleted_is_found_no_more(book: Ledger) -> None:
    book.begin()
    book.remove("contact_list", 1)
    book.commit()
    assert search.find(book.connection, "julkort") == []
    assert search.find(book.connection, "l1") == []
    check_whole(book)


def test_nothing_is_written_for_what_stays_as_it_was(book: Ledger) -> None:
    book.begin()
    book.edit("person", 1, version=2, updated_at="2020-01-01T00:00:00Z")
    before = book.connection.total_changes
    search.refresh(book.connection, book.batch_id)
    assert book.connection.total_changes == before
    book.connection.execute("COMMIT")


def test_a_batch_that_fails_leaves_the_index_as_it_was(book: Ledger) -> None:
    before = documents(book)
    book.begin()
    book.add("person", name="Bo Ek")
    search.refresh(book.connection, book.batch_id)
    assert search.count(book.connection, "bo ek") == 1
    book.connection.execute("ROLLBACK")
    assert search.find(book.connection, "bo ek") == []
    assert documents(book) == before
    check_whole(book)
