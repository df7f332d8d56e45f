import io
from typing import Any

import pytest

from crm import formats
from crm.errors import UsageError
from crm.formats import WriteOptions
from crm.formats.vcard_output import folded
from crm.formats.vcard_writer import write

ANNA = {
    "id": 12,
    "uid": "0196a1b2-0000-7000-8000-000000000001",
    "name": "Anna Berg",
    "given_name": "Anna",
    "family_name": "Berg",
    "honorific_prefix": "Dr.",
    "other_names": [{"name": "Anna Alm"}],
    "language": "sv",
    "note": "ett\ntvå; tre",
    "memberships": [
        {"id": 1, "organisation": {"name": "Gamla AB"}, "role": "Vd", "current": False},
        {"id": 2, "organisation": {"name": "B AB"}, "role": "Ledamot", "current": True},
        {
            "id": 3,
            "organisation": {"name": "ALMI, Väst"},
            "post": {"name": "VD"},
            "current": True,
            "primary": True,
        },
    ],
    "contact_details": [
        {"type": "email", "value": "anna@b.se", "label": "work"},
        {"type": "email", "value": "anna@hem.se", "label": None},
        {"type": "email", "value": "old@a.se", "valid_until": "2018"},
        {"type": "email", "value": "old@b.se", "membership_id": 1},
        {"type": "phone", "value": "+46701234567", "label": "mobile"},
        {"type": "phone", "value": "+4681", "label": "Sommarstugan"},
        {"type": "address", "value": "Storgatan 1, 774 81 Avesta", "label": "visit"},
        {"type": "link", "value": "https://b.se/a,b;c", "label": "homepage"},
    ],
    "tags": ["talare", "a,b"],
    "custom": {"department": "Lån", "shoe": 42, "vip": True},
    "relationships": [
        {"type": "assisted by", "other": {"id": 3, "name": "Bo"}},
        {"type": "spouse", "other": {"id": 4, "name": "Eva"}},
        {"type": "friend", "other": {"name": "Ex"}, "end_date": "2018"},
    ],
    "updated_at": "2019-05-02T09:30:00Z",
}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TODAY", "2019-05-02")


def written(item: dict[str, Any], version: str = "", kind: str = "people") -> list[str]:
    """Return the unfolded lines of a card."""
    stream = io.BytesIO()
    assert write([item], stream, WriteOptions(version=version, kind=kind)) == 1
    return stream.getvalue().decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_person_in_3() -> None:
    assert written(ANNA) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Samverkan//Samverkan//EN",
        "UID:0196a1b2-0000-7000-8000-000000000001",
        "REV:2019-05-02T09:30:00Z",
        "N:Berg;Anna;;Dr.;",
        "FN:Dr. Anna Berg",
        "NICKNAME:Anna Alm",
        "ORG:ALMI\\, Väst;Lån",
        "TITLE:VD",
        "item1.ORG:B AB",
        "item1.TITLE:Ledamot",
        "EMAIL;TYPE=WORK,INTERNET,PREF:anna@b.se",
        "EMAIL;TYPE=INTERNET:anna@hem.se",
        "TEL;TYPE=CELL,VOICE,PREF:+46701234567",
        "item2.TEL;TYPE=VOICE:+4681",
        "item2.X-ABLabel:Sommarstugan",
        "item3.ADR:;;Storgatan 1;Avesta;;774 81;",
        "item3.X-ABLabel:visit",
        "item4.URL:https://b.se/a,b;c",
        "item4.X-ABLabel:_$!<HomePage>!$_",
        "NOTE:ett\\ntvå\\; tre",
        "CATEGORIES:talare,a\\,b",
        "X-LANG:sv",
        "item5.X-ABRELATEDNAMES:Bo",
        "item5.X-ABLabel:assisted by",
        "item6.X-ABRELATEDNAMES:Eva",
        "item6.X-ABLabel:_$!<Spouse>!$_",
        "X-SAMVERKAN-CUSTOM;KEY=shoe:42",
        "X-SAMVERKAN-CUSTOM;KEY=vip:true",
        "END:VCARD",
    ]


