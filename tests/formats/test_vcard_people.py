from pathlib import Path

import pytest

from crm import formats
from crm.formats import PersonRecord, ReadOptions, RejectedRecord
from tests.formats.files import WriteFile, details, people, read


def person(file: WriteFile, *lines: str) -> PersonRecord:
    """Read a card with some lines as a person."""
    text = "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"])
    (found,) = people(read(file(text, "a.vcf")))
    return found


def preserved(file: WriteFile, *lines: str) -> list[str]:
    return person(file, "FN:Anna Berg", *lines).preserved


def test_a_file_is_described(file: WriteFile) -> None:
    described = formats.describe(file("BEGIN:VCARD\nFN:A\nEND:VCARD\n", "a.vcf"))
    assert (described.format, described.encoding, described.records) == ("vcard", "utf-8", "people")
    assert described.size == 27


def test_a_card_is_known_by_its_beginning(file: WriteFile) -> None:
    path = file("BEGIN:VCARD\nFN:A\nEND:VCARD\n", "a.txt")
    assert formats.name_for(path) == "vcard"


# --- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "name", "given", "family", "prefix"),
    [
        (["FN:Anna Berg", "N:Berg;Anna;;;"], "Anna Berg", "Anna", "Berg", ""),
        (["FN:Dr. Anna Berg", "N:Berg;Anna;;Dr.;"], "Anna Berg", "Anna", "Berg", "Dr."),
        (["N:Berg;Anna;Maria;Dr.;M.Sc."], "Anna Maria Berg", "Anna", "Berg", "Dr."),
        (["FN:", "N:Berg;Anna"], "Anna Berg", "Anna", "Berg", ""),
        (["FN:Anna", "N:Berg;Anna,Eva;;Dr.,Prof.;"], "Anna", "Anna Eva", "Berg", "Dr. Prof."),
        (["FN:Anna\\nBerg", "N:von  Berg;"], "Anna Berg", "", "von Berg", ""),
        (["FN:Berg\\, Anna", "N:Berg\\;son;Anna"], "Berg, Anna", "Anna", "Berg;son", ""),
        (["FN:", "FN;PREF=2:Anna", "FN;PREF=1:Eva"], "Eva", "", "", ""),
        (["NICKNAME:Ankan", "TEL:1"], "Ankan", "", "", ""),
    ],
)
def test_names(
    file: WriteFile, lines: list[str], name: str, given: str, family: str, prefix: str
) -> None:
    found = person(file, *lines)
    assert (found.name, found.given_name, found.family_name) == (name, given, family)
    assert found.honorific_prefix == prefix


def test_without_a_name_the_e_mail_address_is_taken_and_told(file: WriteFile) -> None:
    found = person(file, "EMAIL:anna@berg.se")
    assert found.name == "anna@berg.se"
    assert [(one.line, one.field) for one in found.problems] == [(1, "FN")]


def test_a_card_with_nothing_to_call_it_by_is_rejected(file: WriteFile) -> None:
    (found,) = read(file("BEGIN:VCARD\nTEL:1\nEND:VCARD", "a.vcf"))
    assert isinstance(found, RejectedRecord)
    assert found.problems[0].message == "The card has no name: give it one, and import it again."


def test_nicknames_are_other_names(file: WriteFile) -> None:
    found = person(file, "FN:Anna", "NICKNAME:Ankan,A\\, B", "NICKNAME:Ankan")
    assert [one.name for one in found.other_names] == ["Ankan", "A, B"]


