import pytest

from crm.formats import MembershipRecord, OrganisationRecord, PersonRecord
from crm.formats.columns import map_columns
from crm.formats.rows import RowReader, default_records
from tests.formats.files import details

Records = list[PersonRecord | OrganisationRecord]


def records(headers: str, *rows: str, chosen: str = "auto") -> Records:
    reader = RowReader(map_columns(headers.split("|"), {}), chosen)
    return [one for row in rows for one in reader.records(2, row.split("|"))]


def person(headers: str, row: str) -> PersonRecord:
    (one,) = records(headers, row)
    assert isinstance(one, PersonRecord)
    return one


def organisation(headers: str, row: str) -> OrganisationRecord:
    (one,) = records(headers, row)
    assert isinstance(one, OrganisationRecord)
    return one


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("Namn|E-post", "people"),
        ("Förnamn|Efternamn|Organisation|Orgnr", "people"),
        ("Namn|Organisation", "people"),
        ("Namn|Befattning", "people"),
        ("Namn|Orgnr", "organisations"),
        ("Namn|Kommunkod", "organisations"),
        ("Företag|Telefon", "organisations"),
        ("name|classification", "organisations"),
    ],
)
def test_the_headers_tell_what_a_table_lists(headers: str, expected: str) -> None:
    assert default_records(map_columns(headers.split("|"), {})) == expected


def test_a_person_with_everything() -> None:
    anna = person(
        "uid|id|Namn|Förnamn|Efternamn|Titel|Organisation|Roll|Sedan|Till|Språk|Taggar|Notering",
        "u-1|p12|Anna Berg|Anna|Berg|Fil. dr|ALMI|VD|2019-04|2021|sv|a, b|Mötte oss",
    )
    assert (anna.uid, anna.id, anna.name) == ("u-1", "p12", "Anna Berg")
    assert (anna.given_name, anna.family_name) == ("Anna", "Berg")
    assert anna.honorific_prefix == "Fil. dr"
    assert anna.memberships == [
        MembershipRecord("ALMI", role="VD", start_date="2019-04", end_date="2021")
    ]
    assert (anna.language, anna.tags, anna.note) == ("sv", ["a, b"], "Mötte oss")
    assert (anna.unmapped, anna.problems) == ({}, [])


def test_an_organisation_with_everything() -> None:
    almi = organisation(
        "name|classification|parent|orgnr|Kommun|Län|Webbplats|Tidigare namn|Bildad|Upplöst|tags",
        "ALMI|statligt bolag|Staten|556481-6204|Falun|Dalarnas län|almi.se|A; B|1994|2030|x;y",
    )
    assert (almi.name, almi.classification, almi.parent) == ("ALMI", "state_company", "Staten")
    assert [(one.scheme, one.identifier) for one in almi.identifiers] == [("orgnr", "556481-6204")]
    assert (almi.area, almi.website) == ("Falun, Dalarnas län", "almi.se")
    assert [one.name for one in almi.other_names] == ["A", "B"]
    assert (almi.founding_date, almi.dissolution_date) == ("1994", "2030")
    assert almi.tags == ["x", "y"]


def test_ways_to_reach_a_person_keep_their_labels() -> None:
    anna = person(
        "Namn|E-post|Telefon, arbete|Mobil|Webb|LinkedIn",
        "Anna|a@b.se; c@d.se|08-1 / 08-2|070-1 ::: 070-2|b.se|linkedin.com/in/anna",
    )
    assert details(anna) == [
        ("email", "a@b.se", ""),
        ("email", "c@d.se", ""),
        ("phone", "08-1 / 08-2", "work"),
        ("phone", "070-1", "mobile"),
        ("phone", "070-2", "mobile"),
        ("link", "b.se", ""),
        ("link", "linkedin.com/in/anna", "linkedin"),
    ]


def test_an_address_in_several_columns_is_one_value() -> None:
    almi = organisation(
        "name|orgnr|address|postal_code|city|country|address:visit|city:visit",
        "ALMI||Box 2218|103 15|STOCKHOLM|Sverige|Klarabergsviadukten 70|Stockholm",
    )
    assert details(almi) == [
        ("address", "Box 2218, 103 15 STOCKHOLM, Sverige", ""),
        ("address", "Klarabergsviadukten 70, Stockholm", "visit"),
    ]


def test_an_address_in_one_column_keeps_its_lines_and_may_be_several() -> None:
    anna = person("Namn|Adress", "Anna|Box 1\n111 11 Solna ::: Box 2, Åre")
    assert details(anna) == [
        ("address", "Box 1, 111 11 Solna", ""),
        ("address", "Box 2, Åre", ""),
    ]


