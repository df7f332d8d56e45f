import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from crm.errors import UsageError
from crm.formats import WriteOptions, xlsx_writer
from crm.formats.csv_writer import PERSON_COLUMNS
from tests.formats.files import people, read
from tests.formats.table_rows import person_row

Row = dict[str, Any]


def written(rows: list[Row], columns: tuple[str, ...], **options: Any) -> bytes:
    stream = io.BytesIO()
    assert xlsx_writer.write(rows, stream, WriteOptions(columns=columns, **options)) == len(rows)
    return stream.getvalue()


def book(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def cells(content: bytes) -> list[list[Any]]:
    return book(content).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        ("start_date", "2019-05-02", date(2019, 5, 2)),
        ("start_date", "2019-05", "2019-05"),
        ("start_date", "1899-12-31", "1899-12-31"),
        ("start_date", "2019-02-30", "2019-02-30"),
        ("starts_at", "2019-05-13T13:00", datetime(2019, 5, 13, 13)),
        ("custom:next", "2019-05-02", date(2019, 5, 2)),
        ("note", "2019-05-02", "2019-05-02"),
        ("custom:visits", 3, 3.0),
        ("custom:share", -0.25, -0.25),
        ("custom:number", 12345678901234567890, "12345678901234567890"),
        ("custom:member", True, "true"),
        ("phone", ["+46701234567"], "+46701234567"),
        ("phone", ["070", "08"], "070 ::: 08"),
        ("orgnr", "556481-6204", "556481-6204"),
        ("postal_code", "01234", "01234"),
        ("name", "=1+1", "=1+1"),
        ("name", "<r>&</r>", "<r>&</r>"),
        ("website", "https://almi.se/", "https://almi.se/"),
        ("note", "a\r\nb_x0041_", "a\r\nb_x0041_"),
        ("note", None, ""),
    ],
)
def test_cells_have_the_type_of_what_they_hold(column: str, value: object, cell: object) -> None:
    rows = cells(written([{"name": "-", column: value, "end": "."}], (column, "end")))
    assert rows[1][0] == cell


def test_the_header_is_frozen_and_filtered_and_columns_are_as_wide_as_needed() -> None:
    rows: list[Row] = [{"name": "Anna", "note": "x" * 30}, {"name": "Bo", "note": "y" * 500}]
    with zipfile.ZipFile(io.BytesIO(written(rows, ("name", "note")))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert 'min="1" max="1" width="10.7109375"' in sheet
    assert 'min="2" max="2" width="52.7109375"' in sheet


def test_headings_are_what_people_say_but_for_what_an_import_knows_by_its_name() -> None:
    headings = {"name": "Namn", "custom:shoe": "E-post", "phone:mobile": "Mobil"}
    content = written([], ("name", "custom:shoe", "phone:mobile"), headings=headings)
    assert cells(content) == [["Namn", "custom:shoe", "phone:mobile"]]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Inbjudna", "Inbjudna"),
        ("", "Sheet1"),
        ("History", "Sheet1"),
        ("a/b: [c]?*\\", "a b c"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
        ("\ud800\x00", "\ufffd\ufffd"),
    ],
)
def test_a_sheet_is_called_as_far_as_excel_allows(title: str, name: str) -> None:
    assert book(written([], ("name",), title=title)).sheet_names == [name]


def test_what_excel_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match=r"row 3, note is longer than the 32767 characters"):
        written([{"note": "x" * 32_767}, {"note": "😀" * 16_384}], ("note",))
    monkeypatch.setattr(xlsx_writer, "MOST_ROWS", 3)
    written([{"note": "x"}] * 2, ("note",))
    with pytest.raises(UsageError, match="holds 2 rows"):
        written([{"note": "x"}] * 3, ("note",))


def test_an_error_on_the_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    stream = io.BytesIO()

    def rows() -> Iterator[Row]:
        yield {"name": "Anna"}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        xlsx_writer.write(rows(), stream, WriteOptions(columns=("name",)))
    assert stream.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


def test_people_come_back_from_a_workbook(tmp_path: Path) -> None:
    row: Row = {
        "id": "p1",
        "uid": "01a22324-37ea-7ae9-aeae-d372df11fc1f",
        "name": "=1+1",
        "given_name": "Åsa",
        "family_name": "'t Hooft",
        "honorific_prefix": "Dr",
        "note": "- en punkt\n+ en till",
        "language": "sv",
        "tags": ["lån;ränta", "vip, a"],
        "organisation": "@ALMI",
        "role": "VD",
        "start_date": "2008",
        "end_date": "2019-05-02",
        "email": ["goran@almi.example", "gl@almi.example"],
        "phone": ["+46701234567", "08-123 45"],
        "address": ["Box 1, 774 81 AVESTA"],
        "website": ["https://almi.example/"],
        "alias": ["Goran", "G. L."],
        "custom:shoe": "0037",
    }
    path = tmp_path / "round.xlsx"
    path.write_bytes(written([row], (*PERSON_COLUMNS, "custom:shoe")))
    assert [person_row(one) for one in people(read(path))] == [row]
