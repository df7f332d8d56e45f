from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from crm import search
from crm.actions.lists import add_list, add_member, delete_list, edit_list, remove_member
from crm.errors import Conflict, Invalid, NotFound
from crm.inputs import ContactListIn
from crm.models import ContactListMember, Person
from crm.queries.lists import get_list, list_lists
from crm.queries.records import ListRecord
from tests.network import organisation, person


def added(session: Session, name: str, **values: Any) -> ListRecord:
    row = add_list(session, ContactListIn(name=name, **values))
    assert row.id is not None
    return get_list(session, row.id)


def names(session: Session, list_id: int) -> list[str]:
    return [member["name"] for member in get_list(session, list_id)["members"]]


def test_people_and_organisations_on_a_fixed_list_in_swedish_order(session: Session) -> None:
    invited = added(session, "Industridagen", note="30 September")
    for name in ("Örjan", "Åke", "Bo"):
        add_member(session, invited["id"], "person", person(session, name))
    almi = organisation(session, "ALMI")
    add_member(session, invited["id"], "organisation", almi)
    found = get_list(session, invited["id"])
    assert [member["name"] for member in found["members"]] == ["ALMI", "Bo", "Åke", "Örjan"]
    assert found["members"][0] == {"kind": "organisation", "id": almi, "name": "ALMI"}
    assert (found["count"], found["note"], found["query"]) == (4, "30 September", None)


def test_adding_and_removing_twice_changes_nothing_more(session: Session) -> None:
    invited, bo = added(session, "Industridagen"), person(session, "Bo")
    first = add_member(session, invited["id"], "person", bo)
    assert add_member(session, invited["id"], "person", bo) is first
    assert get_list(session, invited["id"])["version"] == 2
    remove_member(session, invited["id"], "person", bo)
    remove_member(session, invited["id"], "person", bo)
    found = get_list(session, invited["id"])
    assert (found["members"], found["version"]) == ([], 3)


def test_a_saved_search_fills_itself(session: Session) -> None:
    saved = added(session, "Everyone called Berg", query="berg")
    person(session, "Anna Berg")
    organisation(session, "Bergs bruk")
    person(session, "Bo Dal")
    session.flush()
    connection: Any = session.connection().connection.driver_connection
    search.rebuild(connection)
    assert names(session, saved["id"]) == ["Anna Berg", "Bergs bruk"]
    assert [(row["name"], row["count"]) for row in list_lists(session)] == [
        ("Everyone called Berg", 2)
    ]


def test_lists_come_in_swedish_order_and_counted(session: Session) -> None:
    for name in ("Öst", "Väst"):
        added(session, name)
    add_member(session, 1, "person", person(session, "Bo"))
    assert [(row["name"], row["count"], row["members"]) for row in list_lists(session)] == [
        ("Väst", 0, []),
        ("Öst", 1, []),
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda session: add_member(session, 1, "person", 1),
        lambda session: remove_member(session, 1, "person", 1),
    ],
)
def test_a_saved_search_has_no_members_of_its_own(
    session: Session, act: Callable[[Session], object]
) -> None:
    added(session, "Saved", query="berg")
    person(session, "Bo")
    with pytest.raises(Invalid):
        act(session)


@pytest.mark.parametrize("kind", ["interaction", "follow-up", "nonsense"])
def test_only_people_and_organisations_can_be_on_a_list(session: Session, kind: str) -> None:
    added(session, "Fixed")
    with pytest.raises(Invalid):
        add_member(session, 1, kind, 1)


def test_who_or_what_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        get_list(session, 1)
    with pytest.raises(NotFound):
        add_member(session, 1, "person", 1)
    added(session, "Fixed")
    with pytest.raises(NotFound):
        add_member(session, 1, "person", 1)


def test_a_name_that_another_list_has_is_refused(session: Session) -> None:
    added(session, "Industridagen")
    other = added(session, "Almedalen")
    with pytest.raises(Invalid):
        added(session, "INDUSTRIDAGEN")
    with pytest.raises(Invalid):
        edit_list(session, other["id"], ContactListIn(name="Industridagen"))


def test_an_edit_changes_what_is_named(session: Session) -> None:
    saved = added(session, "Berg", query="berg", note="n")
    edit_list(session, saved["id"], ContactListIn(name="berg"))
    edit_list(session, saved["id"], ContactListIn(name="Dal", query="dal"))
    found = get_list(session, saved["id"])
    assert (found["name"], found["query"], found["note"]) == ("Dal", "dal", "n")
    with pytest.raises(Conflict):
        edit_list(session, saved["id"], ContactListIn(name="X"), version=1)


def test_a_list_with_members_does_not_become_a_search(session: Session) -> None:
    fixed = added(session, "Fixed")
    add_member(session, fixed["id"], "person", person(session, "Bo"))
    with pytest.raises(Invalid):
        edit_list(session, fixed["id"], ContactListIn(name="Fixed", query="bo"))


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "A", "query": "x" * 2001}])
def test_names_and_searches_that_cannot_be_are_refused(
    session: Session, values: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        added(session, **values)


def test_a_deleted_list_leaves_its_members_in_the_book(session: Session) -> None:
    fixed = added(session, "Fixed")
    bo = person(session, "Bo")
    add_member(session, fixed["id"], "person", bo)
    with pytest.raises(Conflict):
        delete_list(session, fixed["id"], version=1)
    delete_list(session, fixed["id"])
    assert list_lists(session) == []
    assert session.exec(select(ContactListMember)).all() == []
    assert session.get(Person, bo) is not None
