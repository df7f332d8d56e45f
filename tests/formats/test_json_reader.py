import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm import formats
from crm.errors import CrmError, FormatError, UsageError
from crm.formats import (
    Description,
    IdentifierRecord,
    MembershipRecord,
    OrganisationRecord,
    OtherNameRecord,
    PersonRecord,
    ReadOptions,
    RejectedRecord,
    json_reader,
)
from tests.formats.files import WriteFile, details, organisations, people, read
from tests.rounds import rounds

PERSON = {
    "id": 12,
    "uid": "u-12",
    "name": "Günther Mårder",
    "given_name": "Günther",
    "family_name": "Mårder",
    "honorific_prefix": None,
    "other_names": ["GM", {"name": "Gunther", "start_date": "2001", "end_date": None}],
    "language": "sv",
    "note": "Talade om skolan.",
    "memberships": [
        {
            "id": 3,
            "organisation": {"id": 5, "uid": "u-5", "name": "Företagarna"},
            "post": {"label": "VD, Företagarna"},
            "role": "VD",
            "start_date": "2015",
            "end_date": None,
            "primary": True,
        },
        {"organisation": "ALMI"},
    ],
    "contact_details": [
        {"type": "email", "value": "g@f.se", "label": "work", "valid_from": "2015"},
        {"type": "phone", "value": None},
    ],
    "tags": ["stål, järn", {"name": "skola"}],
    "custom": {"shoe": 42, "member": True, "gone": None},
    "relationships": [],
    "last_interaction": {"id": 1},
    "created_at": "2019-05-02T10:00:00Z",
    "version": 3,
}
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


def write(file: WriteFile, value: object) -> Path:
    return file(json.dumps(value, ensure_ascii=False, indent=1), "contacts.json")


def describe(path: Path, **options: object) -> Description:
    return formats.describe(path, ReadOptions(**options))  # type: ignore[arg-type]


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


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (5, ""),
        ("Anna", ""),
        ([], ""),
        (None, ""),
        ({"name": ["Anna"]}, "name"),
        ({"name": True}, "name"),
        ({"name": "A", "memberships": {}}, "memberships"),
        ({"name": "A", "memberships": ["ALMI"]}, "memberships"),
        (
            {"name": "A", "memberships": [{"organisation": 5, "primary": "yes"}]},
            "memberships.primary",
        ),
        ({"name": "A", "contact_details": ["a@b.se"]}, "contact_details"),
        ({"name": "A", "contact_details": [{"value": []}]}, "contact_details.value"),
        ({"name": "A", "tags": [["x"]]}, "tags"),
        ({"name": "A", "custom": []}, "custom"),
        ({"name": "A", "custom": {"k": []}}, "custom:k"),
        ({"name": "A", "email": [["x"]]}, "email"),
        ({"name": "A", "id": []}, "id"),
        ({"name": "A", "kind": []}, "kind"),
        ({"name": "A", "parent": []}, "parent"),
    ],
)
def test_a_wrong_type_rejects_that_record_alone(file: WriteFile, entry: object, field: str) -> None:
    rejected, anna = read(write(file, [entry, {"name": "Anna"}]))
    assert isinstance(rejected, RejectedRecord)
    assert [one.field for one in rejected.problems] == [field]
    assert people([anna])[0].name == "Anna"


def test_a_foreign_nested_value_is_kept(file: WriteFile) -> None:
    (anna,) = people(read(write(file, [{"name": "A", "role": "x", "identifiers": [{"a": 1}]}])))
    assert anna.unmapped["identifiers"] == '[{"a": 1}]'


def test_numbers_are_kept_as_written(file: WriteFile) -> None:
    text = '[{"name": "A", "note": 4.670E+10, "phone": ' + "9" * 5000 + "}]"
    (anna,) = people(read(file(text, "a.json")))
    assert anna.note == "4.670E+10"
    assert anna.contact_details[0].value == "9" * 5000


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[\n{"name": "A"},\n{"name": }\n]', 3),
        ('[\n{"name": "A"}\n', 3),
        ('[{"name": "A"},]', 1),
        ('[{"name": "A"}] x', 1),
        ('{"people": [{"name": "A"}]', 1),
        ('{"people"\n[]}', 2),
        ("{\n5: 6}", 2),
        ("\n\nname,ort", 3),
        ('[{"a": NaN}]', 1),
        ("   ", 1),
        pytest.param("[" * 100_000, 1, id="nested lists"),
        pytest.param('[{"a": ' + "[" * 200_000, 1, id="lists nested in an entry"),
        ('["' + "x" * 50, 1),
    ],
)
def test_bad_json_is_refused_with_its_line(file: WriteFile, text: str, line: int) -> None:
    path = file(text, "a.json")
    for use in (read, describe):
        with pytest.raises(FormatError, match=f"is not JSON from line {line}:"):
            use(path)


@pytest.mark.parametrize("value", [{}, {"SCB": {"org_nr": "1"}}, {"format": "x"}])
def test_an_object_without_records_is_refused(file: WriteFile, value: object) -> None:
    with pytest.raises(FormatError, match="holds no people or organisations"):
        read(write(file, value))


def test_a_file_beyond_measure_is_refused(file: WriteFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "SIZE_LIMIT", 10)
    with pytest.raises(FormatError):
        read(write(file, [PERSON]))


def test_too_many_keys_reject_the_record(file: WriteFile) -> None:
    (rejected,) = read(write(file, [{f"k{number}": 1 for number in range(1001)}]))
    assert isinstance(rejected, RejectedRecord)


def test_a_file_is_described(file: WriteFile) -> None:
    path = write(file, [{"namn": "A", "färg": "x"}, {"mejl": "a@b.se"}])
    description = describe(path, mapping={"färg": "custom:colour"})
    assert description.mapping == {"namn": "name", "färg": "custom:colour", "mejl": "email"}
    assert (description.format, description.records) == ("json", "people")
    assert description.size == path.stat().st_size
    assert describe(path).unmapped == ("färg",)
    assert people(read(path, mapping={"färg": "custom:colour"}))[0].custom == {"colour": "x"}


def test_a_mapping_for_a_key_that_no_record_has(file: WriteFile) -> None:
    with pytest.raises(UsageError, match="no column called x"):
        describe(write(file, [{"name": "A"}]), mapping={"x": "email"})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(file: WriteFile, encoding: str) -> None:
    path = file('[{"name": "Åsa Ärlig"}]', "a.json", encoding=encoding)
    assert people(read(path))[0].name == "Åsa Ärlig"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "memberships", "tags", "custom", "organisation", "id", "x"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=rounds(50, 150))
@given(VALUES)
def test_any_json_gives_records_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(value))
    try:
        read(path)
    except CrmError as error:
        assert error.exit_code == 7
