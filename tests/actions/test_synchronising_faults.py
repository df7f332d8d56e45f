"""What happens to a folder of cards that goes wrong: runs cut off, cards moved, copied, swapped."""

import shutil
from pathlib import Path

import pytest
from sqlmodel import select

from crm.actions.contacts import add_contact_detail
from crm.actions.merging_people import merge_people
from crm.actions.people import edit_person
from crm.actions.synchronising import export_folder, import_folder
from crm.book import Book
from crm.formats.vdir import STATE
from crm.inputs import PersonEdit
from crm.models import Person
from crm.queries.people import count_people, get_person
from crm.vocabulary import RecordKind
from tests.people import contact, key, person

ANNA, BO = "uid-anna", "uid-bo"
PICTURE = "/9j/" + "A" * 600_000


@pytest.fixture
def folder(book: Book, tmp_path: Path) -> Path:
    """A folder in step with a book of two people."""
    with book.write("stand on") as session:
        for uid, name, number in (
            (ANNA, "Anna Ask", "+46701111111"),
            (BO, "Bo Ek", "+46702222222"),
        ):
            person(session, name, uid=uid, contact_details=[contact("phone", number)])
    export_folder(book, tmp_path / "cards")
    return tmp_path / "cards"


def card(folder: Path, uid: str) -> Path:
    return folder / f"{uid}.vcf"