# --- Ways to reach somebody ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("TEL;CELL:070-1", ("phone", "070-1", "mobile")),
        ("TEL;TYPE=WORK,VOICE:08-1", ("phone", "08-1", "work")),
        ("TEL;TYPE=home,fax:08-1", ("phone", "08-1", "home fax")),
        ("TEL;TYPE=work;TYPE=fax:08-1", ("phone", "08-1", "fax")),
        ("TEL;TYPE=MAIN:08-1", ("phone", "08-1", "switchboard")),
        ("TEL;TYPE=arbete:08-1", ("phone", "08-1", "work")),
        ('TEL;TYPE="work,voice":tel:+46-8-1;ext=102', ("phone", "+46-8-1 ext. 102", "work")),
        ("work.TEL:08-1", ("phone", "08-1", "work")),
        ("EMAIL;type=INTERNET;type=pref:a@b.se", ("email", "a@b.se", "")),
        ("EMAIL:mailto:a%40b.se?subject=x", ("email", "a@b.se", "")),
        ("URL;TYPE=home:http\\://a.se", ("link", "http://a.se", "home")),
        ("ADR;WORK:Box 2;;Storgatan 1;Avesta;Dalarna;774 81;Sverige", (
            "address", "Box 2, Storgatan 1, 774 81 Avesta, Dalarna, Sverige", "work")),
        ("ADR:;;Storgatan 1\\nPlan 2;Avesta;;;", ("address", "Storgatan 1, Plan 2, Avesta", "")),
        ('ADR;LABEL="Box 1, Solna":;;;;;;', ("address", "Box 1, Solna", "")),
    ],
)  # fmt: skip
def test_ways_to_reach_somebody(file: WriteFile, line: str, expected: tuple[str, str, str]) -> None:
    assert details(person(file, "FN:Anna", line)) == [expected]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("_$!<Work>!$_", "work"),
        ("$!<Home>!$", "home"),
        ("_$!<HomePage>!$_", "homepage"),
        ("_$!<WorkFAX>!$_", "fax"),
        ("_$!<Arbete>!$_", "work"),
        ("Sommarstugan", "Sommarstugan"),
    ],
)
def test_a_label_beside_a_value_is_its_label(file: WriteFile, label: str, expected: str) -> None:
    found = person(file, "FN:Anna", "item1.TEL;TYPE=CELL:1", f"ITEM1.X-ABLabel:{label}")
    assert details(found) == [("phone", "1", expected)]


def test_what_is_preferred_comes_first(file: WriteFile) -> None:
    lines = ["TEL:1", "TEL;TYPE=pref:2", "EMAIL;PREF=2:b@b.se", "EMAIL;PREF=1:a@b.se"]
    assert [one.value for one in person(file, "FN:A", *lines).contact_details] == [
        "a@b.se",
        "b@b.se",
        "2",
        "1",
    ]


# --- Places --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["ORG:ALMI"], [("ALMI", "")]),
        (["ORG:ALMI", "TITLE:VD"], [("ALMI", "VD")]),
        (["ORG:ALMI", "ROLE:Ledare"], [("ALMI", "Ledare")]),
        (["ORG:ALMI", "TITLE:VD", "ROLE:Ledare"], [("ALMI", "VD")]),
        (["ORG:A", "ORG:B", "TITLE:a", "TITLE:b"], [("A", "a"), ("B", "b")]),
        (["ORG:A", "TITLE:a", "TITLE:b"], [("A", "a"), ("A", "b")]),
        (["1.ORG:A", "2.ORG:B", "2.TITLE:b", "1.TITLE:a"], [("A", "a"), ("B", "b")]),
        (["ORG:A", "1.ORG:B", "1.TITLE:b"], [("A", ""), ("B", "b")]),
        (["ORG:A\\;B;", "TITLE:x"], [("A;B", "x")]),
    ],
)
def test_organisations_and_titles(
    file: WriteFile, lines: list[str], expected: list[tuple[str, str]]
) -> None:
    found = person(file, "FN:Anna", *lines)
    assert [(one.organisation, one.role) for one in found.memberships] == expected


def test_the_first_of_several_organisations_is_the_primary_one(file: WriteFile) -> None:
    found = person(file, "FN:Anna", "ORG:A", "ORG:B")
    assert [one.primary for one in found.memberships] == [True, None]


def test_the_unit_is_the_department(file: WriteFile) -> None:
    found = person(file, "FN:Anna", "ORG:Näringsdepartementet;Näringsavdelningen;Enhet 2")
    assert [one.organisation for one in found.memberships] == ["Näringsdepartementet"]
    assert found.custom == {"department": "Näringsavdelningen, Enhet 2"}
    assert found.preserved == ["ORG:Näringsdepartementet;Näringsavdelningen;Enhet 2"]
    assert preserved(file, "ORG:Näringsdepartementet;Näringsavdelningen") == []


def test_a_title_without_an_organisation_is_kept_and_counted(file: WriteFile) -> None:
    found = person(file, "FN:Anna", "TITLE:Konsult")
    assert (found.memberships, found.preserved) == ([], ["TITLE:Konsult"])
    assert found.unmapped == {"TITLE": "Konsult"}


# --- The rest ------------------------------------------------------------------------------------


def test_notes_tags_and_language(file: WriteFile) -> None:
    lines = ["NOTE:ett\\ntvå", "NOTE:tre", "CATEGORIES:a,b\\, c,My Contacts", "CATEGORIES:a"]
    found = person(file, "FN:Anna", *lines, "LANG;PREF=2:en", "LANG;PREF=1:sv")
    assert (found.note, found.tags, found.language) == ("ett\ntvå\n\ntre", ["a", "b, c"], "sv")


