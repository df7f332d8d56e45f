import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import FormatError
from crm.formats import encoding
from crm.formats.encoding import code_page, survey
from tests.formats.files import WriteFile, people, read

SWEDISH = "Namn;Ort\r\nÅsa Öberg;Malmö\r\nGünther Mårder;Örnsköldsvik\r\nRenée Ärlig;Luleå\r\n"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
    ],
)
def test_the_encodings_people_have_are_found(file: WriteFile, written: str, found: str) -> None:
    path = file(SWEDISH, encoding=written)
    assert survey(path).encoding == found
    assert [person.name for person in people(read(path))] == [
        "Åsa Öberg",
        "Günther Mårder",
        "Renée Ärlig",
    ]


@pytest.mark.parametrize("page", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("word", ["Malmö", "Åsa", "Österåker", "Växjö", "Mårder", "Häggström"])
def test_one_swedish_word_tells_the_code_page(file: WriteFile, page: str, word: str) -> None:
    assert survey(file(f"namn,ort\nAnna,{word}, Sverige\n", encoding=page)).encoding == page


@pytest.mark.parametrize("text", ["the company’s “figures” – all", "10 € · Åre"])
def test_windows_punctuation_is_not_taken_for_letters(file: WriteFile, text: str) -> None:
    assert survey(file(f"name\n{text}\n", encoding="cp1252")).encoding == "cp1252"


def test_a_byte_beyond_ascii_late_in_a_large_file_counts(file: WriteFile) -> None:
    path = file(b"name\n" + b"Anna\n" * 300_000 + "Åsa\n".encode("cp1252"))
    assert survey(path).encoding == "cp1252"


def test_a_character_across_two_blocks_is_whole(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 5)
    assert survey(file("naåmåäö\nö\n")).encoding == "utf-8"


def test_the_survey_tells_size_and_sha256(file: WriteFile) -> None:
    found = survey(file(SWEDISH))
    data = SWEDISH.encode()
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_utf8_with_a_few_broken_bytes_stays_utf8_and_is_reported(file: WriteFile) -> None:
    path = file(b"namn,ort\n" + "Åsa Öberg,Älvsjö\n".encode() * 20 + b"Bo\xff,\xed\xa0\x80\n")
    found = survey(path)
    assert (found.encoding, found.damaged) == ("utf-8", True)
    last = people(read(path))[-1]
    assert last.name == "Bo�"
    assert [(problem.line, problem.field) for problem in last.problems] == [
        (22, "namn"),
        (22, "ort"),
    ]


def test_bytes_that_windows_does_not_define_are_reported(file: WriteFile) -> None:
    path = file("namn\nÅsa Ärlig på Öland\n".encode("cp1252") + b"Bo\x81\n")
    assert [person.name for person in people(read(path))] == ["Åsa Ärlig på Öland", "Bo�"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word file"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"name\nAnna\x00Berg\n", "binary data"),
        (bytes(range(256)) * 10, "binary data"),
        (b"\xef\xbb\xbf  <!doctype html><table>", "a web page"),
        (b"begin:vcard\r\n", "a vCard file"),
    ],
)
def test_what_is_no_text_is_named(file: WriteFile, content: bytes, kind: str) -> None:
    with pytest.raises(FormatError, match=f"is not a text file with a table but {kind}: save it"):
        survey(file(content))


def test_a_missing_file_a_folder_and_an_empty_file(tmp_path: Path, file: WriteFile) -> None:
    with pytest.raises(FormatError, match="is not there: check the name"):
        survey(tmp_path / "none.csv")
    with pytest.raises(FormatError, match="is a folder"):
        survey(tmp_path)
    with pytest.raises(FormatError, match="is empty"):
        survey(file(b""))


@pytest.mark.parametrize("name", ["a\0b.csv", "\udcff.csv", "x" * 5000])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    with pytest.raises(FormatError):
        survey(tmp_path / name)


def test_a_device_is_not_read_for_ever() -> None:
    with pytest.raises(FormatError, match="no ordinary file"):
        survey(Path("/dev/zero"))


def test_an_endless_line_is_refused(file: WriteFile) -> None:
    with pytest.raises(FormatError, match="a line of more than 16 MB"):
        survey(file(b"a" * (18 << 20)))


def test_text_in_another_encoding_than_asked_for(file: WriteFile) -> None:
    path = file("namn\nÅsa\n", encoding="cp1252")
    with pytest.raises(FormatError, match="not text in the encoding utf-8"):
        read(path, encoding="utf-8")
    assert people(read(path, encoding="cp850"))[0].name == "┼sa"


def test_a_wrong_byte_far_down_the_file_is_a_sentence_too(file: WriteFile) -> None:
    path = file(b"namn\n" + b"Anna\n" * 50_000 + "Åsa\n".encode("cp1252"))
    with pytest.raises(FormatError, match="not text in the encoding ascii"):
        read(path, encoding="ascii")
    with pytest.raises(FormatError, match="not text in the encoding utf-8"):
        read(file('[{"name": "Åsa"}]', "a.json", encoding="cp1252"), encoding="utf-8")


def test_any_text_encoding_of_python_may_be_asked_for(file: WriteFile) -> None:
    assert people(read(file("namn\nÅsa\n", encoding="utf-16-le"), encoding="utf-16-le"))


def test_half_a_utf16_character_is_a_sentence_not_a_crash(file: WriteFile) -> None:
    with pytest.raises(FormatError, match="not text in the encoding utf-16"):
        read(file(b"\xff\xfe" + "namn\n".encode("utf-16-le") + b"\x00\xd8a\x00\n\x00"))


@given(st.lists(st.binary(max_size=20), max_size=20))
def test_any_bytes_have_a_code_page(pieces: list[bytes]) -> None:
    assert code_page(pieces) in encoding.CODE_PAGES
