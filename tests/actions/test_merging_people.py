import pytest
from sqlmodel import Session, select

from crm.actions.duplicates import mark_distinct
from crm.actions.labels import add_assessment, add_field
from crm.actions.memberships import add_membership
from crm.actions.people import merge_people
from crm.actions.relationships import link
from crm.errors import Invalid, NotFound
from crm.inputs import AssessmentIn, CustomFieldIn, MembershipIn, RelationshipIn
from crm.models import (
    ContactList,
    ContactListMember,
    DistinctPair,
    FollowUp,
    Membership,
    Participant,
    Person,
    Relationship,
    Statement,
)
from crm.queries.labels import list_assessments
from crm.queries.people import get_person
from tests.people import attend, key, meeting, organisation, person

PHONE = {"type": "phone", "value": "08-123 45 67"}
OTHER_PHONE = {"type": "phone", "value": "08-765 43 21"}


@pytest.fixture
def pair(session: Session) -> tuple[Person, Person]:
    organisation(session, "ALMI")
    organisation(session, "Vinnova")
    keep = person(
        session,
        "Göran Lundwall",
        emails=["goran@almi.se"],
        memberships=[{"organisation": "ALMI", "role": "VD", "contact_details": [PHONE]}],
        tags=["vip"],
        note="Kort.",
    )
    other = person(
        session,
        "Göran Lundvall",
        honorific_prefix="Dr",
        language="sv",
        emails=["GORAN@almi.se", "goran@hem.se"],
        other_names=[{"name": "Göran Lund", "end_date": "2001"}, {"name": "Göran Lundwall"}],
        memberships=[
            {"organisation": "ALMI", "role": "vd", "contact_details": [PHONE, OTHER_PHONE]},
            {"organisation": "Vinnova", "end_date": "2012"},
        ],
        tags=["vip", "kapital"],
        note="Lång.",
    )
    return keep, other


def test_the_one_that_stays_has_everything(session: Session, pair: tuple[Person, Person]) -> None:
    keep, other = pair
    assert merge_people(session, key(keep), key(other)) is keep
    record = get_person(session, key(keep))
    assert record["name"] == "Göran Lundwall"
    assert [name["name"] for name in record["other_names"]] == ["Göran Lund", "Göran Lundvall"]
    assert (record["honorific_prefix"], record["language"]) == ("Dr", "sv")
    assert record["note"] == "Kort.\n\nLång."
    assert record["tags"] == ["kapital", "vip"]
    work = [(each["organisation"]["name"], each["primary"]) for each in record["memberships"]]
    assert work == [("ALMI", True), ("Vinnova", False)]
    values = sorted(detail["value"] for detail in record["contact_details"])
    assert values == ["+4681234567", "+4687654321", "goran@almi.se", "goran@hem.se"]
    assert session.get(Person, 2) is None
    assert record["version"] == 2


def test_what_was_said_and_promised_follows(session: Session, pair: tuple[Person, Person]) -> None:
    keep, other = pair
    work = session.exec(select(Membership).where(Membership.person_id == other.id)).first()
    both, one = meeting(session, "2019-04-11"), meeting(session, "2019-04-12")
    attend(session, both, keep, attendance="invited")
    attend(session, both, other, role="VD", attendance="attended", function="speaker")
    attend(session, one, other, membership=work)
    said = Statement(interaction_id=key(one), person_id=other.id, text="Ja")
    promised = FollowUp(title="Svara", person_id=other.id)
    session.add_all([said, promised])
    session.flush()
    merge_people(session, key(keep), key(other))
    participants = session.exec(select(Participant).order_by("id")).all()
    assert [(each.interaction_id, each.person_id) for each in participants] == [
        (both.id, keep.id),
        (one.id, keep.id),
    ]
    first = participants[0]
    assert participants[1].membership_id == 1
    assert (first.role, first.attendance, first.function) == ("VD", "attended", "speaker")
    assert (said.person_id, promised.person_id) == (keep.id, keep.id)


def test_a_participation_keeps_the_organisation_of_the_day(
    session: Session, pair: tuple[Person, Person]
) -> None:
    keep, other = pair
    almi, vinnova = organisation(session, "ALMI 2"), organisation(session, "Vinnova 2")
    held = meeting(session, "2019-04-11")
    kept = attend(session, held, keep, almi, role="VD", organisation_name="ALMI 2")
    attend(session, held, other, vinnova, role="GD", organisation_name="Vinnova 2")
    merge_people(session, key(keep), key(other))
    assert session.exec(select(Participant)).all() == [kept]
    assert (kept.organisation_id, kept.role) == (almi.id, "VD")


