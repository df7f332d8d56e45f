"""Books with something in every table, and what two books hold, to be compared."""

from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import Session

from crm import driver
from crm.actions.importing.entry_checks import DATES, MOMENTS, STAMPS, WORDS, table_of
from crm.actions.importing.entry_drafts import PARTIES
from crm.history import logged_tables
from crm.models import ContactDetail, DistinctPair, Identifier, ImportedFile
from crm.models.base import Row
from crm.models.sections import SECTIONS, Part, Section, is_reference, referent
from crm.queries.matches import match_key
from crm.text import clean_line

CONTACTS = {
    "email": ("anna@example.com", "Bo.Ek@example.se"),
    "phone": ("+46701740605", "+46854321000"),
    "address": ("Storgatan 1\n811 30 Sandviken", "Box 1"),
    "link": ("https://example.com/a?b=1", "https://almi.example"),
}
IDENTIFIERS = {"orgnr": ("556000-4615", "202100-6255"), "kommunkod": ("2181", "0180")}
SPANS = (("2018", "2019-04"), ("2019-04-11", "2019-04-12"), (None, "2020"), ("2017-03", None))
STARTS, ENDS = ("start", "found", "valid_from"), ("end_date", "dissolution", "valid_until")


class BookMaker:
    """Fills a book by chance, so that it follows from the texts and the seed alone."""

    def __init__(self, session: Session, texts: list[str], seed: int) -> None:
        self.session = session
        # As the doors of a book let them in.
        self.texts = [clean_line(text) for text in texts]
        self.chance = Random(seed)
        self.made: dict[type[Row], list[int]] = {}
        self.pairs: set[tuple[str, int, int]] = set()

    def fill(self, most: int) -> None:
        """Add up to so many records to each section, with what belongs to them."""
        for section in SECTIONS:
            for number in range(self.chance.randint(1, most)):
                self._add_record(section, number)

    def _add_record(self, section: Section, number: int) -> None:
        row = self._row(section.model, section.columns, number)
        if section.model is DistinctPair and not self._is_new_pair(row):
            return
        self._store(row)
        for name, part in section.parts.items():
            for place in range(self.chance.randint(0, 2)):
                if name not in ("tags", "topics", "organisations", "members") or place == 0:
                    self._add_part(part, row, place)

    def _is_new_pair(self, row: DistinctPair) -> bool:
        pair = (row.kind, row.first_id, row.second_id)
        is_new = row.first_id != row.second_id and pair not in self.pairs
        self.pairs.add(pair)
        return is_new

    def _add_part(self, part: Part, owner: Row, place: int) -> None:
        row = self._row(part.model, part.columns, place)
        setattr(row, part.owner, owner.id)
        self._store(row)

    def _store(self, row: Row) -> None:
        self.session.add(row)
        self.session.flush()
        assert row.id is not None
        self.made.setdefault(type(row), []).append(row.id)

    def _row(self, model: type[Row], columns: tuple[str, ...], number: int) -> Any:
        span = self.chance.choice(SPANS)
        values: dict[str, Any] = {
            column: value
            for column in columns
            if not is_reference(column)
            and (value := self._value(model, column, number, span)) is not None
        }
        values |= self._special(model, number)
        values |= self._pointers(model, columns, values)
        return model(**values)

    def _special(self, model: type[Row], number: int) -> dict[str, Any]:
        """Return the values of columns that depend on each other."""
        if model is ContactDetail:
            kind = self.chance.choice(list(CONTACTS))
            value = self.chance.choice(CONTACTS[kind])
            return {"type": kind, "value": value, "match_key": match_key(kind, value)}
        if model is Identifier:
            scheme = list(IDENTIFIERS)[number % 2]
            return {"scheme": scheme, "identifier": self.chance.choice(IDENTIFIERS[scheme])}
        if model is DistinctPair:
            return {"kind": ("person", "organisation")[number % 2]}
        return {"batch_id": self.session.info["batch_id"]} if model is ImportedFile else {}

    def _value(self, model: type[Row], column: str, number: int, span: Any) -> Any:
        kind = str(table_of(model).c[column].type)
        if (model, column) in WORDS:
            return self.chance.choice(list(WORDS[model, column]))
        if column in DATES:
            return self._date(column, span, is_needed=not table_of(model).c[column].nullable)
        if column in MOMENTS:
            return ("2019-04-11T09:00", "2019-04-12")[column == "ends_at"]
        if column in STAMPS:
            return f"2019-05-{number + 1:02d}T08:00:0{self.chance.randint(0, 9)}Z"
        if column in ("uid", "version", "folded_name", "sort_key"):
            return None
        return self._plain(model, column, kind, number)

    def _plain(self, model: type[Row], column: str, kind: str, number: int) -> Any:
        text = self.chance.choice(self.texts)
        if column in ("influence", "interest"):
            return self.chance.randint(1, 5)
        if column == "repeats":
            return None
        if kind == "BOOLEAN":
            return self.chance.random() < 0.5
        if kind == "INTEGER":
            return number
        if kind == "JSON":
            if model.model_fields[column].annotation == list[str]:
                return [text] if text else []
            return {"key": text or 3.5, "other": True} if self.chance.random() < 0.5 else {}
        if not table_of(model).c[column].nullable or column in ("name", "key"):
            length = getattr(table_of(model).c[column].type, "length", None) or 60
            word = "".join(self.chance.choices("abcdefghijklmnop", k=10))
            return f"{word} {text}"[:length].strip()
        return text[:20] or None

    def _date(self, column: str, span: Any, *, is_needed: bool) -> str | None:
        found: str | None = span[not column.startswith(STARTS)]
        return found or ("2019-01" if is_needed else None)

    def _pointers(
        self, model: type[Row], columns: tuple[str, ...], values: dict[str, Any]
    ) -> dict[str, int]:
        chosen = set(filter(is_reference, columns))
        if model in PARTIES:
            choice = self.chance.choice(PARTIES[model])
            parties = {column for one in PARTIES[model] for column in one}
            chosen = (chosen - parties) | set(choice)
        found = {}
        for column in sorted(chosen):
            there = self.made.get(referent(model, column, values.get("kind")), [])
            is_needed = not table_of(model).c[column].nullable or model in PARTIES
            if there and (is_needed or self.chance.random() < 0.7):
                found[column] = self.chance.choice(there)
        if model is DistinctPair:
            found["first_id"], found["second_id"] = sorted(found.values())
        return found


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables but the history, without any of the code under test.

    Ids are left out; what points at a row says which by its uid, or by all that it says.
    """
    with closing(driver.connect(path, readonly=True)) as connection:
        tables = {}
        for table in logged_tables(connection):
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()
            tables[table] = [dict(zip(columns, row, strict=True)) for row in rows]
        pointing = {
            table: {
                row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')
            }
            for table in tables
        }
    names = {
        table: {row["id"]: row.get("uid") or row.get("sha256") for row in rows}
        for table, rows in tables.items()
    }
    found = {}
    for table, rows in tables.items():
        found[table] = sorted((_told(row, pointing[table], names) for row in rows), key=repr)
    return found


def _told(
    row: dict[str, Any], pointing: dict[str, str], names: dict[str, dict[int, Any]]
) -> tuple[Any, ...]:
    told: list[Any] = []
    for column, value in row.items():
        if column in ("id", "batch_id"):
            continue
        target = pointing.get(column)
        if column in ("first_id", "second_id"):
            target = row["kind"]
        told.append(names[target][value] if target and value is not None else value)
    return tuple(told)
