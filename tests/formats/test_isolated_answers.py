"""What a reader sends arrives as it is, and does nothing but arrive."""

import os
import pickle
from pathlib import Path

import pytest

from crm import formats
from crm.errors import CrmError, FormatError
from crm.formats import Description, ReadOptions, isolated
from crm.formats.isolated import describe_isolated, read_isolated
from tests.formats.files import WriteFile
from tests.formats.isolated import BAD
from tests.formats.whole_reader import EVERYTHING

pytestmark = pytest.mark.usefixtures("no_process_left")

GARBAGE = [
    b"",
    b"R",
    b"garbage",
    b"R\x00\x00\x00\x05ab",
    b"R\xff\xff\xff\xffab",
    b"R\x00\x00\x00\x03abc",
    b"D\x00\x00\x00\x00",
    b"F\x00\x00\x00\x02N.",
    b"Q\x00\x00\x00\x02N.",
]


def test_records_arrive_as_they_were_sent(tmp_path: Path) -> None:
    found = list(read_isolated(tmp_path / "x", ReadOptions(), "tests.formats.whole_reader"))
    assert found == [*EVERYTHING] * 400
    assert [type(one) for one in found] == [type(one) for one in EVERYTHING] * 400


def test_a_description_arrives_as_it_was_sent(file: WriteFile) -> None:
    path = file('[{"name": "Anna", "shoe": 37}]', "ö.json")
    options = ReadOptions(mapping={"shoe": "note"})
    expected = formats.reader("json").describe(path, options)
    assert formats.describe(path, options) == expected
    assert isinstance(expected, Description)


@pytest.mark.parametrize("answer", GARBAGE)
def test_an_answer_that_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({answer!r})"
    monkeypatch.setattr(isolated, "_START", code)
    path, options = tmp_path / "x", ReadOptions()
    with pytest.raises(FormatError, match="its reader broke off"):
        list(read_isolated(path, options, BAD))
    with pytest.raises(FormatError, match="its reader broke off"):
        describe_isolated(path, options, BAD)


def test_an_answer_cannot_make_us_do_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace"

    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return (os.mkdir, (str(trace),))

    body = pickle.dumps(Evil())
    answer = b"R" + len(body).to_bytes(4, "big") + body
    code = f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({answer!r})"
    monkeypatch.setattr(isolated, "_START", code)
    with pytest.raises(CrmError):
        list(read_isolated(tmp_path / "x", ReadOptions(), BAD))
    assert not trace.exists()
