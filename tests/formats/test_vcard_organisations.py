import pytest

from crm.formats import OrganisationRecord
from crm.formats.records import ListRecord, PersonRecord, RejectedRecord
from tests.formats.files import WriteFile, details, read


def records(file: WriteFile, *lines: str) -> list[object]:
    return list(read(file("\n".join(["BEGIN:VCARD", *lines, "END:VCARD"]), "a.vcf")))


def organisation(file: WriteFile, *lines: str) -> OrganisationRecord:
    (found,) = records(file, *lines)
    assert isinstance(found, OrganisationRecord)
    return found


@pytest.mark.parametrize(
    "lines",
    [
        ["KIND:org", "FN:ALMI"],
        ["KIND:ORG", "FN:ALMI", "ORG:ALMI"],
        ["KIND:location", "FN:ALMI"],
        ["X-ABShowAs:COMPANY", "ORG:ALMI;", "FN:ALMI", "N:;;;;"],
        ["X-ABShowAs:COMPANY", "ORG:ALMI", "FN:Kontakt"],
        ["ORG:ALMI", "N:;;;;", "FN:"],
        ["ORG:ALMI", "FN:ALMI"],
    ],
)
def test_a_card_may_be_an_organisation(file: WriteFile, lines: list[str]) -> None:
    assert organisation(file, *lines).name == "ALMI"


@pytest.mark.parametrize(
    "lines",
    [
        ["KIND:individual", "FN:ALMI", "ORG:ALMI"],
        ["KIND:x-robot", "FN:ALMI"],
        ["FN:Anna Berg", "ORG:ALMI"],
        ["FN:Berg", "N:Berg;;;;", "ORG:Berg"],
        ["FN:Berg", "TITLE:VD", "ORG:Berg"],
    ],
)
def test_a_card_with_an_organisation_may_be_a_person(file: WriteFile, lines: list[str]) -> None:
    (found,) = records(file, *lines)
    assert isinstance(found, PersonRecord)


def test_an_organisation_has_ways_to_reach_it_and_a_website(file: WriteFile) -> None:
    found = organisation(
        file, "KIND:org", "FN:ALMI", "NICKNAME:Almi AB", "URL:https://almi.se", "TEL:08-1", "NOTE:a"
    )
    assert (found.website, found.note) == ("https://almi.se", "a")
    assert details(found) == [("phone", "08-1", "")]
    assert [one.name for one in found.other_names] == ["Almi AB"]


def test_the_person_whom_a_company_names_is_there(file: WriteFile) -> None:
    """Apple shows such a card as a company, and keeps the name of a person in it."""
    lines = ["UID:1", "X-ABShowAs:COMPANY", "ORG:ALMI", "N:Lundwall;Göran;;;", "FN:ALMI"]
    company, person = records(file, *lines, "TITLE:VD")
    assert isinstance(company, OrganisationRecord)
    assert isinstance(person, PersonRecord)
    assert (company.name, person.name, person.uid) == ("ALMI", "Göran Lundwall", "")
    (place,) = person.memberships
    assert (place.organisation, place.role, place.uid) == ("ALMI", "VD", "1")


@pytest.mark.parametrize(
    ("kind", "member"),
    [("KIND", "MEMBER"), ("X-ADDRESSBOOKSERVER-KIND", "X-ADDRESSBOOKSERVER-MEMBER")],
)
def test_a_group_is_a_list(file: WriteFile, kind: str, member: str) -> None:
    members = ["urn:uuid:6f1c", "mailto:a@b.se", "urn:uuid:6f1c", "x:y", ""]
    (found,) = records(
        file, f"{kind}:group", "FN:Industridagen", *(f"{member}:{one}" for one in members), "UID:2"
    )
    assert isinstance(found, ListRecord)
    assert (found.name, found.uid) == ("Industridagen", "2")
    assert found.members == ["6f1c", "a@b.se", "x:y"]


def test_a_group_without_a_name_is_rejected(file: WriteFile) -> None:
    (found,) = records(file, "KIND:group", "MEMBER:mailto:a@b.se")
    assert isinstance(found, RejectedRecord)
