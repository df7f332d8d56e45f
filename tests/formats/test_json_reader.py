"""People and organisations of JSON, our own and that of others."""

import pytest

from crm.formats import (
    IdentifierRecord,
    MembershipRecord,
    OrganisationRecord,
    OtherNameRecord,
    PersonRecord,
)
from tests.formats.files import WriteFile, details, organisations, people, read
from tests.formats.json_files import PERSON, describe, write

ORGANISATION = {
    "id": "o5",
    "name": "ALMI Invest",
    "classification": "state_company",
    "parent": {"id": 4, "name": "ALMI"},
    "identifiers": [{"scheme": "orgnr", "identifier": "556481-6204"}],
    "area": "Stockholm",
    "website": "https://almi.se",
    "people": [{"id": 1, "name": "Göran"}],
}


def test_a_person_of_our_own_json(file: WriteFile) -> None:
    (person,) = people(read(write(file, [PERSON])))
    assert (person.id, person.uid, person.name) == ("p12", "u-12", "Günther Mårder")
    assert (person.given_name, person.family_name) == ("Günther", "Mårder")
    assert person.honorific_prefix == ""
    assert person.other_names == [OtherNameRecord("GM"), OtherNameRecord("Gunther", "2001")]
    assert person.memberships == [
        MembershipRecord(
            "Företagarna",
            role="VD",
            post="VD, Företagarna",
            start_date="2015",
            primary=True,
            uid="u-5",
        ),
        MembershipRecord("ALMI"),
    ]
    assert details(person) == [("email", "g@f.se", "work")]
    assert person.contact_details[0].valid_from == "2015"
    assert person.tags == ["stål, järn", "skola"]
    assert person.custom == {"shoe": "42", "member": "true"}
    assert (person.unmapped, person.problems) == ({}, [])
    assert person.raw["uid"] == '"u-12"'


def test_an_organisation_of_our_own_json(file: WriteFile) -> None:
    (almi,) = organisations(read(write(file, [ORGANISATION])))
    assert (almi.id, almi.name, almi.parent) == ("o5", "ALMI Invest", "ALMI")
    assert (almi.classification, almi.area) == ("state_company", "Stockholm")
    assert almi.identifiers == [IdentifierRecord("orgnr", "556481-6204")]
    assert almi.website == "https://almi.se"
    assert almi.unmapped == {}


def test_sections_say_what_their_records_are(file: WriteFile) -> None:
    path = write(file, {"people": [{"name": "Anna"}], "organisations": [{"name": "ALMI"}]})
    anna, almi = read(path)
    assert isinstance(anna, PersonRecord)
    assert isinstance(almi, OrganisationRecord)
    assert (anna.line, almi.line) == (3, 8)


def test_other_sections_are_reported(file: WriteFile) -> None:
    path = write(file, {"format": "samverkan", "people": [], "meetings": [{"subject": "x"}]})
    assert [one.field for one in describe(path).problems] == ["meetings"]
    assert read(path) == []


def test_one_record_alone(file: WriteFile) -> None:
    (person,) = read(write(file, {"namn": "Anna", "e-post": "a@b.se"}))
    assert isinstance(person, PersonRecord)
    assert details(person) == [("email", "a@b.se", "")]


def test_flat_keys_are_read_as_columns(file: WriteFile) -> None:
    entry = {
        "Namn": "Anna",
        "Företag": "ALMI",
        "Befattning": "VD",
        "emails": None,
        "email": ["a@b.se", "c@d.se"],
        "Mobil": 701234567,
        "tags": "a, b",
        "Färg": "blå",
        "x": {"y": 1},
    }
    (anna,) = people(read(write(file, [entry])))
    assert anna.memberships == [MembershipRecord("ALMI", role="VD")]
    assert details(anna) == [
        ("email", "a@b.se", ""),
        ("email", "c@d.se", ""),
        ("phone", "701234567", "mobile"),
    ]
    assert anna.tags == ["a", "b"]
    assert anna.unmapped == {"Färg": "blå", "x": '{"y": 1}'}


def test_text_is_not_unguarded_as_in_a_spreadsheet(file: WriteFile) -> None:
    assert people(read(write(file, [{"name": "'=x"}])))[0].name == "'=x"


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ({"name": "A", "role": "VD"}, "person"),
        ({"name": "A", "kind": "organisation"}, "organisation"),
        ({"name": "A", "kind": "person", "area": "x"}, "person"),
        ({"name": "A", "orgnr": "1"}, "organisation"),
        ({"name": "A", "identifiers": []}, "organisation"),
        ({"name": "A"}, "person"),
        ({"organisation": {"name": "A"}}, "organisation"),
    ],
)
def test_the_keys_tell_the_kind(file: WriteFile, entry: dict[str, object], kind: str) -> None:
    assert [record.kind for record in read(write(file, [entry]))] == [kind]


def test_the_caller_may_say_the_kind(file: WriteFile) -> None:
    (almi,) = read(write(file, [{"name": "ALMI"}]), records="organisations")
    assert isinstance(almi, OrganisationRecord)


def test_a_foreign_nested_value_is_kept(file: WriteFile) -> None:
    (anna,) = people(read(write(file, [{"name": "A", "role": "x", "identifiers": [{"a": 1}]}])))
    assert anna.unmapped["identifiers"] == '[{"a": 1}]'


def test_numbers_are_kept_as_written(file: WriteFile) -> None:
    text = '[{"name": "A", "note": 4.670E+10, "phone": ' + "9" * 5000 + "}]"
    (anna,) = people(read(file(text, "a.json")))
    assert anna.note == "4.670E+10"
    assert anna.contact_details[0].value == "9" * 5000


def test_a_file_is_described(file: WriteFile) -> None:
    path = write(file, [{"namn": "A", "färg": "x"}, {"mejl": "a@b.se"}])
    description = describe(path, mapping={"färg": "custom:colour"})
    assert description.mapping == {"namn": "name", "färg": "custom:colour", "mejl": "email"}
    assert (description.format, description.records) == ("json", "people")
    assert description.size == path.stat().st_size
    assert describe(path).unmapped == ("färg",)
    assert people(read(path, mapping={"färg": "custom:colour"}))[0].custom == {"colour": "x"}


def test_what_our_json_tells_in_parts_is_no_column(file: WriteFile) -> None:
    anna = {"id": 1, "name": "Anna", "memberships": [], "tags": ["vip"], "updated_at": "2019"}
    description = describe(write(file, [anna, {"name": "Bo", "tags": "vip"}]))
    assert (description.headers, description.unmapped) == (("name", "tags"), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(file: WriteFile, encoding: str) -> None:
    path = file('[{"name": "Åsa Ärlig"}]', "a.json", encoding=encoding)
    assert people(read(path))[0].name == "Åsa Ärlig"
