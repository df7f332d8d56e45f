import codecs
from pathlib import Path

import pytest

from crm.errors import FormatError
from crm.formats import encoding, vcard_lines
from crm.formats.vcard_lines import CONTENT_LIMIT, MENDED, TOO_LONG, Line, scan, unfolded
from tests.formats.files import WriteFile

CARD = "BEGIN:VCARD\nFN:Göran Lundwall\nEND:VCARD\n"


def lines(path: Path, said: str | None = None) -> list[Line]:
    return list(unfolded(path, scan(path, said)))


def texts(path: Path, said: str | None = None) -> list[str]:
    return [text for _number, text, _fault in lines(path, said)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_lines_end_as_programs_end_them(file: WriteFile, end: str) -> None:
    path = file(CARD.replace("\n", end), "a.vcf")
    assert lines(path) == [
        (1, "BEGIN:VCARD", ""),
        (2, "FN:Göran Lundwall", ""),
        (3, "END:VCARD", ""),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
@pytest.mark.parametrize("block", [4, 5, 6, 7, 9, 1000])
def test_it_does_not_matter_where_a_block_ends(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch, end: str, block: int
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", block)
    path = file("BEGIN:VCARD\nNOTE:två\n  or\n\td\n\nFN:Å\nEND:VCARD".replace("\n", end), "a.vcf")
    assert lines(path) == [
        (1, "BEGIN:VCARD", ""),
        (2, "NOTE:två ord", ""),
        (6, "FN:Å", ""),
        (7, "END:VCARD", ""),
    ]


def test_folding_may_part_the_bytes_of_a_character(file: WriteFile) -> None:
    assert texts(file(b"BEGIN:VCARD\r\nFN:M\xc3\r\n \xa5rder\r\nEND:VCARD", "a.vcf"))[1] == (
        "FN:Mårder"
    )


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_in_all_its_encodings(file: WriteFile, name: str) -> None:
    assert texts(file(CARD, "a.vcf", encoding=name))[1] == "FN:Göran Lundwall"


def test_wide_characters_may_be_cut_by_the_end_of_a_block(
    file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 5)
    assert texts(file(CARD, "a.vcf", encoding="utf-16"))[1] == "FN:Göran Lundwall"


@pytest.mark.parametrize("name", ["cp1252", "mac_roman", "cp850"])
def test_code_pages_are_told_from_the_words_they_make(file: WriteFile, name: str) -> None:
    path = file(CARD, "a.vcf", encoding=name)
    assert scan(path).encoding == name
    assert texts(path)[1] == "FN:Göran Lundwall"


def test_only_the_lines_that_are_no_utf_8_are_in_the_code_page(file: WriteFile) -> None:
    path = file(CARD.encode() + CARD.encode("cp1252"), "a.vcf")
    assert [text for text in texts(path) if text.startswith("FN")] == ["FN:Göran Lundwall"] * 2


def test_a_line_may_name_its_charset(file: WriteFile) -> None:
    path = file("BEGIN:VCARD\nFN;CHARSET=KOI8-R:Иван\nEND:VCARD".encode("koi8-r"), "a.vcf")
    assert texts(path)[1] == "FN;CHARSET=KOI8-R:Иван"


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "nothing", "\x00"])
def test_what_is_no_charset_is_not_used_as_one(file: WriteFile, charset: str) -> None:
    path = file(f"BEGIN:VCARD\nFN;CHARSET={charset}:Göran\nEND:VCARD".encode("cp1252"), "a.vcf")
    assert texts(path)[1].endswith(":Göran")


def test_the_caller_may_say_the_encoding(file: WriteFile) -> None:
    path = file("BEGIN:VCARD\nFN:Łódź\nEND:VCARD", "a.vcf", encoding="cp1250")
    assert texts(path, "cp1250")[1] == "FN:Łódź"
    assert scan(path, "cp1250").encoding == "cp1250"


def test_quoted_printable_goes_on_after_a_soft_line_break(file: WriteFile) -> None:
    text = "BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:ett=\n\nTEL:=\nEMAIL:a\nEND:VCARD\n"
    assert lines(file(text, "a.vcf"))[1:4] == [
        (2, "NOTE;ENCODING=QUOTED-PRINTABLE:ett=\n", ""),
        (4, "TEL:=", ""),
        (5, "EMAIL:a", ""),
    ]


def test_a_soft_line_break_does_not_swallow_the_end_of_a_card(file: WriteFile) -> None:
    text = "BEGIN:VCARD\nNOTE;QUOTED-PRINTABLE:ett=\nEND:VCARD\n"
    assert texts(file(text, "a.vcf"))[-1] == "END:VCARD"


def test_a_value_that_breaks_off_is_mended(file: WriteFile) -> None:
    text = "BEGIN:VCARD\nADR:;;Box 1;Solna\nStockholm;;171 01\nEND:VCARD\n"
    assert lines(file(text, "a.vcf"))[1] == (2, "ADR:;;Box 1;Solna\nStockholm;;171 01", MENDED)


def test_base64_that_is_not_indented_is_one_value(file: WriteFile) -> None:
    text = "BEGIN:VCARD\nPHOTO;BASE64:AAAA\nBBBB\nCC==\n\nFN:A\nEND:VCARD\n"
    assert lines(file(text, "a.vcf"))[1:3] == [
        (2, "PHOTO;BASE64:AAAABBBBCC==", ""),
        (6, "FN:A", ""),
    ]


def test_a_line_that_is_too_long_is_told_so(file: WriteFile) -> None:
    long = "PHOTO;ENCODING=b:" + "A" * 70 + ("\n " + "A" * 70) * (CONTENT_LIMIT // 70)
    found = lines(file(f"BEGIN:VCARD\n{long}\nFN:A\nEND:VCARD", "a.vcf"))
    assert len(found[1][1]) > CONTENT_LIMIT
    assert found[2][1] == "FN:A"
    soft = "NOTE;QUOTED-PRINTABLE:" + "a=\n" * CONTENT_LIMIT
    found = lines(file(f"BEGIN:VCARD\n{soft}\nFN:A\nEND:VCARD", "b.vcf"))
    assert (found[1][2], found[2][1]) == (TOO_LONG, "FN:A")


def test_a_line_without_end_is_refused(file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard_lines, "LINE_LIMIT", 1 << 20)
    path = file("BEGIN:VCARD\nFN:" + "A" * (3 << 20), "a.vcf")
    with pytest.raises(FormatError, match="has a line of more than 1 MB: it is no file of cards"):
        lines(path)


@pytest.mark.parametrize("content", [b"", b"FN:A\n", b"\x00\x01", codecs.BOM_UTF16_LE, b"BEGIN:"])
def test_a_file_without_a_card_is_refused(file: WriteFile, content: bytes) -> None:
    with pytest.raises(FormatError, match=r"is no vCard file: choose a file that holds BEGIN"):
        scan(file(content, "a.vcf"))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="is not there"):
        scan(tmp_path / "none.vcf")
    with pytest.raises(FormatError, match="is a folder"):
        scan(tmp_path)
