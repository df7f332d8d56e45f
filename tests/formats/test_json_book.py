"""A whole book as JSON: what is written is read as it stands."""

import io
from typing import Any

import pytest

from crm.errors import FormatError
from crm.formats import WriteOptions, book_writer
from crm.formats.records import EntryRecord
from tests.formats.files import WriteFile, read
from tests.formats.json_files import describe, write

ITEMS: list[dict[str, Any]] = [
    {"tags": {"uid": "t", "name": "vip"}},
    {"people": {"uid": "p", "name": "Åsa", "custom": {"share": 0.5}}},
    {"people": {"uid": "q", "name": "a\ud800b"}},
]


def test_what_is_written_is_read_as_it_stands(file: WriteFile) -> None:
    stream = io.BytesIO()
    assert book_writer.write(ITEMS, stream, WriteOptions()) == 3
    records = read(file(stream.getvalue(), "book.json"))
    assert [(one.section, one.values) for one in records if isinstance(one, EntryRecord)] == [
        item for one in ITEMS for item in one.items()
    ]
    assert [record.line for record in records] == [4, 7, 8]


def test_an_empty_book_is_a_header(file: WriteFile) -> None:
    stream = io.BytesIO()
    assert book_writer.write([], stream, WriteOptions()) == 0
    assert read(file(stream.getvalue(), "book.json")) == []


def test_a_whole_book_is_given_as_it_stands(file: WriteFile) -> None:
    people = [{"uid": "u", "name": "Anna", "custom": {"share": 0.5}}]
    path = write(file, {"samverkan": 1, "people": people, "posts": [7], "meetings": [{}]})
    entry, wrong = read(path)
    assert isinstance(entry, EntryRecord)
    assert (entry.section, entry.values) == ("people", people[0])
    assert wrong.kind == "rejected"
    assert describe(path).records == "book"
    assert [one.field for one in describe(path).problems] == ["meetings"]


@pytest.mark.parametrize(
    ("header", "problem"), [(2, "newer version"), ("1", "whole book"), (True, "whole book")]
)
def test_a_header_that_is_not_ours_is_refused(
    file: WriteFile, header: object, problem: str
) -> None:
    with pytest.raises(FormatError, match=problem):
        describe(write(file, {"samverkan": header, "people": []}))
