"""Archives that would fill the memory or the day are refused before they do."""

import io
import struct
import zipfile

import pytest

from crm.errors import FormatError
from crm.formats import archives, sheet_extents, workbooks
from crm.formats.workbooks import OLE, examine
from tests.formats.files import WriteFile
from tests.formats.workbook_files import archive, ods, ods_row, sheet, xlsx, xlsx_parts

LARGE = "would not fit the memory"
DAMAGED = "no workbook or damaged"


def with_size(content: bytes, name: str, size: int) -> bytes:
    """Change what an archive says about the size of a part, in both places."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", changed, at + 28)[0]
        if changed[at + 46 : at + 46 + length].decode() == name:
            struct.pack_into("<I", changed, at + 24, size)
            local = struct.unpack_from("<I", changed, at + 42)[0]
            struct.pack_into("<I", changed, local + 22, size)
        at = changed.find(b"PK\x01\x02", at + 1)
    return bytes(changed)


def bomb(size: int) -> bytes:
    return archive(xlsx_parts({"K": " " * size}))


def test_a_workbook_is_described_by_its_bytes(file: WriteFile) -> None:
    content = xlsx({1: ["Namn"]})
    found = examine(file(content, "k.xlsx"))
    assert (found.kind, found.size, len(found.sha256)) == ("xlsx", len(content), 64)


def test_a_part_that_shrank_too_far_is_refused_by_the_directory(file: WriteFile) -> None:
    with pytest.raises(FormatError, match=LARGE):
        examine(file(bomb(40 << 20), "k.xlsx"))


def test_a_directory_that_lies_is_not_believed(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying = with_size(bomb(8 << 20), "xl/worksheets/s1.xml", 1000)
    with pytest.raises(FormatError, match=DAMAGED):
        examine(file(lying, "k.xlsx"))
    monkeypatch.setattr(archives, "EXPANDED_LIMIT", 4 << 20)
    with pytest.raises(FormatError, match=LARGE):
        examine(file(lying, "again.xlsx"))


def test_parts_that_share_their_bytes_are_counted_each(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in xlsx_parts({"K": sheet({1: ["Namn"]})}).items():
            written.writestr(name, content)
        written.writestr("xl/media/1.png", b"\0" * (1 << 20))
        (last,) = written.infolist()[-1:]
        for number in range(2, 20):
            copy = zipfile.ZipInfo(f"xl/media/{number}.png")
            for field in ("header_offset", "compress_size", "file_size", "CRC", "compress_type"):
                setattr(copy, field, getattr(last, field))
            written.filelist.append(copy)
    monkeypatch.setattr(archives, "EXPANDED_LIMIT", 4 << 20)
    monkeypatch.setattr(archives, "RATIO_LIMIT", 1 << 20)
    with pytest.raises(FormatError, match=LARGE):
        examine(file(stream.getvalue(), "k.xlsx"))


def test_too_many_parts_are_refused(file: WriteFile) -> None:
    parts = xlsx_parts({"K": sheet({1: ["Namn"]})}) | {f"x/{n}": "" for n in range(6_000)}
    with pytest.raises(FormatError, match=LARGE):
        examine(file(archive(parts), "k.xlsx"))


def test_a_directory_that_is_itself_too_large_is_not_read(file: WriteFile) -> None:
    content = bytearray(xlsx({1: ["Namn"]}))
    struct.pack_into("<I", content, content.rfind(b"PK\x05\x06") + 12, 1 << 30)
    with pytest.raises(FormatError, match=LARGE):
        examine(file(bytes(content), "k.xlsx"))


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "ZZ900000"])
def test_cells_too_far_apart_are_refused(file: WriteFile, far: str) -> None:
    cells = f'<c r="A1"><v>1</v></c></row><row r="9"><c r="{far}"><v>1</v></c></row>'
    content = f'<worksheet><sheetData><row r="1">{cells}</sheetData></worksheet>'
    path = file(archive(xlsx_parts({"K": content})), "k.xlsx")
    if far.startswith("A"):
        assert examine(path).kind == "xlsx"
    else:
        with pytest.raises(FormatError, match=LARGE):
            examine(path)


def test_cells_that_do_not_say_where_they_are_count_too(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = f'<sheetData><row r="1000">{"<c><v>1</v></c>" * 300}</row></sheetData>'
    path = file(archive(xlsx_parts({"K": content})), "k.xlsx")
    monkeypatch.setattr(sheet_extents, "CELL_LIMIT", 250_000)
    with pytest.raises(FormatError, match=LARGE):
        examine(path)


def test_one_long_text_in_very_many_cells_is_refused(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    rows = "".join(row.format(number) for number in range(1, 500))
    parts = xlsx_parts({"K": f"<sheetData>{rows}</sheetData>"}, texts=["x" * 30_000, "y"])
    monkeypatch.setattr(sheet_extents, "MEMORY_LIMIT", 10 << 20)
    monkeypatch.setattr(sheet_extents, "TEXTS_MATTER", 1 << 20)
    with pytest.raises(FormatError, match="has about 500 rows, more than fit the memory"):
        examine(file(archive(parts), "k.xlsx"))
    short = parts | {"xl/worksheets/s1.xml": f"<sheetData>{rows}</sheetData>".replace(">0<", ">1<")}
    assert examine(file(archive(short), "short.xlsx")).kind == "xlsx"


def test_too_many_rows_are_refused_with_what_to_do(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells: list[object] = ["Anna", "anna@almi.example", 8, None]
    rows = dict.fromkeys(range(1, 1_235), cells)
    path = file(xlsx(rows), "k.xlsx")
    monkeypatch.setattr(sheet_extents, "MEMORY_LIMIT", 300_000)
    said = r"k\.xlsx has about 1200 rows, more than fit the memory: save its sheet as CSV"
    with pytest.raises(FormatError, match=said):
        examine(path)
    document = file(ods(ods_row(["Anna", "Bo"]) * 3_000), "k.ods")
    with pytest.raises(FormatError, match=r"k\.ods has about 3000 rows, more than fit"):
        examine(document)


def test_each_sheet_may_fill_the_memory_as_one_is_held_at_a_time(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = sheet({number: ["Anna", 8] for number in range(1, 1_001)})
    monkeypatch.setattr(sheet_extents, "MEMORY_LIMIT", 200_000)
    path = file(archive(xlsx_parts({"One": full, "Two": full, "Three": full})), "k.xlsx")
    assert examine(path).kind == "xlsx"


@pytest.mark.parametrize(
    "rows",
    [
        ods_row(["x"], ' table:number-rows-repeated="99999999"'),
        ods_row(["x"], ' table:number-rows-repeated="1048576"') * 2,
        '<table:table-row><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="99999999"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>",
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        '<table:table-cell office:value-type="string"/></table:table-row>',
    ],
)
def test_cells_that_stand_for_too_many_are_refused(file: WriteFile, rows: str) -> None:
    with pytest.raises(FormatError, match=LARGE):
        examine(file(ods(rows), "k.ods"))


def test_an_open_document_that_is_no_xml_is_damaged(file: WriteFile) -> None:
    """The library would go round in it for ever."""
    for inside in ("<", "<\0>", "<table:table-row", "&"):
        with pytest.raises(FormatError, match=DAMAGED):
            examine(file(ods(inside), "k.ods"))


def test_entities_of_an_open_document_are_refused(file: WriteFile) -> None:
    parts = {"META-INF/manifest.xml": "", "content.xml": '<?xml?><!DOCTYPE x [<!ENTITY a "b">]>'}
    with pytest.raises(FormatError, match=DAMAGED):
        examine(file(archive(parts), "k.ods"))


def test_a_workbook_with_a_password(file: WriteFile) -> None:
    office = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(FormatError, match="protected by a password"):
        examine(file(office, "k.xlsx"))
    content = bytearray(xlsx({1: ["Namn"]}))
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(FormatError, match="protected by a password"):
        examine(file(bytes(content), "zip.xlsx"))


def test_an_old_file_without_a_sheet(file: WriteFile) -> None:
    with pytest.raises(FormatError, match="an old Office file without a sheet"):
        examine(file(OLE + "WordDocument".encode("utf-16-le"), "k.xls"))


@pytest.mark.parametrize("name", ["xl/workbook.bin", "Index/Document.iwa"])
def test_workbooks_of_other_kinds(file: WriteFile, name: str) -> None:
    with pytest.raises(FormatError, match="of a kind that cannot be read"):
        examine(file(archive({name: "x"}), "k.xlsx"))


def test_an_archive_without_a_workbook(file: WriteFile) -> None:
    with pytest.raises(FormatError, match="an archive without a workbook"):
        examine(file(archive({"a.txt": "x"}), "k.xlsx"))


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"PK" * 500])
def test_no_archive_at_all(file: WriteFile, content: bytes) -> None:
    with pytest.raises(FormatError):
        examine(file(content, "k.xlsx"))


def test_an_unknown_compression(file: WriteFile) -> None:
    content = archive(xlsx_parts({"K": "x" * 1000}), zipfile.ZIP_BZIP2)
    with pytest.raises(FormatError, match=DAMAGED):
        examine(file(content, "k.xlsx"))


def test_a_workbook_that_is_too_large(file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "FILE_LIMIT", 1000)
    with pytest.raises(FormatError, match="is larger than"):
        examine(file(xlsx({1: ["Namn"]}), "k.xlsx"))


def test_files_that_are_none(file: WriteFile) -> None:
    path = file(b"", "empty.xlsx")
    for one in (path, path.parent, path.with_name("absent.xlsx")):
        with pytest.raises(FormatError):
            examine(one)
