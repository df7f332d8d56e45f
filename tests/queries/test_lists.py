"""Saved searches with a condition: who is on them, and what becomes of those gone wrong."""

from typing import Any

import pytest
from sqlmodel import Session

from crm.actions.fields import add_field, remove_field
from crm.actions.lists import add_list, add_member, edit_list
from crm.actions.people import add_person, edit_person
from crm.errors import Invalid, UsageError
from crm.inputs import ContactListIn, CustomFieldIn, MembershipIn, PersonEdit, PersonIn
from crm.models import Interaction
from crm.queries.follow_ups import list_follow_ups
from crm.queries.lists import get_list, list_lists
from crm.queries.organisations import list_organisations, organisation_ids
from crm.queries.people import count_people, list_people, person_ids
from crm.queries.records import ListRecord
from tests.network import organisation, person


def saved(session: Session, name: str = "Saved", **values: Any) -> ListRecord:
    row = add_list(session, ContactListIn(name=name, **values))
    assert row.id is not None
    return get_list(session, row.id)


@pytest.fixture
def people(session: Session) -> list[int]:
    falun = organisation(session, "Falu kommun", "municipality")
    work = [MembershipIn(organisation=falun, role="Kommunalråd")]
    entries = [PersonIn(name="Örjan", memberships=work), PersonIn(name="Bo"), PersonIn(name="Åsa")]
    return [row.id for entry in entries if (row := add_person(session, entry)).id is not None]


def test_a_saved_search_holds_those_it_finds_now(session: Session, people: list[int]) -> None:
    found = saved(session, condition="classification = municipality or name = åsa")
    assert (found["about"], found["count"], found["problem"]) == ("person", 2, None)
    assert [member["name"] for member in found["members"]] == ["Åsa", "Örjan"]
    edit_person(session, people[1], PersonEdit(name="Asa"))
    assert get_list(session, found["id"])["count"] == 3
    assert [row["count"] for row in list_lists(session)] == [3]


def test_of_many_members_only_some_are_read(session: Session, people: list[int]) -> None:
    found = saved(session, condition="name")
    some = get_list(session, found["id"], limit=2)
    assert ([member["name"] for member in some["members"]], some["count"]) == (["Bo", "Åsa"], 3)


def test_it_can_be_about_other_nouns(session: Session, people: list[int]) -> None:
    meeting = Interaction(kind="meeting", subject="Ägarträff", starts_at="2019-04-11")
    session.add(meeting)
    session.flush()
    found = saved(session, condition="kind = meeting", about="interaction")
    assert found["members"] == [{"kind": "interaction", "id": meeting.id, "name": "Ägarträff"}]
    assert not person_ids(session, contact_list=found["id"])


def test_people_and_organisations_are_chosen_by_any_list(
    session: Session, people: list[int]
) -> None:
    search = saved(session, condition="role ~ råd")
    fixed = saved(session, "Fixed")
    add_member(session, fixed["id"], "person", people[1])
    add_member(session, fixed["id"], "organisation", 1)
    assert list(person_ids(session, contact_list=search["id"])) == people[:1]
    assert count_people(session, contact_list=fixed["id"]) == 1
    assert organisation_ids(session, contact_list=fixed["id"]) == [1]
    assert organisation_ids(session, contact_list=search["id"]) == []


def test_a_condition_and_other_filters_must_all_hold(session: Session, people: list[int]) -> None:
    rows = list_people(session, where="not contacted", organisation=1)
    assert [row["name"] for row in rows] == ["Örjan"]
    assert [row["name"] for row in list_organisations(session, where="people ~ orjan")] == [
        "Falu kommun"
    ]
    with pytest.raises(UsageError):
        list_follow_ups(session, where="colour = red")


@pytest.mark.parametrize(
    "values",
    [
        {"condition": "colour = red"},
        {"condition": "name = a", "query": "a"},
        {"condition": "name = a", "about": "topic"},
        {"condition": "name = a", "about": "nonsense"},
    ],
)
def test_what_cannot_be_a_saved_search_is_refused(session: Session, values: Any) -> None:
    with pytest.raises(Invalid):
        saved(session, **values)


def test_one_sort_of_search_takes_the_place_of_the_other(session: Session) -> None:
    found = saved(session, query="berg")
    edit_list(session, found["id"], ContactListIn(name="Saved", condition="name ~ berg"))
    after = get_list(session, found["id"])
    assert (after["query"], after["condition"]) == (None, "name ~ berg")
    edit_list(session, found["id"], ContactListIn(name="Saved", about="organisation"))
    assert get_list(session, found["id"])["about"] == "organisation"
    edit_list(session, found["id"], ContactListIn(name="Saved", query="dal"))
    after = get_list(session, found["id"])
    assert (after["query"], after["condition"], after["about"]) == ("dal", None, None)
    edit_list(session, found["id"], ContactListIn(name="Saved", query=None))
    add_member(session, found["id"], "person", person(session, "Bo"))
    with pytest.raises(Invalid):
        edit_list(session, found["id"], ContactListIn(name="Saved", condition="name"))


def test_a_saved_search_has_no_members_of_its_own(session: Session, people: list[int]) -> None:
    found = saved(session, condition="name = bo")
    with pytest.raises(Invalid, match="fills itself"):
        add_member(session, found["id"], "person", people[0])


def test_one_about_something_unknown_says_so(session: Session, people: list[int]) -> None:
    row = add_list(session, ContactListIn(name="Odd", condition="name"))
    row.about = "planet"
    session.flush()
    assert "“Odd” is about something unknown" in str(list_lists(session)[0]["problem"])


def test_one_whose_field_was_removed_says_so(session: Session, people: list[int]) -> None:
    add_field(session, CustomFieldIn(key="level", applies_to=["person"]))
    found = saved(session, condition="custom.level = high")
    remove_field(session, "level")
    broken = get_list(session, found["id"])
    assert broken["members"] == []
    assert "“Saved” no longer works" in str(broken["problem"])
    assert list_lists(session)[0]["problem"] == broken["problem"]
    with pytest.raises(Invalid):
        person_ids(session, contact_list=found["id"])
