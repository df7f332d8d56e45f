import hashlib
from pathlib import Path

import pytest

from crm import formats, i18n
from crm.errors import FormatError
from crm.formats import ReadOptions
from crm.formats.registry import is_isolated
from tests.formats.files import WriteFile, read
from tests.formats.messages import message


def test_a_file_is_described(file: WriteFile) -> None:
    content = message()
    path = file(content, "letter.eml")
    described = formats.describe(path)
    assert (described.format, described.records) == ("eml", "interactions")
    assert described.size == len(content)
    assert described.sha256 == hashlib.sha256(content).hexdigest()


def test_a_file_is_read_in_a_process_of_its_own(file: WriteFile) -> None:
    path = file(message("X-Odd: \x00\n"), "letter.eml")
    assert is_isolated(formats.reader("eml")) and is_isolated(formats.reader("mbox"))
    assert list(formats.read(path)) == read(path)


def test_a_message_is_known_whatever_its_file_is_called(file: WriteFile) -> None:
    assert formats.name_for(file(message(), "letter.txt")) == "eml"
    assert formats.name_for(file(b"From a Thu Jul  3 10:00:00 2014\n" + message(), "in")) == "mbox"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n", "is no e-mail message: save it as .eml"),
        (b"Dear Anna,\n\nSubject: no field", "is no e-mail message"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "is no e-mail message"),
    ],
)
def test_what_is_no_message(file: WriteFile, content: bytes, sentence: str) -> None:
    path = file(content, "letter.eml")
    reader = formats.reader("eml")
    with pytest.raises(FormatError, match=sentence):
        reader.describe(path, ReadOptions())
    with pytest.raises(FormatError, match=sentence):
        list(reader.read(path, ReadOptions()))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is not there"):
        read(tmp_path / "none.eml")


def test_what_a_message_is_does_not_hang_on_the_language(file: WriteFile) -> None:
    body = "Ja.\n\nDen 1 juli skrev Anna:\n" + "> a\n" * 9
    path = file(message("Message-ID:\n", body, base="Subject: x\n"), "letter.eml")
    (english,) = read(path)
    i18n.use_language("sv")
    (swedish,) = read(path)
    assert getattr(english, "uid", "") == getattr(swedish, "uid", None)


def test_a_message_beyond_the_limit_is_read_in_part(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.formats.eml_parser.SIZE", 2_000)
    (found,) = read(file(message(body="Hej Bo.\n" * 1_000), "letter.eml"))
    assert [one.message for one in getattr(found, "problems", [])] == [
        "The message is too long or nests too deep: only its beginning is read."
    ]