def test_a_person_in_4_is_told_apart_by_a_few_lines() -> None:
    old, new = written(ANNA, "3.0"), written(ANNA, "4.0")
    assert [line for line in new if line not in old] == [
        "VERSION:4.0",
        "UID:urn:uuid:0196a1b2-0000-7000-8000-000000000001",
        "REV:20190502T093000Z",
        "EMAIL;TYPE=work;PREF=1:anna@b.se",
        "EMAIL:anna@hem.se",
        "TEL;TYPE=cell,voice;PREF=1:+46701234567",
        "item2.TEL;TYPE=voice:+4681",
        "LANG:sv",
        "item5.RELATED;VALUE=text:Bo",
        "RELATED;VALUE=text;TYPE=spouse:Eva",
    ]


@pytest.mark.parametrize(("version", "kind"), [("3.0", "X-ABShowAs:COMPANY"), ("4.0", "KIND:org")])
def test_an_organisation(version: str, kind: str) -> None:
    item = {
        "name": "ALMI",
        "classification": "state_company",
        "parent": {"id": 1, "name": "Staten"},
        "identifiers": [{"scheme": "orgnr", "identifier": "556481-6204"}],
        "website": "https://almi.se",
        "contact_details": [{"type": "phone", "value": "+4681", "label": "switchboard"}],
    }
    number = "TEL;TYPE=MAIN,VOICE:+4681" if version == "3.0" else "TEL;TYPE=main,voice:+4681"
    assert written(item, version)[2:] == [
        "PRODID:-//Samverkan//Samverkan//EN",
        kind,
        "N:;;;;",
        "FN:ALMI",
        "ORG:ALMI",
        "X-SAMVERKAN-CLASSIFICATION:state_company",
        "X-SAMVERKAN-PARENT:Staten",
        "X-SAMVERKAN-IDENTIFIER;SCHEME=orgnr:556481-6204",
        "URL:https://almi.se",
        number,
        "END:VCARD",
    ]


def test_an_organisation_that_has_only_a_name() -> None:
    assert "X-ABShowAs:COMPANY" in written({"name": "ALMI"}, kind="organisations")


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("3.0", ["X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:6f1c"]),
        ("4.0", ["KIND:group", "MEMBER:urn:uuid:6f1c"]),
    ],
)
def test_a_list_is_a_group(version: str, expected: list[str]) -> None:
    members = [{"uid": "6f1c", "name": "Anna"}, {"email": "a@b.se"}, {"name": "Bo"}]
    lines = written({"name": "Industridagen", "members": members}, version)
    assert [one for one in expected if one in lines] == expected
    assert sum("MEMBER:" in one for one in lines) == 2


def test_a_person_of_whom_only_the_name_is_known_has_parts_to_be_sorted_by() -> None:
    lines = written({"name": "Emil von Högberg"})
    assert lines[3:6] == [
        "N:Högberg;Emil von;;;",
        "FN:Emil von Högberg",
        "X-SAMVERKAN-NAME:guessed",
    ]


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({}, "FN:?"),
        ({"name": "", "uid": "1"}, "FN:1"),
        ({"name": None, "contact_details": [{"type": "email", "value": "a@b.se"}]}, "FN:a@b.se"),
    ],
)
def test_a_name_is_never_empty(item: dict[str, Any], name: str) -> None:
    assert name in written(item)


def test_a_uid_of_another_program_is_written_as_text() -> None:
    assert "UID;VALUE=text:14:ABPerson" in written({"name": "A", "uid": "14:ABPerson"}, "4.0")


def test_an_unknown_version_is_refused() -> None:
    message = r"2.1 is no version of vCard that can be written: choose 3.0 or 4.0\."
    with pytest.raises(UsageError, match=message):
        written(ANNA, "2.1")


def test_the_writer_is_announced() -> None:
    assert formats.writer("vcard").SUFFIX == ".vcf"
    assert formats.writer("vcard").TAKES == "cards"


