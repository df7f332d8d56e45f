import io
import subprocess
import sys
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path

import pytest

from crm import formats
from crm.actions.exporting import export
from crm.book import Book
from crm.errors import CrmError, FormatError, UsageError
from crm.formats import registry
from tests.formats.files import WriteFile
from tests.people import person


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[EntryPoint]:
    """What installed packages announce; add to it."""
    found: list[EntryPoint] = []
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: found)
    registry._announced.cache_clear()
    monkeypatch.setattr(registry, "_announced", registry._announced.__wrapped__)
    return found


def test_names_are_listed_without_loading_a_format() -> None:
    code = (
        "import sys; from crm import formats; formats.names(); formats.writer_names();"
        "print(*sorted(m for m in sys.modules if m.startswith('crm.formats.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    light = ("protocol", "recognition", "records", "registry")
    assert done.stdout.split() == [f"crm.formats.{name}" for name in light]


def test_the_list_of_packages_is_not_read_before_it_is_needed() -> None:
    code = "import sys; from crm import formats; assert 'importlib.metadata' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", formats.names())
def test_every_listed_reader_can_be_loaded(name: str) -> None:
    module = registry._announced(registry.READERS)[name].module
    if find_spec(module) is None:
        pytest.skip(f"{module} is not written yet")
    reader = formats.reader(name)
    assert callable(reader.describe)
    assert callable(reader.read)


@pytest.mark.parametrize("name", formats.writer_names())
def test_every_listed_writer_can_be_loaded(name: str) -> None:
    module = registry._announced(registry.WRITERS)[name].module
    if find_spec(module) is None:
        pytest.skip(f"{module} is not written yet")
    writer = formats.writer(name)
    assert writer.TAKES in ("rows", "records", "cards", "work", "book")
    assert callable(getattr(writer, "write", None) or getattr(writer, "write_folder", None))


def test_an_unknown_format_is_a_usage_error_that_lists_the_known() -> None:
    with pytest.raises(UsageError, match=r"called wav: choose one of csv, .*xlsx\."):
        formats.reader("wav")
    with pytest.raises(UsageError, match=r"called wav: choose one of addresses, .*xlsx\."):
        formats.writer("wav")


def test_anybody_can_add_a_format(announced: list[EntryPoint], file: WriteFile) -> None:
    announced.append(EntryPoint("odt", "tests.formats.other_reader", registry.READERS))
    assert formats.names() == ("odt",)
    path = file("Anna\nBo\n", "names.odt")
    assert formats.name_for(path) == "odt"
    assert formats.describe(path).format == "odt"
    assert [getattr(one, "name", "") for one in formats.read(path)] == ["Anna", "Bo"]


def test_anybody_can_add_a_format_to_write(announced: list[EntryPoint], book: Book) -> None:
    announced.append(EntryPoint("names", "tests.formats.other_writer", registry.WRITERS))
    assert formats.writer_name_for(Path("all.names")) == "names"
    with book.write("somebody") as session:
        person(session, "Anna Ek")
        person(session, "Bo Al", note="Ny")
    stream = io.BytesIO()
    assert export(book, stream, format="names") == 2
    assert stream.getvalue() == b"# People\nAnna Ek: \nBo Al: Ny\n"
    with pytest.raises(UsageError, match="only these: people"):
        export(book, stream, format="names", kind="interactions")


@pytest.mark.parametrize("name", ["a.docx", "a", ".csv"])
def test_a_name_that_tells_no_format_to_write_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError, match="does not tell the format: choose one of addresses"):
        formats.writer_name_for(Path(name))


def test_nobody_takes_the_place_of_ours(announced: list[EntryPoint]) -> None:
    ours = EntryPoint("csv", "crm.formats.csv_reader", registry.READERS)
    theirs = EntryPoint("csv", "tests.formats.other_reader", registry.READERS)
    announced += [ours, theirs]
    assert formats.reader("csv") is sys.modules["crm.formats.csv_reader"]


