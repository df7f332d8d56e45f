import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.vcard_properties import UNPREFERRED, NoProperty, Property, parse
from crm.formats.vcard_text import (
    decode_carets,
    divide,
    encode_carets,
    escape,
    plain,
    structured,
    unescape,
)

TEXT = st.text(st.sampled_from("ab,;:\\n\n\"^' ") | st.characters(codec="utf-8"), max_size=20)


def read(text: str) -> Property:
    return parse(text, 1, "utf-8")


def test_a_property_has_a_group_a_name_and_parameters() -> None:
    one = read("item1.EMAIL;type=INTERNET;type=pref:anna@berg.se")
    assert (one.group, one.name, one.text) == ("item1", "EMAIL", "anna@berg.se")
    assert one.head.types == ("internet", "pref")


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("TEL;WORK;FAX:1", ("work", "fax")),
        ("TEL;TYPE=work,fax:1", ("work", "fax")),
        ('TEL;TYPE="work,fax":1', ("work", "fax")),
        ("tel;Type=Work;TYPE=FAX:1", ("work", "fax")),
        ("TEL;TYPE=:1", ()),
    ],
)
def test_types_are_read_in_the_ways_of_all_versions(text: str, types: tuple[str, ...]) -> None:
    assert read(text).head.types == types


def test_a_quoted_parameter_may_hold_what_divides() -> None:
    one = read('ADR;LABEL="Box 1; Solna: Sverige, norr";TYPE=work:;;Box 1')
    assert one.parameter("LABEL") == "Box 1; Solna: Sverige, norr"
    assert one.parts == ["", "", "Box 1"]


def test_a_quotation_mark_that_is_never_closed_ends_at_the_colon() -> None:
    one = read('NOTE;X="a:b"c')
    assert (one.name, one.text) == ("NOTE", 'b"c')


def test_carets_stand_for_what_a_parameter_cannot_hold() -> None:
    assert read("X;CN=a^nb^'c^^d^e:v").parameter("CN") == 'a\nb"c^d^e'


@pytest.mark.parametrize(
    ("text", "preference"),
    [
        ("TEL;PREF=2:1", 2),
        ("TEL;TYPE=pref:1", 1),
        ("TEL;PREF:1", 1),
        ("TEL:1", UNPREFERRED),
        ("TEL;PREF=²:1", UNPREFERRED),
    ],
)
def test_a_property_may_be_preferred(text: str, preference: int) -> None:
    assert read(text).head.preference == preference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NOTE;ENCODING=QUOTED-PRINTABLE:M=C3=A5rder=0D=0Aett=\n tv=C3=A5", "Mårder\nett två"),
        ("NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=E5rder", "Mårder"),
        ("NOTE;ENCODING=quoted-printable:M=E5rder", "Mårder"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=85=80", "Å\ufffd"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:C:\\new=", "C:\\new"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:=ZZ=", "=ZZ"),
    ],
)
def test_quoted_printable_is_decoded(text: str, expected: str) -> None:
    assert read(text).text == expected


def test_a_semicolon_in_quoted_printable_divides_nothing() -> None:
    one = read("ORG;ENCODING=QUOTED-PRINTABLE:Berg=3B S=C3=B6n;Lager=5C=3BS")
    assert one.parts == ["Berg; Sön", "Lager;S"]


@pytest.mark.parametrize("text", ["", "Solna", "two words:x", ":x", "A;B=C", "É:x", ".:x"])
def test_what_is_no_property_is_told(text: str) -> None:
    with pytest.raises(NoProperty):
        read(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("X-A;WORK:1", "X-A;TYPE=work"),
        ("photo;base64;type=jpeg:1", "PHOTO;TYPE=jpeg"),
        ('item1.X-B;A="1:2";CHARSET=utf-8:1', 'item1.X-B;A="1:2"'),
        ("X-ABLABEL:a", "X-ABLabel"),
    ],
)
def test_a_head_can_be_written_in_any_version(text: str, written: str) -> None:
    assert read(text).head.written == written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"a\, b\; c\nd\\n", "a, b; c\nd\\n"),
        (r"http\://a.se", "http://a.se"),
        (r"C:\temp\x" + "\\", "C:\\temp\\x\\"),
    ],
)
def test_escapes_are_resolved(text: str, expected: str) -> None:
    assert unescape(text) == expected


@given(TEXT)
def test_escaping_is_undone(text: str) -> None:
    assert unescape(escape(text)) == plain(text)
    assert decode_carets(encode_carets(text)) == plain(text)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_parts_stay_apart(parts: list[str]) -> None:
    for at in ";,":
        found = divide(at.join(map(escape, parts)), at)
        assert [unescape(part) for part in found] == [plain(part) for part in parts]
    assert divide(structured(parts), ";") == [escape(part) for part in parts]
