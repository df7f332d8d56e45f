"""A book as search sees it: the tables, a driver's connection, and the log of what was written."""

import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine

from crm import driver, search
from crm.history import OWNERS
from crm.models import metadata
from crm.text import fold, sort_key

MOMENT = "2019-05-02T09:30:00Z"
NAMED = ("person", "organisation", "other_name", "tag", "topic", "contact_list", "post")


class Ledger:
    """Writes rows as the store does: one batch at a time, every change logged, search refreshed."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.batch_id = 0
        self.columns = {
            name: {column.name: column for column in table.columns}
            for name, table in metadata.tables.items()
        }

    def begin(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        cursor = self.connection.execute(
            "INSERT INTO batch (at, actor, description) VALUES (?, 'test', 'test')", (MOMENT,)
        )
        self.batch_id = cursor.lastrowid

    def commit(self) -> None:
        search.refresh(self.connection, self.batch_id)
        self.connection.execute("COMMIT")

    def add(self, table: str, **values: Any) -> int:
        key = self._insert(table, values)
        self._log(table, key, "insert", None)
        return key

    def add_many(self, table: str, rows: list[dict[str, Any]]) -> list[int]:
        """Add rows that are logged as one range, as those of an import are."""
        keys = [self._insert(table, values) for values in rows]
        self.connection.execute(
            "INSERT INTO change (batch_id, table_name, row_id, last_row_id, operation)"
            " VALUES (?, ?, ?, ?, 'insert')",
            (self.batch_id, table, keys[0], keys[-1]),
        )
        return keys

    def _insert(self, table: str, values: dict[str, Any]) -> int:
        row = self._complete(table, values)
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        cursor = self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values())
        )
        return int(cursor.lastrowid)

    def edit(self, table: str, row_id: int, **values: Any) -> None:
        self._log(table, row_id, "update", self._row(table, row_id))
        if "name" in values and table in NAMED:
            values |= {
                "folded_name": fold(values["name"]), "sort_key": sort_key(values["name"]),
            }  # fmt: skip
        settings = ", ".join(f'"{name}" = ?' for name in values)
        self.connection.execute(
            f"UPDATE {table} SET {settings} WHERE id = ?", [*values.values(), row_id]
        )

    def remove(self, table: str, row_id: int) -> None:
        self._log(table, row_id, "delete", self._row(table, row_id))
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))

    def rows(self, table: str, where: str = "1") -> list[int]:
        return [row[0] for row in self.connection.execute(f"SELECT id FROM {table} WHERE {where}")]

    def _row(self, table: str, row_id: int) -> str:
        cursor = self.connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
        names = [column[0] for column in cursor.description]
        return json.dumps(dict(zip(names, cursor.fetchone(), strict=True)))

    def _log(self, table: str, row_id: int, operation: str, before: str | None) -> None:
        row = json.loads(before or "{}")
        owners = [owner for owner in OWNERS if owner in row]
        names = "".join(f", before_{owner}" for owner in owners)
        self.connection.execute(
            f"INSERT INTO change (batch_id, table_name, row_id, operation, before{names})"
            f" VALUES (?, ?, ?, ?, ?{', ?' * len(owners)})",
            (self.batch_id, table, row_id, operation, before, *(row[owner] for owner in owners)),
        )

    def _complete(self, table: str, values: dict[str, Any]) -> dict[str, Any]:
        """Fill the columns that must not be empty, as the models would."""
        row = dict(values)
        defaults = {
            "created_at": MOMENT, "updated_at": MOMENT, "version": 1, "custom": "{}",
            "choices": "[]", "applies_to": "[]", "primary": False,
            "attendance": "attended", "classification": row.get("classification", "other"),
        }  # fmt: skip
        if "name" in row and table in NAMED:
            row |= {"folded_name": fold(row["name"]), "sort_key": sort_key(row["name"])}
        if "uid" in self.columns[table]:
            row.setdefault("uid", str(uuid4()))
        for name, value in defaults.items():
            if name in self.columns[table]:
                row.setdefault(name, value)
        return row


@cache
def template(library: Any) -> Any:
    """Make an empty book in memory, to be copied."""
    engine = create_engine("sqlite://", module=library)
    made = library.connect(":memory:", isolation_level=None)
    with engine.connect() as connection:
        metadata.create_all(connection)
        connection.commit()
        source: Any = connection.connection.driver_connection
        source.backup(made)
    engine.dispose()
    search.install(made)
    return made


def new_ledger(library: Any = driver.library, path: str = ":memory:") -> Ledger:
    """Make an empty book, read by one of the two SQLite libraries."""
    connection = library.connect(path, isolation_level=None)
    template(library).backup(connection)
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    return Ledger(connection)


@pytest.fixture(params=["driver", "standard library"])
def ledger(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """An empty book, once with each SQLite library."""
    if request.param == "standard library" and driver.library is sqlite3:
        pytest.skip("the driver is the standard library's")
    made = new_ledger(driver.library if request.param == "driver" else sqlite3)
    yield made
    made.connection.close()


@pytest.fixture
def book(ledger: Ledger) -> Ledger:
    """A small book that the examples of the tests are about."""
    is_standard = isinstance(ledger.connection, sqlite3.Connection)
    made = filled(sqlite3 if is_standard else driver.library)
    made.connection.backup(ledger.connection)
    ledger.batch_id = made.batch_id
    return ledger


@cache
def filled(library: Any) -> Ledger:
    """Make that book in memory, to be copied."""
    ledger = new_ledger(library)
    ledger.begin()
    fill(ledger)
    ledger.commit()
    return ledger


def fill(ledger: Ledger) -> None:
    add = ledger.add
    owners = add("organisation", name="Företagarna", classification="interest_organisation",
                 area="Stockholm", website="https://www.foretagarna.se")  # fmt: skip
    add("other_name", organisation_id=owners, name="Småföretagarnas Riksförbund")
    add("identifier", organisation_id=owners, scheme="orgnr", identifier="802000-1858")
    chamber = add("organisation", name="Handelskammaren Ø", classification="other",
                  parent_id=owners, note="Delar lokal med ALMI.")  # fmt: skip
    gunther = add("person", name="Günther Mårder", note="Spelar schack.",
                  custom='{"diet": "vegetarian", "vip": true, "since": 1998}')  # fmt: skip
    add("contact_detail", person_id=gunther, type="phone", value="+46701234567",
        match_key="+46701234567", label="mobil")  # fmt: skip
    chief = add("post", organisation_id=owners, name="Verkställande direktör", role="VD")
    employed = add("membership", person_id=gunther, organisation_id=owners, post_id=chief,
                   role="VD", start_date="2015", primary=True)  # fmt: skip
    add("membership", person_id=gunther, organisation_id=chamber, role="ledamot",
        start_date="2001", end_date="2010-12")  # fmt: skip
    add("contact_detail", membership_id=employed, type="email",
        value="gunther.marder@foretagarna.se", match_key="gunther.marder")  # fmt: skip
    anna = add("person", name="Anna-Lena Bæk Sørensen", given_name="Anna-Lena")
    add("other_name", person_id=anna, name="Anna-Lena Nordström")
    tag = add("tag", name="Näringspolitik")
    add("tagging", tag_id=tag, person_id=anna)
    skills = add("topic", name="Kompetensförsörjning")
    add("other_name", topic_id=skills, name="skills supply")
    meeting = add("interaction", kind="meeting", status="held", subject="Samråd om vuxenutbildning",
                  starts_at="2019-05-02T09:00", place="Rosenbad", reference="N2019/01234/BI",
                  details="Många **frågor** om yrkesvux.")  # fmt: skip
    add("participant", interaction_id=meeting, person_id=anna, role="statssekreterare",
        organisation_id=chamber, organisation_name="Näringsdepartementet")  # fmt: skip
    add("interaction_topic", interaction_id=meeting, topic_id=skills)
    add("statement", interaction_id=meeting, person_id=gunther, text="Vi behöver svetsare.")
    add("follow_up", title="Skicka siffrorna", direction="ours", status="open", priority="normal",
        owner="Kerstin", due_date="2019-07-02", person_id=anna, organisation_id=owners)  # fmt: skip
    agreed = add("collaboration", title="Branschråd", status="active", review_on="2020")
    add("collaboration_organisation", collaboration_id=agreed, organisation_id=owners)
    add("contact_list", name="Julkort")
