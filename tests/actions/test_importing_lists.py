"""Groups of contacts become contact lists."""

from crm.actions.lists import add_list
from crm.book import Book
from crm.formats.records import ContactDetailRecord, ListRecord, PersonRecord
from crm.inputs import ContactListIn
from crm.queries.lists import get_list
from tests.actions.taking_in import counted, take
from tests.people import organisation, person


def group(name: str = "Press", uid: str = "", members: tuple[str, ...] = ()) -> ListRecord:
    return ListRecord(line=9, uid=uid, name=name, members=list(members))


def on_it(book: Book, number: int = 1) -> list[str]:
    return [member["name"] for member in book.ask(get_list, number)["members"]]


def people(book: Book) -> None:
    with book.write("people") as session:
        person(session, "Anna Ek", uid="a", emails=["anna@x.se"])
        person(session, "Bo Ek")
        organisation(session, "ALMI", uid="o")


def test_members_are_found_by_uid_address_and_name(book: Book) -> None:
    people(book)
    tally = take(book, group(members=("urn:uuid:o", "mailto:ANNA@x.se", "bo ek")))
    assert counted(tally) == (1, 0, 0, 0)
    assert sorted(on_it(book)) == ["ALMI", "Anna Ek", "Bo Ek"]


def test_a_member_whom_nobody_knows_is_reported(book: Book) -> None:
    people(book)
    tally = take(book, group(members=("a", "nobody@x.se")))
    assert [(one.line, one.value) for one in tally.problems] == [(9, "nobody@x.se")]
    assert on_it(book) == ["Anna Ek"]


def test_the_same_group_again_changes_nothing_and_a_longer_one_adds(book: Book) -> None:
    people(book)
    take(book, group(uid="g", members=("a",)))
    assert counted(take(book, group(uid="g", members=("a",)))) == (0, 0, 1, 0)
    longer = group("Another name", uid="g", members=("Bo Ek",))
    assert counted(take(book, longer)) == (0, 1, 0, 0)
    assert sorted(on_it(book)) == ["Anna Ek", "Bo Ek"]


def test_a_member_is_found_who_stands_in_the_file_under_another_uid(book: Book) -> None:
    people(book)
    email = ContactDetailRecord("email", "anna@x.se")
    card = PersonRecord(line=1, uid="card-7", name="Anna Ek", contact_details=[email])
    take(book, group(members=("card-7",)), card)
    assert on_it(book) == ["Anna Ek"]


def test_a_saved_search_of_the_name_is_left_alone(book: Book) -> None:
    book.tell("add", add_list, ContactListIn(name="Press", query="journalist"))
    assert counted(take(book, group(members=()))) == (0, 0, 0, 1)