def test_a_postal_code_of_zeros_is_left_out_and_reported() -> None:
    almi = organisation("name|orgnr|Postnr|Ort", "ALMI||000 00|STOCKHOLM")
    assert details(almi) == [("address", "STOCKHOLM", "")]
    assert [(one.field, one.value) for one in almi.problems] == [("Postnr", "000 00")]


def test_a_county_alone_is_the_area() -> None:
    assert organisation("name|orgnr|Län", "X||Dalarnas län").area == "Dalarnas län"
    assert organisation("name|orgnr|area|Län", "X||Falun, Dalarnas län|Dalarnas län").area == (
        "Falun, Dalarnas län"
    )


def test_a_row_of_a_people_list_may_hold_only_an_organisation() -> None:
    anna, almi = records("Namn|Organisation|E-post", "Anna|ALMI|a@b.se", "|ALMI|info@b.se")
    assert isinstance(anna, PersonRecord)
    assert isinstance(almi, OrganisationRecord)
    assert (almi.name, details(almi)) == ("ALMI", [("email", "info@b.se", "")])


def test_a_contact_person_makes_the_name_an_organisation() -> None:
    bo, almi = records("Namn|Kontaktperson|Telefon", "ALMI|Bo Alm|08-1", "ALMI||08-2")
    assert isinstance(bo, PersonRecord)
    assert (bo.name, bo.memberships) == ("Bo Alm", [MembershipRecord("ALMI")])
    assert isinstance(almi, OrganisationRecord)
    assert almi.name == "ALMI"


def test_a_kind_column_decides_for_its_row() -> None:
    headers = "Namn|Typ|Orgnr"
    anna, almi, scb = records(headers, "Anna|person|", "ALMI|organisation|1", "SCB|myndighet|2")
    assert isinstance(anna, PersonRecord)
    assert isinstance(almi, OrganisationRecord)
    assert (almi.classification, almi.unmapped) == ("", {})
    assert isinstance(scb, OrganisationRecord)
    assert scb.classification == "agency"


def test_a_second_classification_is_kept_as_unmapped() -> None:
    scb = organisation("Namn|Typ|classification", "SCB|statistik|agency")
    assert (scb.classification, scb.unmapped) == ("agency", {"Typ": "statistik"})


def test_an_unknown_classification_stays_as_written() -> None:
    assert organisation("name|classification", "X|Kyrka").classification == "Kyrka"


def test_the_employer_is_described_once_before_its_people() -> None:
    headers = "Namn|Organisation|Orgnr|Kommun"
    found = records(headers, "Anna|ALMI|1|Solna", "Bo|ALMI|1|Solna", "Cia|ALMI||", "Dan|SCB|2|")
    assert [(type(one).__name__[:3], one.name) for one in found] == [
        ("Org", "ALMI"),
        ("Per", "Anna"),
        ("Per", "Bo"),
        ("Per", "Cia"),
        ("Org", "SCB"),
        ("Per", "Dan"),
    ]
    almi = found[0]
    assert isinstance(almi, OrganisationRecord)
    assert (almi.area, almi.line) == ("Solna", 2)
    assert found[1].unmapped == {}


def test_what_has_no_place_in_the_record_is_kept() -> None:
    anna = person("Namn|Roll|Kommun|Id|Orgnr", "Anna|VD|Solna|4711|556")
    assert anna.unmapped == {"Roll": "VD", "Kommun": "Solna", "Id": "4711", "Orgnr": "556"}


def test_custom_fields_and_further_identifiers() -> None:
    almi = organisation("name|custom:shoe|identifier:lei", "ALMI|42|5299")
    assert almi.custom == {"shoe": "42"}
    assert [(one.scheme, one.identifier) for one in almi.identifiers] == [("lei", "5299")]


def test_the_caller_may_say_what_the_rows_are() -> None:
    (almi,) = records("Namn|Roll", "ALMI|VD", chosen="organisations")
    assert isinstance(almi, OrganisationRecord)
    assert almi.unmapped == {"Roll": "VD"}
    (anna,) = records("Namn|Orgnr", "Anna|1", chosen="people")
    assert isinstance(anna, PersonRecord)


def test_a_row_without_a_name_is_handed_over_for_the_importer_to_judge() -> None:
    assert person("Namn|E-post", "|a@b.se").name == ""


def test_a_second_column_for_the_same_field_is_kept_and_reported() -> None:
    anna = person("Namn|Organisation|Företag", "Anna|ALMI|SCB")
    assert anna.memberships == [MembershipRecord("ALMI")]
    assert anna.unmapped == {"Företag": "SCB"}
    assert [one.field for one in anna.problems] == ["Företag"]
