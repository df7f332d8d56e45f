import subprocess
import sys
from pathlib import Path

import pytest

from crm import formats
from crm.errors import FormatError, UsageError
from tests.formats.files import WriteFile


def test_names_are_listed_without_loading_a_format() -> None:
    code = (
        "import sys; from crm import formats; formats.names(); formats.writer_names();"
        "loaded = [m for m in sys.modules if m.startswith('crm.formats.')];"
        "assert set(loaded) == {'crm.formats.protocol', 'crm.formats.records'}, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_listed_reader_can_be_loaded() -> None:
    for name in formats.names():
        reader = formats.reader(name)
        assert callable(reader.describe)
        assert callable(reader.read)


def test_an_unknown_format_is_a_usage_error_that_lists_the_known() -> None:
    with pytest.raises(UsageError, match=r"called wav: choose one of csv, tsv, json\."):
        formats.reader("wav")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.csv", "csv"), ("a.TXT", "csv"), ("a.tsv", "tsv"), ("a.tab", "tsv"), ("a.json", "json")],
)
def test_the_extension_tells_the_format(name: str, expected: str) -> None:
    assert formats.name_for(Path(name)) == expected


@pytest.mark.parametrize(
    ("content", "expected"), [('[{"name": "A"}]', "json"), ("name\nA\n", "csv"), ("", "csv")]
)
def test_without_extension_the_content_tells(file: WriteFile, content: str, expected: str) -> None:
    assert formats.name_for(file(content, "contacts")) == expected


@pytest.mark.parametrize("content", ["BEGIN:VCARD\r\nEND:VCARD\r\n", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_kind_that_no_reader_knows_is_a_format_error(
    file: WriteFile, content: str | bytes
) -> None:
    with pytest.raises(FormatError, match="save it as one of csv, tsv, json"):
        formats.name_for(file(content, "contacts.vcf"))


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