def test_links_lists_and_assessments_follow_once(
    session: Session, pair: tuple[Person, Person]
) -> None:
    keep, other = pair
    anna = person(session, "Anna Berg")
    assistant = RelationshipIn(type="assistant of")
    link(session, "person", key(keep), RelationshipIn(type="same as"), "person", key(other))
    link(session, "person", key(anna), assistant, "person", key(keep))
    link(session, "person", key(anna), assistant, "person", key(other))
    link(session, "person", key(other), RelationshipIn(type="mentor of"), "person", key(anna))
    for row in (keep, other):
        add_assessment(session, "person", key(row), AssessmentIn(date="2019", influence=4))
    add_assessment(session, "person", key(other), AssessmentIn(date="2018", influence=2))
    session.add(fixed := ContactList(name="Julkort"))
    session.flush()
    for row in (keep, other):
        session.add(ContactListMember(contact_list_id=key(fixed), person_id=row.id))
    session.flush()
    merge_people(session, key(keep), key(other))
    links = session.exec(select(Relationship).order_by("id")).all()
    assert [(each.type, each.from_person_id, each.to_person_id) for each in links] == [
        ("assistant of", anna.id, keep.id),
        ("mentor of", keep.id, anna.id),
    ]
    dates = [each["date"] for each in list_assessments(session, "person", key(keep))]
    assert dates == ["2019", "2018"]
    assert [each.person_id for each in session.exec(select(ContactListMember))] == [keep.id]


def test_fields_of_the_users_own_are_filled_in(session: Session) -> None:
    for name in ("a", "b"):
        add_field(session, CustomFieldIn(key=name))
    keep = person(session, "Anna Berg", custom={"a": "behåll"}, note="samma")
    other = person(session, "Anna Berg", custom={"a": "bort", "b": "fyll"}, note="samma")
    merge_people(session, key(keep), key(other))
    record = get_person(session, key(keep))
    assert record["custom"] == {"a": "behåll", "b": "fyll"}
    assert record["note"] == "samma\n\nAlso said of Anna Berg:\na: bort"
    assert record["other_names"] == []


def test_a_contact_detail_holds_as_long_as_either(session: Session) -> None:
    def until(first: str | None, last: str | None) -> dict[str, str | None]:
        return {"type": "email", "value": "a@berg.se", "valid_from": first, "valid_until": last}

    keep = person(session, "Anna Berg", contact_details=[until("2010", "2012")])
    other = person(session, "Anna B", contact_details=[until("2009", "2014")])
    third = person(session, "A Berg", contact_details=[until(None, "2013")])
    merge_people(session, key(keep), key(other))
    [detail] = get_person(session, key(keep))["contact_details"]
    assert (detail["valid_from"], detail["valid_until"]) == ("2009", "2014")
    merge_people(session, key(keep), key(third))
    [detail] = get_person(session, key(keep))["contact_details"]
    assert (detail["valid_from"], detail["valid_until"]) == (None, "2014")


def test_there_is_one_primary_membership_after_it(session: Session) -> None:
    organisation(session, "ALMI")
    organisation(session, "Vinnova")
    keep, other = person(session, "Anna Berg"), person(session, "Anna B")
    add_membership(session, key(other), MembershipIn(organisation="Vinnova", start_date="2001"))
    merge_people(session, key(keep), key(other))
    third = person(session, "A Berg", memberships=[{"organisation": "ALMI"}])
    merge_people(session, key(keep), key(third))
    primary = [each["primary"] for each in get_person(session, key(keep))["memberships"]]
    assert primary == [True, False]


def test_what_they_were_found_to_differ_from_is_remembered(session: Session) -> None:
    a, b, c, d = (key(person(session, name)) for name in ("A Ek", "B Ek", "C Ek", "D Ek"))
    for first, second in ((a, c), (b, c), (b, d), (a, b)):
        mark_distinct(session, "person", first, second)
    merge_people(session, a, b)
    pairs = {(pair.first_id, pair.second_id) for pair in session.exec(select(DistinctPair))}
    assert pairs == {(a, c), (a, d)}


def test_nobody_is_merged_with_themselves_or_nobody(session: Session) -> None:
    anna = key(person(session, "Anna Berg"))
    with pytest.raises(Invalid):
        merge_people(session, anna, anna)
    with pytest.raises(NotFound):
        merge_people(session, anna, 99)
    with pytest.raises(NotFound):
        merge_people(session, 2**63, anna)