def change(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(text.encode())


def key_of(book: Book, uid: str) -> int:
    with book.read() as session:
        return key(session.exec(select(Person).where(Person.uid == uid)).one())


def numbers(book: Book, uid: str) -> list[str]:
    details = book.ask(get_person, key_of(book, uid))["contact_details"]
    return [one["value"] for one in details]


def cut_off(folder: Path, kept: Path) -> None:
    """Leave a folder as a run does that ends before it writes down what it did."""
    (folder / STATE).unlink(missing_ok=True)
    if kept.exists():
        shutil.copy(kept, folder / STATE)


@pytest.mark.parametrize("had_state", [True, False])
def test_an_export_that_was_cut_off_is_made_good(
    book: Book, folder: Path, tmp_path: Path, had_state: bool
) -> None:
    kept = tmp_path / "kept"
    if had_state:
        shutil.copy(folder / STATE, kept)
    book.tell("Rename", edit_person, key_of(book, ANNA), PersonEdit(name="Anna Ås"))
    export_folder(book, folder)
    cut_off(folder, kept)
    out = export_folder(book, folder)
    cut_off(folder, kept)
    come = import_folder(book, folder).folder
    for told in (out, come):
        assert (told.conflicts, told.faults, told.changed_there) == ([], [], [])
    report = export_folder(book, folder)
    assert (report.written, report.in_step) == (0, 2)
    assert book.ask(count_people) == 2


def test_an_import_that_was_cut_off_is_made_good(book: Book, folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / STATE, tmp_path / "kept")
    change(card(folder, ANNA), ("+46701111111", "070-333 33 33"), ("Anna Ask", "Anna Ås"))
    import_folder(book, folder)
    cut_off(folder, tmp_path / "kept")
    again = import_folder(book, folder)
    assert (again.folder.conflicts, again.report["batch"]) == ([], None)
    assert export_folder(book, folder).in_step == 2
    assert numbers(book, ANNA) == ["+46703333333"]


def test_both_sides_that_were_changed_alike_are_in_step(book: Book, folder: Path) -> None:
    book.tell("Rename", edit_person, key_of(book, BO), PersonEdit(name="Bo Ås"))
    change(card(folder, BO), ("FN:Bo Ek", "FN:Bo Ås"), ("N:Ek;Bo", "N:Ås;Bo"))
    assert export_folder(book, folder).in_step == 2


def test_a_card_is_known_wherever_it_lies(book: Book, folder: Path) -> None:
    card(folder, ANNA).rename(folder / "x")
    card(folder, BO).rename(card(folder, ANNA))
    (folder / "x").rename(folder / "renamed.vcf")
    change(folder / "renamed.vcf", ("+46701111111", "+46703333333"))
    result = import_folder(book, folder, delete=True)
    assert (result.deleted, result.report["new"], result.report["updated"]) == (0, 0, 1)
    assert (numbers(book, ANNA), numbers(book, BO)) == (["+46703333333"], ["+46702222222"])
    assert export_folder(book, folder).in_step == 2
    assert {path.name for path in folder.glob("*.vcf")} == {f"{ANNA}.vcf", "renamed.vcf"}


def test_a_card_that_calls_itself_otherwise_is_still_theirs(book: Book, folder: Path) -> None:
    change(
        card(folder, ANNA), (f"UID:{ANNA}", "UID:urn:uuid:new"), ("+46701111111", "+46703333333")
    )
    assert import_folder(book, folder).report["updated"] == 1
    assert numbers(book, ANNA) == ["+46703333333"]
    book.tell("Rename", edit_person, key_of(book, ANNA), PersonEdit(name="Anna Ås"))
    assert export_folder(book, folder).written == 1
    assert "UID:urn:uuid:new" in card(folder, ANNA).read_text()


def test_a_second_card_of_somebody_is_told(book: Book, folder: Path) -> None:
    shutil.copy(card(folder, ANNA), folder / "copy.vcf")
    for _time in range(2):
        [told] = import_folder(book, folder).folder.faults
        assert told["file"] == "copy.vcf"
        assert f"the card of this record is {ANNA}.vcf" in told["problem"]
    assert book.ask(count_people) == 2
    assert export_folder(book, folder).in_step == 2


def test_the_card_of_somebody_else_in_its_place_changes_nobody(book: Book, folder: Path) -> None:
    shutil.copy(card(folder, ANNA), card(folder, BO))
    result = import_folder(book, folder)
    assert [one["name"] for one in result.folder.gone_there] == ["Bo Ek"]
    assert (numbers(book, ANNA), numbers(book, BO)) == (["+46701111111"], ["+46702222222"])
    # It can be written again, beside the one that is in its place.
    assert export_folder(book, folder, force=True).written == 1
    assert sorted(path.name for path in folder.glob("*.vcf")) == [
        f"{ANNA}.vcf",
        f"{BO} (2).vcf",
        f"{BO}.vcf",
    ]


def test_the_card_of_somebody_merged_goes(book: Book, folder: Path) -> None:
    book.tell("Merge", merge_people, key_of(book, ANNA), key_of(book, BO))
    report = export_folder(book, folder)
    assert (report.written, report.removed) == (1, 1)
    assert [path.name for path in folder.glob("*.vcf")] == [f"{ANNA}.vcf"]
    assert "+46702222222" in card(folder, ANNA).read_text()


def test_a_picture_too_large_for_the_book_stays_on_the_card(book: Book, folder: Path) -> None:
    picture = f"PHOTO;ENCODING=BASE64;JPEG:{PICTURE}"
    change(card(folder, ANNA), ("END:VCARD", f"{picture}\r\nX-OWN:1\r\nEND:VCARD"))
    import_folder(book, folder)
    for name in ("Anna Ås", "Anna Öst"):
        book.tell("Rename", edit_person, key_of(book, ANNA), PersonEdit(name=name))
        report = export_folder(book, folder)
        assert (report.written, report.faults) == (1, [])
        written = card(folder, ANNA).read_bytes().replace(b"\r\n ", b"").decode()
        assert (written.count(PICTURE), written.count("X-OWN:1")) == (1, 1)
        assert f"FN:{name}" in written
        assert export_folder(book, folder).in_step == 2


def test_what_only_cards_hold_can_be_taken_off_there(book: Book, folder: Path) -> None:
    change(card(folder, ANNA), ("END:VCARD", "BDAY:1970-01-02\r\nEND:VCARD"))
    import_folder(book, folder)
    change(card(folder, ANNA), ("BDAY:1970-01-02\r\n", ""))
    import_folder(book, folder)
    book.tell("Rename", edit_person, key_of(book, ANNA), PersonEdit(name="Anna Ås"))
    export_folder(book, folder)
    assert "BDAY" not in card(folder, ANNA).read_text()


def test_a_card_that_became_something_else_harms_no_other(book: Book, folder: Path) -> None:
    card(folder, ANNA).write_text("no card")
    change(card(folder, BO), ("+46702222222", "+46703333333"))
    result = import_folder(book, folder)
    assert [one["file"] for one in result.folder.faults] == [f"{ANNA}.vcf"]
    assert numbers(book, BO) == ["+46703333333"]


def test_somebody_whom_a_card_only_names_again_keeps_that_card(book: Book, folder: Path) -> None:
    with book.write("meet") as session:
        person(session, "Cia Dal", uid="uid-cia", contact_details=[contact("phone", "0704444444")])
    text = "BEGIN:VCARD\nVERSION:3.0\nUID:theirs\nFN:Cia Dal\nTEL:+46704444444\nEND:VCARD\n"
    (folder / "cia.vcf").write_text(text)
    assert import_folder(book, folder).report["unchanged"] == 1
    # It may change there again before the book has written it.
    change(folder / "cia.vcf", ("END:VCARD", "EMAIL:cia@example.se\nEND:VCARD"))
    assert import_folder(book, folder).report["updated"] == 1
    export_folder(book, folder)
    assert not card(folder, "uid-cia").exists()
    assert export_folder(book, folder).in_step == 3


def test_two_folders_of_one_book_go_their_own_ways(
    book: Book, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    change(card(folder, ANNA), ("+46701111111", "+46703333333"))
    import_folder(book, folder)
    assert export_folder(book, other).written == 1
    assert card(other, ANNA).read_text().count("+46703333333") == 1


def test_what_the_book_had_to_say_besides_goes_out_after_a_lost_state(
    book: Book, folder: Path
) -> None:
    with book.write("learn") as session:
        add_contact_detail(
            session, RecordKind.PERSON, key_of(book, ANNA), contact("email", "anna@example.se")
        )
    (folder / STATE).unlink()
    assert import_folder(book, folder).report["unchanged"] == 2
    report = export_folder(book, folder)
    assert (report.written, report.in_step) == (1, 1)
    assert "anna@example.se" in card(folder, ANNA).read_text()


def test_a_second_card_does_not_settle_a_conflict(book: Book, folder: Path) -> None:
    change(card(folder, ANNA), ("FN:Anna Ask", "FN:Anna Där"))
    book.tell("Rename", edit_person, key_of(book, ANNA), PersonEdit(name="Anna Här"))
    shutil.copy(card(folder, ANNA), folder / "copy.vcf")
    import_folder(book, folder)
    assert len(export_folder(book, folder).conflicts) == 1
