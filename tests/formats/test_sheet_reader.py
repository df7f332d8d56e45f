"""Tables in workbooks: which sheet, which row, and what stands in a cell."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.errors import CrmError, FormatError, UsageError
from crm.formats import Description, PersonRecord, ReadOptions, Record
from crm.formats.sheet_reader import as_text, describe, read
from tests.formats.files import WriteFile, details, people
from tests.formats.workbook_files import (
    DATE_STYLE,
    MOMENT_STYLE,
    archive,
    ods,
    ods_row,
    sheet,
    xlsx,
    xlsx_parts,
)
from tests.rounds import rounds

OLD = Path(__file__).parent / "fixtures" / "contacts.xls"
HEADERS: list[object] = ["Namn", "E-post", "Telefon", "Organisation", "Sedan"]


def described(path: Path, **options: object) -> Description:
    return describe(path, ReadOptions(**options))  # type: ignore[arg-type]


def records(path: Path, **options: object) -> list[Record]:
    return list(read(path, ReadOptions(**options)))  # type: ignore[arg-type]


def names(found: list[Record]) -> list[str]:
    return [person.name for person in people(found)]


def test_a_table_in_a_workbook(file: WriteFile) -> None:
    path = file(
        xlsx(
            {
                1: HEADERS,
                2: [
                    "Åsa Öberg",
                    "asa@almi.se",
                    46701234567.0,
                    "ALMI",
                    (f's="{DATE_STYLE}"', "<v>43587</v>"),
                ],
                3: ["Bo Alm", None, "08-1", "SCB", (f's="{MOMENT_STYLE}"', "<v>43587.5625</v>")],
            }
        ),
        "k.xlsx",
    )
    found = described(path)
    assert (found.format, found.sheet, found.header_line) == ("xlsx", "Kontakter", 1)
    assert found.mapping["Sedan"] == "start_date"
    assert (found.problems, found.size) == ((), path.stat().st_size)
    asa, bo = people(records(path))
    assert (asa.line, asa.name) == (2, "Åsa Öberg")
    assert details(asa) == [("email", "asa@almi.se", ""), ("phone", "46701234567", "")]
    assert [one.memberships[0].start_date for one in (asa, bo)] == ["2019-05-02", "2019-05-02"]
    assert (asa.problems, bo.problems) == ([], [])


def test_rows_are_counted_as_the_spreadsheet_shows_them(file: WriteFile) -> None:
    rows: dict[int, list[object]] = {
        3: [None, "Kontakter 2024"],
        5: [None, "Namn", "E-post"],
        6: [None, "Anna", "a@b.se"],
        9: [None, "Bo", "b@b.se"],
        11: [None, " ", None],
        12: [None, "Cia", None],
    }
    path = file(xlsx(rows), "k.xlsx")
    assert described(path).header_line == 5
    assert [(one.line, one.value) for one in described(path).problems] == [(3, "Kontakter 2024")]
    assert [(one.line, one.name) for one in people(records(path))] == [
        (6, "Anna"),
        (9, "Bo"),
        (12, "Cia"),
    ]


def test_the_sheet_whose_headers_are_known_is_read(file: WriteFile) -> None:
    parts = xlsx_parts(
        {
            "Läs mig": sheet({1: ["Så här fyller du i listan"]}),
            "Tom": sheet({}),
            "Dold": sheet({1: ["Namn", "E-post", "Telefon"], 2: ["X", "x@x.se", "1"]}),
            "Personer": sheet({1: ["Namn", "E-post"], 2: ["Anna", "a@b.se"]}),
        },
        hidden=("Dold",),
    )
    path = file(archive(parts), "k.xlsx")
    found = described(path)
    assert found.sheet == "Personer"
    assert [(one.value, one.message) for one in found.problems] == [
        ("Läs mig", "The sheet Läs mig is left out: choose it with --sheet."),
        ("Dold", "The sheet Dold is left out: choose it with --sheet."),
    ]
    assert names(records(path)) == ["Anna"]


def test_another_sheet_can_be_asked_for(file: WriteFile) -> None:
    two = {name: sheet({1: ["Namn"], 2: [name]}) for name in ("Ett", "Två")}
    path = file(archive(xlsx_parts(two)), "k.xlsx")
    assert names(records(path)) == ["Ett"]
    assert names(records(path, sheet="Två")) == ["Två"]
    assert described(path, sheet="TVÅ").sheet == "Två"
    with pytest.raises(UsageError, match=r"no sheet called Tre: .* has Ett, Två"):
        records(path, sheet="Tre")


def test_a_cell_merged_with_those_below_holds_for_them_all(file: WriteFile) -> None:
    merged = '<mergeCells count="2"><mergeCell ref="B2:B4"/><mergeCell ref="A6:B6"/></mergeCells>'
    content = sheet(
        {
            1: ["Namn", "Organisation"],
            2: ["Anna", "ALMI"],
            3: ["Bo"],
            4: ["Cia"],
            5: ["Dan"],
            6: ["Eva"],
        },
        merged,
    )
    found = people(records(file(archive(xlsx_parts({"K": content})), "k.xlsx")))
    assert [[one.organisation for one in person.memberships] for person in found] == [
        ["ALMI"],
        ["ALMI"],
        ["ALMI"],
        [],
        [],
    ]


def test_errors_of_formulas_are_empty_and_counted(file: WriteFile) -> None:
    broken = ('t="e"', "<f>A1/0</f><v>#DIV/0!</v>")
    path = file(xlsx({1: ["Namn", "E-post"], 2: ["Anna", broken], 3: ["Bo", broken]}), "k.xlsx")
    assert [one.message for one in described(path).problems] == [
        "2 cells hold the errors of formulas: they are left empty."
    ]
    assert [details(person) for person in people(records(path))] == [[], []]


def test_a_text_that_reads_as_the_error_of_a_formula_is_a_text(file: WriteFile) -> None:
    path = file(xlsx({1: ["Namn", "Noteringar"], 2: ["Anna", "#REF!"], 3: ["Bo", "###"]}), "k.xlsx")
    assert [(one.note, one.problems) for one in people(records(path))] == [
        ("#REF!", []),
        ("###", []),
    ]


def test_text_that_looks_like_a_guard_or_a_formula_is_text(file: WriteFile) -> None:
    rows: dict[int, list[object]] = {
        1: ["Namn", "Noteringar"],
        2: ["Anna", "'=1+1"],
        3: ["=B1", "@x"],
    }
    found = people(records(file(xlsx(rows), "k.xlsx")))
    assert [(one.name, one.note) for one in found] == [("Anna", "'=1+1"), ("=B1", "@x")]


def test_an_old_workbook() -> None:
    found = described(OLD)
    assert (found.format, found.sheet, found.header_line) == ("xls", "Kontakter", 2)
    asa, bo = people(records(OLD))
    assert details(asa) == [("email", "asa@exempel.se", ""), ("phone", "46701234567", "")]
    assert [one.memberships[0].organisation for one in (asa, bo)] == ["ALMI", "ALMI"]
    assert (asa.memberships[0].start_date, bo.line) == ("2019-05-02", 4)


def test_an_open_document(file: WriteFile) -> None:
    rows = (
        ods_row(["Namn", "E-post"])
        + ods_row(["Anna", "a@b.se"])
        + '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        + ods_row(["Bo", "b@b.se"])
        + '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = file(ods(rows), "k.ods")
    assert described(path).format == "ods"
    assert [(one.line, one.name) for one in people(records(path))] == [(2, "Anna"), (5, "Bo")]


def test_an_open_document_with_a_password(file: WriteFile) -> None:
    secret = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(FormatError, match="protected by a password"):
        described(file(ods(ods_row(["Namn"]), secret), "k.ods"))


def test_a_text_file_that_is_called_a_workbook_is_read_as_text(file: WriteFile) -> None:
    path = file("Namn\tE-post\r\nÅsa\ta@b.se\r\n", "export.xls", encoding="utf-16")
    found = described(path)
    assert (found.format, found.encoding, found.delimiter) == ("csv", "utf-16", "\t")
    assert "is read as one" in found.problems[0].message
    assert names(records(path)) == ["Åsa"]


@pytest.mark.parametrize(
    "text", ["<html><table><tr><td>Namn", "  <!DOCTYPE html>", '<?xml version="1.0"?><Workbook>']
)
def test_a_web_page_that_is_called_a_workbook(file: WriteFile, text: str) -> None:
    with pytest.raises(FormatError, match="is a web page and no workbook"):
        records(file(text, "export.xls"))


def test_a_workbook_without_a_table(file: WriteFile) -> None:
    with pytest.raises(FormatError, match="has no rows"):
        described(file(xlsx({}), "empty.xlsx"))
    with pytest.raises(FormatError, match="No column of"):
        described(file(xlsx({1: ["a", "b"], 2: [1, 2]}), "other.xlsx"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Anna", "Anna"),
        (46701234567.0, "46701234567"),
        (-3.0, "-3"),
        (1.5, "1.5"),
        (1e300, "1e+300"),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (date(2019, 5, 2), "2019-05-02"),
        (datetime(2019, 5, 2), "2019-05-02"),
        (datetime(2019, 5, 2, 13, 30), "2019-05-02T13:30"),
        (time(9, 15), "09:15:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
    ],
)
def test_a_value_is_what_a_person_would_have_typed(value: object, text: str) -> None:
    assert as_text(value) == text


WHOLE = xlsx({1: HEADERS, 2: ["Anna", "a@b.se", 701234567, "ALMI", "2019"]})


@settings(max_examples=rounds(40, 120), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8
    ),
    st.integers(0, len(WHOLE)),
)
def test_any_damage_gives_records_or_a_sentence(
    file: WriteFile, changes: list[tuple[int, int]], end: int
) -> None:
    content = bytearray(WHOLE)
    for place, byte in changes:
        content[place] = byte
    path = file(bytes(content[: end or len(content)]), "any.xlsx")
    try:
        assert all(record.line > 0 for record in records(path))
    except CrmError as error:
        assert error.exit_code == 7


@settings(max_examples=rounds(20, 60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5631), st.integers(0, 255)), min_size=1, max_size=6))
def test_any_damage_to_an_old_workbook_too(file: WriteFile, changes: list[tuple[int, int]]) -> None:
    content = bytearray(OLD.read_bytes())
    for place, byte in changes:
        content[place] = byte
    try:
        assert all(record.line > 0 for record in records(file(bytes(content), "any.xls")))
    except CrmError as error:
        assert error.exit_code == 7


def test_every_record_holds_its_cells(file: WriteFile) -> None:
    (anna,) = records(file(WHOLE, "k.xlsx"))
    assert isinstance(anna, PersonRecord)
    assert anna.raw["Telefon"] == "701234567"
