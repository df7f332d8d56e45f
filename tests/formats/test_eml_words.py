import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.eml_words import decoded, eight_bit_text, text_of


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?Q?M=C3=A5rder?=", "Mårder"),
        ("=?UTF-8?B?TcOlcmRlcg==?=", "Mårder"),
        ("=?utf-8*sv?q?M=C3=A5rder?=", "Mårder"),
        ("=?iso-8859-1?Q?Bj=F6rk_=26_S=F6ner?=", "Björk & Söner"),
        ("=?windows-1252?Q?=93hej=94_=96_5_=80?=", "“hej” – 5 €"),
        ("=?iso-8859-1?Q?=93hej=94?=", "“hej”"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?gb2312?B?1tC5+g==?=", "中国"),
        ("=?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=", "Привет"),
        ("Re: =?utf-8?Q?=C3=A5?= och =?utf-8?Q?=C3=A4?=", "Re: å och ä"),
    ],
)
def test_encoded_words(written: str, text: str) -> None:
    assert decoded(written) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        # White space between words is none of the text; a character may be parted.
        ("=?utf-8?Q?G=C3=BC?= =?utf-8?Q?nther?=", "Günther"),
        ("=?utf-8?Q?G=C3?=\t=?utf-8?Q?=BCnther?=", "Günther"),
        ("=?utf-8?B?R8M=?=  =?utf-8?B?vG50aGVy?=", "Günther"),
        ("=?utf-8?Q?G=C3?= =?UTF-8?B?vG50aGVy?=", "Günther"),
        ("=?utf-8?Q?G=C3=BC?==?utf-8?Q?nther?=", "Günther"),
        ("=?utf-8?Q?G=C3=BC?= =?iso-8859-1?Q?nth=E9r?=", "Günthér"),
        # Spaces, no padding, one letter too many, what is no base64.
        ("=?utf-8?Q?G=C3=BCnther M=C3=A5rder?=", "Günther Mårder"),
        ("=?utf-8?B?R8O8bnRoZXI?=", "Günther"),
        ("=?utf-8?B?R8O8bnRoZXIA=?=", "Günther\x00"),
        ("=?utf-8?B?R8O8bnRoZXIgT?=", "Günther "),
        ("=?utf-8?B?R8O8 bnRo!ZXI=?=", "Günther"),
        # A charset that is wrong, unknown, or no charset.
        ("=?us-ascii?Q?G=C3=BCnther?=", "Günther"),
        ("=?utf-8?Q?G=FCnther_M=E5rder?=", "Günther Mårder"),
        ("=?iso-8859-1?Q?G=C3=BCnther?=", "Günther"),
        ("=?nonsense?Q?G=FCnther_M=E5rder?=", "Günther Mårder"),
        ("=?unicode_escape?Q?=5Cx41_=5Cq?=", "\\x41 \\q"),
        ("=?rot13?Q?Anna?=", "Anna"),
        # Raw bytes within a word, which were decoded with the field.
        ("=?iso-8859-1?Q?Günther?=", "Günther"),
        ("=?utf-8?Q?Günther_M=C3=A5rder?=", "Günther Mårder"),
        # Half a word is no word.
        ("=?utf-8?Q?G=C3=BCnther", "=?utf-8?Q?G=C3=BCnther"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("=??Q?abc?=", "=??Q?abc?="),
        ("=?utf-8?Q??=", ""),
    ],
)
def test_broken_words(written: str, text: str) -> None:
    assert decoded(written) == text


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (b"\xe5\xe4\xf6", "iso-8859-1", "åäö"),
        (b"\xe5\xe4\xf6", "", "åäö"),
        ("åäö".encode(), "", "åäö"),
        ("åäö".encode(), "us-ascii", "åäö"),
        ("åäö".encode(), "windows-1252", "åäö"),
        ("Åsa Öberg på mötet".encode("mac_roman"), "x-unknown", "Åsa Öberg på mötet"),
        ("Åsa Öberg på mötet".encode("cp850"), "utf-8", "Åsa Öberg på mötet"),
        (b"\x81\x8d \xe5r", "iso-8859-1", "\x81\x8d år"),
        ("å".encode("utf-16"), "utf-16", "å"),
        (b"1 +- 1 +AOU-", "utf-7", "1 + 1 å"),
        (b"abc", "punycode", "abc"),
        (b"abc", "charset\x00", "abc"),
    ],
)
def test_bytes_become_text(content: bytes, charset: str, text: str) -> None:
    assert text_of(content, charset) == text


def test_what_says_nothing_is_what_it_looks_like() -> None:
    assert (
        eight_bit_text("Ärende".encode()) == eight_bit_text("Ärende".encode("cp1252")) == "Ärende"
    )


def charsets() -> list[str]:
    names = ("utf_8", "latin_1", "cp1252", "utf_7", "iso2022_jp", "gb18030", "big5", "hz", "cp037")
    return [*map(str, names), "punycode", "idna", "unicode_escape", "base64", "undefined", "\ud800"]


@given(st.binary(max_size=60), st.sampled_from(charsets()))
def test_any_bytes_in_any_charset_become_text(content: bytes, charset: str) -> None:
    assert isinstance(text_of(content, charset), str)


@given(st.text(st.sampled_from("=?utf-8QqBbA0_ C3=A5\té\ud800"), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(decoded(text), str)


@given(st.text(max_size=40), st.integers(1, 20))
def test_a_text_cut_anywhere_is_put_together_again(text: str, size: int) -> None:
    content = text.encode("utf-8", "replace")
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    words = [f"=?utf-8?b?{codecs.encode(piece, 'base64').decode().strip()}?=" for piece in pieces]
    assert decoded(" ".join(words)) == content.decode()
