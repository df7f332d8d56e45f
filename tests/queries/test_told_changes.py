"""Changes told in words, for one batch or one record, and a record as it was."""

import pytest

from crm.actions.contacts import add_contact_detail, remove_contact_detail
from crm.actions.fields import add_field
from crm.actions.labels import tag
from crm.actions.memberships import end_membership
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person, delete_person, edit_person
from crm.book import Book, Session
from crm.dates import understand
from crm.errors import NotFound
from crm.history import insert_rows
from crm.inputs import MembershipIn, OrganisationIn, PersonEdit, PersonIn
from crm.models import Batch
from crm.queries.as_of import moment_of, record_as_of
from crm.queries.history import batch_ids, driver_connection, get_batch
from crm.queries.record_changes import changes_of_record
from crm.queries.records import ToldChange
from crm.queries.told_changes import beyond_title, tell_changes
from crm.vocabulary import RecordKind
from tests.people import contact, custom_field, key, organisation

PERSON = RecordKind.PERSON


@pytest.fixture
def anna(book: Book) -> int:
    """Anna of ALMI, with a phone and a field of one's own: batches 1 to 4."""
    book.tell("ALMI", add_organisation, OrganisationIn(name="ALMI"))
    book.tell("field", add_field, custom_field("shoe", label="Skostorlek", applies_to=["person"]))
    entry = PersonIn(
        name="Anna Ek",
        memberships=[MembershipIn(organisation="ALMI", role="VD", primary=True)],
        custom={"shoe": "38"},
    )
    identity = key(book.tell("Anna", add_person, entry))
    book.tell("phone", add_contact_detail, PERSON, identity, contact("phone", "070-174 06 05"))
    return identity


def told(book: Book, batch: int) -> list[ToldChange]:
    changes = book.ask(get_batch, batch)["changes"]
    return book.ask(tell_changes, changes)


def fields(change: ToldChange) -> dict[str, tuple[str, str]]:
    return {one["label"]: (one["before"], one["after"]) for one in change["fields"]}


@pytest.mark.usefixtures("anna")
def test_columns_have_the_names_that_people_know_and_keys_are_names(book: Book) -> None:
    person, membership, *_touched = told(book, 3)
    assert (person["noun"], person["title"], person["reference"]) == ("Person", "Anna Ek", "p1")
    assert fields(person)["Given name"] == ("", "Anna")
    assert fields(person)["Skostorlek"] == ("", "38")
    assert membership["title"] == "Anna Ek, ALMI, VD"
    assert fields(membership)["Primary"] == ("", "no")
    phone, *_touched = told(book, 4)
    assert (phone["noun"], phone["title"]) == ("Way to reach", "070-174 06 05")
    assert fields(phone)["Sort"] == ("", "phone")


def test_a_change_has_what_differs_on_both_sides(book: Book, anna: int) -> None:
    book.tell("edit", edit_person, anna, PersonEdit(note="Ny", custom={"shoe": "39"}))
    (change,) = told(book, 5)
    assert fields(change) == {"Note": ("", "Ny"), "Skostorlek": ("38", "39")}


def test_what_is_no_more_is_called_by_its_reference(book: Book, anna: int) -> None:
    book.tell("delete", delete_person, anna)
    membership = told(book, 3)[1]
    assert membership["title"] == "p1, ALMI, VD"


def test_the_history_of_a_record_tells_of_nothing_else(book: Book, anna: int) -> None:
    book.tell("two", add_two_people)
    book.tell("tag", tag, PERSON, anna, ["styrelse"])
    assert book.ask(batch_ids, of=(PERSON, anna)) == [6, 4, 3]
    assert book.ask(changes_of_record, 5, PERSON, anna) == []
    tagged = book.ask(changes_of_record, 6, PERSON, anna)
    assert {change["table"] for change in tagged} == {"person", "tagging"}


def add_two_people(session: Session) -> None:
    for name in ("Bo", "Cilla"):
        add_person(session, PersonIn(name=name))


def test_of_many_rows_at_once_those_of_the_record_are_told(book: Book, anna: int) -> None:
    columns = ("id", "person_id", "type", "value", "match_key")
    rows = [(9 + n, anna if n == 50 else 2, "link", f"x{n}", f"x{n}") for n in range(200)]
    book.tell("Bo", add_person, PersonIn(name="Bo"))
    with book.write("many") as session:
        insert_rows(driver_connection(session), "contact_detail", {columns: rows})
    (change,) = book.ask(changes_of_record, 6, PERSON, anna)
    assert change["after"] is not None
    assert (change["last_row"], change["after"]["value"]) == (None, "x50")


def test_a_record_as_it_was_with_what_belonged_to_it(book: Book, anna: int) -> None:
    book.tell("no phone", remove_contact_detail, 1)
    book.tell("end", end_membership, 1, "2019-04-30")
    with book.write("set the clock") as session:
        for number in range(1, 7):
            session.get_one(Batch, number).at = f"2019-03-{number:02}T12:00:00Z"
        organisation(session, "A change, lest the batch leave no trace")
    found = book.ask(record_as_of, PERSON, anna, moment_of(understand("2019-03-04")))
    assert [field["after"] for field in found["fields"]] == ["Anna Ek", "Anna", "Ek", "38"]
    phone, role = found["parts"]
    assert (phone["title"], role["title"]) == ("070-174 06 05", "ALMI, VD")
    assert [field["label"] for field in beyond_title(role)] == ["Primary"]
    found = book.ask(record_as_of, PERSON, anna, moment_of(understand("2019-03")))
    (role,) = found["parts"]
    assert fields(role)["Until"] == ("", "2019-04-30")
    with pytest.raises(NotFound, match="p1 was not in the book then"):
        book.ask(record_as_of, PERSON, anna, moment_of(understand("2019-03-02")))
