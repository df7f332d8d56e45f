"""A personal identity number that programs gave with a contact: it is told, and never stored."""

from crm.actions.importing import import_file
from crm.actions.importing.decisions import fingerprint_of
from crm.actions.importing.drafts import Draft
from crm.actions.importing.unlawful_contacts import OwnUids, lawful_lines
from crm.book import Book
from crm.formats.records import (
    ContactDetailRecord,
    EntryRecord,
    ListRecord,
    MembershipRecord,
    OrganisationRecord,
    PersonRecord,
    RelationRecord,
)
from crm.queries.history import list_batches
from crm.queries.lists import get_list
from crm.queries.sources import list_sources
from crm.vocabulary import RecordKind
from tests.actions.importing import take_in_records

NUMBER = "811228-9874"
OTHER = "640823-3234"


def test_a_uid_that_holds_one_is_always_the_same_of_ours_within_a_file() -> None:
    own = OwnUids()
    assert own.of("u-1") == "u-1"
    given = own.of(f"id{NUMBER}@hr.example")
    assert own.of(f"id{NUMBER}@hr.example") == given
    assert own.of(NUMBER) != given
    assert OwnUids().of(NUMBER) != own.of(NUMBER)


def test_lines_that_hold_one_are_left_out_by_the_name_of_their_property() -> None:
    draft = Draft(7, RecordKind.PERSON)
    picture = f"PHOTO;ENCODING=b:{'A' * 300}8112289874{'/' * 10}=="
    lines = [
        "X-SHOE:44",
        f"item1.X-PNR;TYPE=work:{NUMBER}",
        f"X-ID;X-SSN={NUMBER}:7",
        "RELATED:urn:uuid:ab811228-9874-4c3e-9b1f-0123456789ab",
        picture,
    ]
    assert lawful_lines(draft, lines) == [lines[0], lines[3], picture]
    assert [(one.line, one.field, one.value) for one in draft.problems] == [
        (7, "X-PNR", ""),
        (7, "X-ID", ""),
    ]


def stored(book: Book) -> bytes:
    return b"".join(path.read_bytes() for path in book.path.parent.glob(f"{book.path.name}*"))


def records() -> list[PersonRecord | OrganisationRecord | ListRecord]:
    detail = ContactDetailRecord("phone", "070-123 45 67", label=f"mobil {NUMBER}")
    friends = [RelationRecord("friend", uid=OTHER), RelationRecord("child", NUMBER)]
    place = MembershipRecord("ALMI", "VD", uid=f"{OTHER}@x")
    return [
        PersonRecord(1, uid=NUMBER, name="Bo Al", contact_details=[detail], relations=friends),
        PersonRecord(5, uid=OTHER, name="Bo Al", preserved=[f"X-PNR:{OTHER}", "X-SHOE:44"]),
        PersonRecord(9, uid="u-3", name="Cia Asp", memberships=[place]),
        OrganisationRecord(12, uid=f"{OTHER}@x", name="ALMI"),
        ListRecord(15, uid=f"l{OTHER}", name="Inbjudna", members=[f"urn:uuid:{OTHER}", "u-3"]),
    ]


def test_nothing_of_it_is_stored_and_the_same_file_changes_nothing(book: Book) -> None:
    tally = take_in_records(book, records())
    assert (tally.new, tally.rejected) == (5, 0)
    told = [(one["line"], one["field"], one["value"]) for one in tally.warnings()]
    assert sorted(told) == [
        (1, "label", ""),
        (1, "relation", ""),
        (1, "relation", ""),
        (1, "uid", ""),
        (5, "X-PNR", ""),
        (5, "name", "Bo Al"),
        (5, "uid", ""),
        (12, "uid", ""),
        (15, "uid", ""),
    ]
    assert b"X-SHOE:44" in stored(book)
    assert NUMBER.encode() not in stored(book)
    assert OTHER.encode() not in stored(book)
    members = book.ask(get_list, 1)["members"]
    assert [one["id"] for one in members] == [2, 3]
    again = take_in_records(book, records(), "again.vcf")
    assert (again.unchanged, again.new) == (5, 0)


def test_what_a_file_is_called_is_kept_without_it(book: Book) -> None:
    path = book.path.with_name(f"Intyg {NUMBER}.csv")
    path.write_text("name\nAnna Ek\n")
    import_file(book, path, source=f"mejl om {NUMBER} och {OTHER}")
    with book.read() as session:
        (kept,) = list_sources(session, RecordKind.PERSON, 1)
    assert (kept["file"], kept["source"]) == ("Intyg ….csv", "mejl om … och …")
    assert book.ask(list_batches)[0]["description"].startswith("Import of Intyg ….csv (1 record")
    path.unlink()
    assert NUMBER.encode() not in stored(book)


def test_the_interface_decides_about_it_by_what_else_it_says() -> None:
    drafts = [Draft(1, RecordKind.PERSON, folded_name="bo al", uid=uid) for uid in ("u-1", "u-2")]
    assert fingerprint_of(drafts[0]) != fingerprint_of(drafts[1])
    for draft in drafts:
        draft.has_own_uid = True
    assert fingerprint_of(drafts[0]) == fingerprint_of(drafts[1])


def test_a_record_of_our_json_without_it_is_the_same_each_time(book: Book) -> None:
    lines = [{"position": 0, "content": f"X-PNR:{NUMBER}"}, {"position": 1, "content": "X-HAT:7"}]
    values: dict[str, object] = {"uid": NUMBER, "name": "Bo Al", "preserved": lines}
    tally = take_in_records(book, [EntryRecord(3, section="people", values=values)], "a.json")
    told = [(one["line"], one["field"], one["value"]) for one in tally.warnings()]
    assert told == [(3, "uid", ""), (3, "preserved.content", "")]
    assert b"X-HAT:7" in stored(book)
    assert NUMBER.encode() not in stored(book)
    again = take_in_records(book, [EntryRecord(3, section="people", values=values)], "a.json")
    assert again.unchanged == 1


def test_the_digits_of_a_letters_own_uid_mean_nothing(book: Book) -> None:
    letter: dict[str, object] = {
        "uid": "<8112289874.7@mail.example>",
        "kind": "email",
        "subject": "Fråga",
        "starts_at": "2019-04-26",
    }
    entry = EntryRecord(3, section="interactions", values=letter)
    assert take_in_records(book, [entry], "b.json").warnings() == []
    assert b"<8112289874.7@mail.example>" in stored(book)