def test_a_format_that_cannot_be_loaded_says_so(announced: list[EntryPoint]) -> None:
    announced.append(EntryPoint("odt", "no.such.module", registry.READERS))
    with pytest.raises(CrmError, match=r"odt cannot be loaded .* install no\.such\.module anew\."):
        formats.reader("odt")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(("a.csv", "csv"), ("a.TXT", "csv"), ("a.tsv", "tsv"), ("a.tab", "tsv")),
        *(("a.json", "json"), ("a.vcf", "vcard"), ("a.VCARD", "vcard"), ("a.ics", "ics")),
        *(("a.eml", "eml"), ("a.mbox", "mbox"), ("a.xlsx", "xlsx"), ("a.xls", "xls")),
        ("a.ods", "ods"),
    ],
)
def test_the_extension_tells_the_format(name: str, expected: str) -> None:
    assert formats.name_for(Path(name)) == expected


CARD = "BEGIN:VCARD\r\nEND:VCARD\r\n"
MESSAGE = "Received: by a\r\n\tfor b\r\nSubject: Hej\r\n\r\nHej\r\n"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('[{"name": "A"}]', "json"),
        ('\ufeff{\n  "people": []}', "json"),
        ("name\nA\n", "csv"),
        ("", "csv"),
        (CARD, "vcard"),
        ("\ufeff" + CARD.lower(), "vcard"),
        (CARD.encode("utf-16"), "vcard"),
        ("\r\nBEGIN:VCALENDAR\r\n", "ics"),
        (MESSAGE, "eml"),
        ("From anna@berg.se Thu May  2 10:00:00 2019\n" + MESSAGE, "mbox"),
        (b"PK\x03\x04\x14\x00", "xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsx"),
        ("From;To\nAnna;Bo\n", "csv"),
        ("Subject: a\n", "csv"),
        ("[name]\n", "json"),
    ],
)
def test_without_extension_the_content_tells(
    file: WriteFile, content: str | bytes, expected: str
) -> None:
    assert formats.name_for(file(content, "contacts")) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", CARD, "vcard"),
        ("a.txt", "BEGIN:VCALENDAR\n", "ics"),
        ("a.csv", '[{"name": "A"}]', "json"),
        ("a.csv", "[name]\n", "csv"),
        ("a.vcf", "BEGIN:VCALENDAR\n", "ics"),
        ("a.csv", b"PK\x03\x04", "xlsx"),
        ("a.ods", b"PK\x03\x04", "ods"),
        ("a.txt", MESSAGE, "eml"),
        ("a.eml", "From a@b.se Thu May  2 10:00:00 2019\n" + MESSAGE, "mbox"),
        ("a.mbox", MESSAGE, "mbox"),
        ("a.vcf", "name\nAnna\n", "vcard"),
        ("a.json", "name\nAnna\n", "json"),
    ],
)
def test_the_content_wins_where_the_extension_lies(
    file: WriteFile, name: str, content: str | bytes, expected: str
) -> None:
    assert formats.name_for(file(content, name)) == expected


@pytest.mark.parametrize("content", ["<html></html>", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_kind_that_no_reader_knows_is_a_format_error(
    file: WriteFile, content: str | bytes
) -> None:
    with pytest.raises(FormatError, match="save it as one of csv, eml, ics, json"):
        formats.name_for(file(content, "contacts.png"))


def test_a_folder_and_a_missing_file_are_named_by_their_reader(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert formats.name_for(tmp_path / "a.csv") == "csv"
    with pytest.raises(FormatError, match="is not there"):
        formats.name_for(tmp_path / "nothing")


def test_a_mapping_is_column_equals_field() -> None:
    assert formats.parse_mapping(["Mejl=email", " a=b = name "]) == {"Mejl": "email", "a=b": "name"}


@pytest.mark.parametrize("pair", ["Mejl", "=email", "Mejl=", " = "])
def test_a_mapping_without_both_sides_is_a_usage_error(pair: str) -> None:
    with pytest.raises(UsageError, match="COLUMN=FIELD"):
        formats.parse_mapping([pair])


@pytest.mark.parametrize(
    "options",
    [
        {"records": "cats"},
        {"delimiter": ";;"},
        {"delimiter": '"'},
        {"delimiter": "a"},
        {"encoding": "klingon"},
        {"encoding": "base64"},
        {"encoding": "a\0b"},
    ],
)
def test_options_that_no_file_can_be_read_with(file: WriteFile, options: dict[str, str]) -> None:
    path = file("name\nAnna\n")
    for name in ("csv", "json"):
        with pytest.raises(UsageError):
            formats.describe(path, formats.ReadOptions(**options), name=name)  # type: ignore[arg-type]
