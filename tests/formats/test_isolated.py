"""Whatever a reader does, there are its records or one sentence."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from crm import formats, i18n
from crm.errors import FormatError, UsageError
from crm.formats import PersonRecord, ReadOptions
from crm.formats.isolated import describe_isolated, read_isolated
from tests.formats.files import WriteFile
from tests.formats.isolated import BAD, FEW, gone_wrong

pytestmark = pytest.mark.usefixtures("no_process_left")


@pytest.mark.parametrize("way", ["crashes", "leaves"])
def test_a_reader_that_breaks_off(tmp_path: Path, way: str) -> None:
    assert "its reader broke off" in gone_wrong(tmp_path, way)


def test_a_reader_that_raises_what_it_should_not(tmp_path: Path) -> None:
    path = tmp_path / "fails.odt"
    path.touch()
    with pytest.raises(FormatError, match=r"its reader failed \(ZeroDivisionError\)") as caught:
        list(read_isolated(path, ReadOptions(), BAD, FEW))
    assert "bad_readers.py" in caught.value.__notes__[0]


def test_a_reader_that_gives_what_is_no_record(tmp_path: Path) -> None:
    assert "its reader broke off" in gone_wrong(tmp_path, "pretends")


def test_what_a_reader_prints_is_no_answer(tmp_path: Path) -> None:
    found = list(read_isolated(tmp_path / "prints.odt", ReadOptions(), BAD, FEW))
    assert [getattr(one, "name", "") for one in found] == ["Anna", "Bo"]


def test_a_reader_hears_nothing_from_the_keyboard(tmp_path: Path) -> None:
    _anna, second = read_isolated(tmp_path / "listens.odt", ReadOptions(), BAD, FEW)
    assert isinstance(second, PersonRecord)
    assert second.name == repr("")
    assert second.note != str(os.getsid(0))


def test_the_errors_of_a_reader_are_those_of_ours(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"^The file is torn in two\.$"):
        list(read_isolated(tmp_path / "refuses.odt", ReadOptions(), BAD, FEW))
    with pytest.raises(UsageError, match=r"^There is no such sheet\.$"):
        list(read_isolated(tmp_path / "misunderstands.odt", ReadOptions(), BAD, FEW))
    with pytest.raises(UsageError, match=r"^There is no such sheet\.$"):
        describe_isolated(tmp_path / "misunderstands.odt", ReadOptions(), BAD, FEW)


@pytest.mark.parametrize("way", ["loops", "crashes", "fails"])
def test_a_file_that_cannot_be_described(tmp_path: Path, way: str) -> None:
    limits = replace(FEW, seconds=0.6)
    with pytest.raises(FormatError, match="save it anew"):
        describe_isolated(tmp_path / f"{way}.odt", ReadOptions(), BAD, limits)


def test_the_sentence_is_in_the_language_of_the_reader(file: WriteFile) -> None:
    path = file("{", "a.json")
    i18n.use_language("sv")
    with pytest.raises(FormatError) as caught:
        list(formats.read(path))
    reader = formats.reader("json")
    with pytest.raises(FormatError) as expected:
        list(reader.read(path, ReadOptions()))
    assert caught.value.message == expected.value.message
