"""The least that gives the files of an export: the driver, one query and what writes the format."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from crm import driver
from crm.driver import Connection
from crm.formats.csv_writer import PERSON_COLUMNS
from crm.formats.vcard_output import folded
from crm.formats.vcard_text import escape, structured
from crm.formats.vcard_written import PRODUCT

_PEOPLE = """
SELECT {first}, p.uid, p.name, p.given_name, p.family_name, p.honorific_prefix, o.name, m.role,
  m.start_date, m.end_date,
  (SELECT group_concat(value, ' ::: ') FROM contact_detail c
   WHERE c.person_id = p.id AND c.type = 'email'),
  (SELECT group_concat(value, ' ::: ') FROM contact_detail c
   WHERE c.person_id = p.id AND c.type = 'phone'),
  (SELECT group_concat(value, ' ::: ') FROM contact_detail c
   WHERE c.person_id = p.id AND c.type = 'address'),
  (SELECT group_concat(value, ' ::: ') FROM contact_detail c
   WHERE c.person_id = p.id AND c.type = 'link'),
  p.language,
  (SELECT group_concat(t.name, ' ::: ') FROM tagging g JOIN tag t ON t.id = g.tag_id
   WHERE g.person_id = p.id),
  p.note, (SELECT group_concat(name, ' ::: ') FROM other_name WHERE person_id = p.id)
FROM person p LEFT JOIN membership m ON m.person_id = p.id
LEFT JOIN organisation o ON o.id = m.organisation_id ORDER BY p.sort_key, p.id
"""
_ROWS_OF_TABLES = _PEOPLE.format(first="p.id")
_ROWS_OF_CARDS = _PEOPLE.format(first="p.updated_at")


def write_rows(book: Path, path: Path) -> None:
    """Write what a table of people holds with the csv module."""
    with _opened(book) as connection, path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(connection.execute(_ROWS_OF_TABLES))


def write_sheet(book: Path, path: Path) -> None:
    """Write what a table of people holds with XlsxWriter in constant memory, all of it as text."""
    with _opened(book) as connection, Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for column, heading in enumerate(PERSON_COLUMNS):
            sheet.write_string(0, column, heading)
        for number, row in enumerate(connection.execute(_ROWS_OF_TABLES), start=1):
            for column, value in enumerate(row):
                if value:
                    sheet.write_string(number, column, str(value))


def write_cards(book: Path, path: Path) -> None:
    """Write the people of `make_book`, who have no more than these lines, as cards."""
    with _opened(book) as connection, path.open("wb") as stream:
        for row in connection.execute(_ROWS_OF_CARDS):
            stream.write(b"".join(map(folded, _lines(row))))


ROWS, CARDS, SHEET = "csv, bare", "vcf, bare", "xlsx, bare"
WRITERS: Mapping[str, Callable[[Path, Path], None]] = {
    ROWS: write_rows,
    CARDS: write_cards,
    SHEET: write_sheet,
}


@contextmanager
def _opened(book: Path) -> Iterator[Connection]:
    with closing(driver.connect(book, readonly=True)) as connection:
        yield connection


def _lines(row: Sequence[Any]) -> Iterator[str]:
    changed, uid, name, given, family, _prefix, organisation, role, *_dates = row[:10]
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"PRODID:{PRODUCT}"
    yield f"UID:{uid}"
    yield f"REV:{changed}"
    yield f"N:{structured((family, given, '', '', ''))}"
    yield f"FN:{escape(name)}"
    yield f"ORG:{escape(organisation)}"
    yield f"TITLE:{escape(role)}"
    yield f"EMAIL;TYPE=INTERNET:{escape(row[10])}"
    yield f"TEL;TYPE=VOICE:{escape(row[11])}"
    yield "END:VCARD"