# --- What was kept -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "old", "new"),
    [
        (
            "PHOTO;TYPE=jpeg;ENCODING=b:AAAA",
            "PHOTO;TYPE=jpeg;ENCODING=b:AAAA",
            "PHOTO:data:image/jpeg;base64,AAAA",
        ),
        (
            "PHOTO:data:image/png;base64,AAAA",
            "PHOTO;TYPE=png;ENCODING=b:AAAA",
            "PHOTO:data:image/png;base64,AAAA",
        ),
        ("LOGO:https://a.se/a.png", "LOGO;VALUE=uri:https://a.se/a.png", "LOGO:https://a.se/a.png"),
        ("BDAY:1970-05-04", "BDAY:1970-05-04", "BDAY:19700504"),
        ("BDAY:--0504", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-04", "BDAY:--0504"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-04", None, "BDAY:--0504"),
        ("BDAY;VALUE=text:circa 1800", None, None),
        ("GEO:59.3;18.1", "GEO:59.3;18.1", "GEO:geo:59.3,18.1"),
        ("GEO:geo:59.3,18.1", "GEO:59.3;18.1", "GEO:geo:59.3,18.1"),
        ("X-SKYPE;TYPE=home:anna", None, None),
    ],
)
def test_a_kept_line_is_written_as_the_version_has_it(
    kept: str, old: str | None, new: str | None
) -> None:
    for version, expected in (("3.0", old or kept), ("4.0", new or kept)):
        assert written({"name": "A", "preserved": [kept]}, version)[-2] == expected


def test_kept_parts_are_written_while_the_fields_say_the_same() -> None:
    kept = ["N:Berg;Anna;Maria;;M.Sc.", "i.ADR:;;1 Main St;Austin;TX;78701;USA", "i.X-ABADR:us"]
    address = {"type": "address", "value": "1 Main St, 78701 Austin, TX, USA", "label": "work"}
    item = {
        "name": "Anna Berg",
        "given_name": "Anna",
        "family_name": "Berg",
        "contact_details": [address],
        "preserved": kept,
    }
    lines = written(item)
    assert "N:Berg;Anna;Maria;;M.Sc." in lines
    assert lines[5:7] == ["i.ADR;TYPE=WORK:;;1 Main St;Austin;TX;78701;USA", "i.X-ABADR:us"]
    moved = {**address, "value": "Storgatan 1"}
    lines = written({**item, "family_name": "Alm", "contact_details": [moved]})
    assert "N:Alm;Anna;;;" in lines
    assert not any("Austin" in line or "X-ABADR" in line for line in lines)


def test_groups_of_kept_lines_are_not_used_again() -> None:
    kept = ["item1.X-ABDATE:1975-03-01", "item1.X-ABLabel:Namnsdag"]
    phone = {"type": "phone", "value": "1", "label": "stugan"}
    lines = written({"name": "A", "contact_details": [phone], "preserved": kept})
    assert "item2.X-ABLabel:stugan" in lines


def test_a_kept_relation_is_not_written_twice() -> None:
    kept = ["item1.X-ABRELATEDNAMES:Bo", "item1.X-ABLabel:_$!<Assistant>!$_"]
    links = [{"type": "assisted by", "other": {"name": "Bo"}}]
    lines = written({"name": "A", "relationships": links, "preserved": kept})
    assert sum("RELATED" in line for line in lines) == 1


@pytest.mark.parametrize(
    "kept", ["END:VCARD", "BEGIN:VCARD", "VERSION:2.1", "FN:Bo", "UID:1", "no property", "", "É:1"]
)
def test_what_a_card_must_not_say_twice_is_not_written(kept: str) -> None:
    assert written({"name": "A", "preserved": [kept]}) == written({"name": "A"})


def test_an_address_of_several_lines_has_commas_between_them() -> None:
    details = [{"type": "address", "value": "Box 1\nAvesta"}]
    assert "ADR:;;Box 1\\, Avesta;;;;" in written({"name": "A", "contact_details": details})


# --- Folding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["a", "å", "…", "😀"])
@pytest.mark.parametrize("before", range(4))
def test_lines_are_folded_between_characters(sign: str, before: int) -> None:
    line = "x" * before + sign * 200
    content = folded(line)
    pieces = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(70 < len(piece) <= 75 for piece in pieces[:-1])
    assert "".join(piece.decode().removeprefix(" ") for piece in pieces) == line


def test_a_line_of_75_octets_is_not_folded() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