@pytest.mark.parametrize(
    ("line", "revision"),
    [
        ("REV:20190502T093000Z", "2019-05-02T09:30:00Z"),
        ("REV:2019-05-02T09:30:00.123Z", "2019-05-02T09:30:00Z"),
        ("REV:2019-05-02T09:30:00+02:00", "2019-05-02T07:30:00Z"),
        ("REV;VALUE=date:2019-05-02", "2019-05-02T00:00:00Z"),
        ("REV:yesterday", ""),
        ("REV:0001-01-01T00:00:00+23:00", ""),
    ],
)
def test_the_revision_is_a_moment_in_utc(file: WriteFile, line: str, revision: str) -> None:
    assert person(file, "FN:Anna", line).revision == revision


@pytest.mark.parametrize("line", ["UID:urn:uuid:6f1c", "UID:URN:UUID:6f1c", "UID:6f1c"])
def test_the_uid_is_known_without_its_prefix(file: WriteFile, line: str) -> None:
    assert person(file, "FN:Anna", line).uid == "6f1c"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RELATED;TYPE=spouse;VALUE=text:Bo"], ("spouse", "Bo", "")),
        (["RELATED;TYPE=agent:urn:uuid:6f1c"], ("agent", "", "6f1c")),
        (["i.X-ABRELATEDNAMES:Bo", "i.X-ABLabel:_$!<Assistant>!$_"], ("assistant", "Bo", "")),
        (["i.X-ABRELATEDNAMES:Bo", "i.X-ABLabel:rapporterar till"], ("rapporterar till", "Bo", "")),
        (["X-MS-MANAGER:Bo"], ("manager", "Bo", "")),
        (["X-SPOUSE:Bo"], ("spouse", "Bo", "")),
    ],
)
def test_relations(file: WriteFile, lines: list[str], expected: tuple[str, str, str]) -> None:
    found = person(file, "FN:Anna", *lines)
    assert [(one.type, one.name, one.uid) for one in found.relations] == [expected]
    assert found.preserved == lines


def test_the_records_wanted_may_be_said(file: WriteFile, tmp_path: Path) -> None:
    path = file("BEGIN:VCARD\nFN:ALMI\nORG:ALMI\nEND:VCARD", "a.vcf")
    assert [one.kind for one in formats.read(path)] == ["organisation"]
    assert [one.kind for one in formats.read(path, ReadOptions(records="people"))] == ["person"]


# --- What is kept --------------------------------------------------------------------------------


def test_what_has_no_field_is_kept_as_it_stands(file: WriteFile) -> None:
    lines = [
        "BDAY;VALUE=date:1970-01-01",
        'X-Odd;A="b:c":d\\,e',
        "item9.X-ABDATE:1975-03-01",
        "item9.X-ABLabel:_$!<Anniversary>!$_",
        "PHOTO;VALUE=uri:https://a.se/a.jpg",
    ]
    assert preserved(file, *lines) == [lines[0], lines[1].replace("Odd", "ODD"), *lines[2:]]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("PHOTO;ENCODING=BASE64;JPEG:AA\n BB=\n\n", "PHOTO;TYPE=jpeg;ENCODING=b:AABB="),
        ("LABEL;WORK;ENCODING=QUOTED-PRINTABLE:a=0D=0A=C3=A5", "LABEL;TYPE=work:a\\nå"),
        ("X-A;CHARSET=UTF-8:å", "X-A:å"),
    ],
)
def test_it_is_kept_without_what_only_old_cards_have(file: WriteFile, line: str, kept: str) -> None:
    assert preserved(file, line) == [kept]


def test_what_fields_hold_is_not_kept(file: WriteFile) -> None:
    lines = ["N:Berg;Anna;;;", "TEL:1", "ADR:;;Storgatan 1;Avesta;;774 81;Sverige", "NOTE:a"]
    lines += ["ORG:A;B", "TITLE:c", "REV:20190502T093000Z", "PRODID:x", "BEGIN:x", "X-A:"]
    assert preserved(file, *lines, "item1.TEL:1", "item1.X-ABLabel:a") == []


def test_names_and_addresses_that_say_more_are_kept(file: WriteFile) -> None:
    lines = ["N:Berg;Anna;Maria;;M.Sc.", "ADR:;;1 Main St;Austin;TX;78701;USA"]
    lines += ["item1.ADR:;;Storgatan 1;Avesta;;774 81;Sverige", "item1.X-ABADR:se"]
    assert preserved(file, *lines) == lines
