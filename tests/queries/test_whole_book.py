"""The whole book, section by section: nothing that is stored is forgotten."""

import pytest

from crm.book import Session
from crm.formats import json_book
from crm.history import UNLOGGED_TABLES
from crm.models import metadata
from crm.models.sections import DERIVED, SECTIONS
from crm.queries.whole_book import book_entries, section_entries
from tests.people import organisation, person


def told() -> dict[str, set[str]]:
    """Return the columns of every table that some section tells of."""
    found: dict[str, set[str]] = {}
    for section in SECTIONS:
        name = str(section.model.__tablename__)
        found.setdefault(name, set()).update(section.columns)
        for part in section.parts.values():
            columns = found.setdefault(str(part.model.__tablename__), set())
            columns.update(part.columns, {part.owner})
    return found


def test_every_column_of_every_table_is_told() -> None:
    tables = {table.name: table for table in metadata.sorted_tables}
    missing = {
        f"{name}.{column.name}"
        for name, table in tables.items()
        if name not in UNLOGGED_TABLES
        for column in table.columns
        if column.name not in {"id", *DERIVED, *told().get(name, set())}
    }
    assert missing == set()


def test_the_file_has_the_sections_of_the_book() -> None:
    assert tuple(section.name for section in SECTIONS) == json_book.SECTIONS


def test_what_a_record_points_at_is_told_by_uid_and_name(session: Session) -> None:
    almi = organisation(session, "ALMI", uid="o")
    person(session, "Anna Ek", uid="p", tags=["press"], memberships=[{"organisation": almi.id}])
    entries = dict(book_entries(session))
    assert (
        entries["people"] | {"tags": ["press"], "uid": "p", "name": "Anna Ek"} == entries["people"]
    )
    assert entries["memberships"]["person"] == {"uid": "p", "name": "Anna Ek"}
    assert entries["memberships"]["organisation"] == {"uid": "o", "name": "ALMI"}
    assert "note" not in entries["people"]


def test_a_section_of_many_pages_comes_whole_and_in_order(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.queries.whole_book.PAGE_LENGTH", 5)
    names = [f"Nämnd {number}" for number in range(11)]
    for name in names:
        organisation(session, name)
    section = next(one for one in SECTIONS if one.name == "organisations")
    assert [entry["name"] for entry in section_entries(session, section)] == names
