"""A folder of cards and the book, kept in step in both directions."""

from pathlib import Path

import pytest

from crm.actions.people import delete_person, edit_person
from crm.actions.synchronising import FolderImport, FolderReport, export_folder, import_folder
from crm.book import Book
from crm.errors import FormatError, Invalid
from crm.formats.vdir import STATE
from crm.inputs import PersonEdit
from crm.queries.people import count_people, get_person
from tests.people import contact, key, organisation, person

MÅRDER = "uid-marder"
OFFICE, MOBILE = "+4684061700", "+46701234567"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "contacts"


@pytest.fixture
def known(book: Book) -> int:
    """A person with a place, two numbers, a tag and a note."""
    with book.write("stand on") as session:
        company = organisation(session, "Företagarna")
        somebody = person(
            session,
            "Günther Mårder",
            uid=MÅRDER,
            note="Talar gärna om kapital.",
            contact_details=[contact("phone", OFFICE), contact("phone", MOBILE)],
            tags=["Almedalen"],
            memberships=[{"organisation": key(company), "role": "VD"}],
        )
        person(session, "Göran Lundwall", uid="uid-lundwall")
    return key(somebody)


def card(folder: Path) -> Path:
    return folder / f"{MÅRDER}.vcf"


def change(path: Path, old: str, new: str) -> None:
    """Change a card as a telephone would."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def numbers(book: Book, identity: int) -> list[str]:
    return [one["value"] for one in book.ask(get_person, identity)["contact_details"]]


def told(report: FolderReport) -> dict[str, int]:
    names = ("written", "removed", "in_step", "changed_there", "conflicts", "gone_there", "faults")
    counts = {name: getattr(report, name) for name in names}
    sizes = {name: n if isinstance(n, int) else len(n) for name, n in counts.items()}
    return {name: size for name, size in sizes.items() if size}


def counted(result: FolderImport) -> tuple[int, int, int]:
    return result.report["new"], result.report["updated"], result.report["unchanged"]


@pytest.mark.usefixtures("known")
def test_cards_are_written_once(book: Book, folder: Path) -> None:
    assert told(export_folder(book, folder)) == {"written": 2}
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert set(before) == {f"{MÅRDER}.vcf", "uid-lundwall.vcf", STATE}
    assert folder.stat().st_mode & 0o777 == 0o700
    assert told(export_folder(book, folder)) == {"in_step": 2}
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_what_changes_in_the_book_goes_out(book: Book, known: int, folder: Path) -> None:
    export_folder(book, folder)
    book.tell("Rename", edit_person, known, PersonEdit(name="Günther Mårdh"))
    assert told(export_folder(book, folder)) == {"written": 1, "in_step": 1}
    assert "Günther Mårdh" in card(folder).read_text()
    book.tell("Delete", delete_person, known)
    assert told(export_folder(book, folder)) == {"removed": 1, "in_step": 1}
    assert not card(folder).exists()


def test_what_changes_there_comes_in_as_one_batch(book: Book, known: int, folder: Path) -> None:
    export_folder(book, folder)
    change(card(folder), "VD", "Ordförande")
    change(card(folder), "FN:Günther Mårder", "FN:Günther Mårdh")
    change(card(folder), f"{MOBILE}", "+46709999999")
    result = import_folder(book, folder)
    assert counted(result) == (0, 1, 0)
    assert numbers(book, known) == [OFFICE, "+46709999999"]
    assert book.ask(get_person, known)["name"] == "Günther Mårdh"
    assert told(import_folder(book, folder).folder) == {"in_step": 2}
    assert told(export_folder(book, folder)) == {"in_step": 2}
    assert result.report["batch"]
    book.undo(result.report["batch"])
    assert numbers(book, known) == [OFFICE, MOBILE]
    assert book.ask(get_person, known)["name"] == "Günther Mårder"
    # The undo is a change of the book, and goes out as any other.
    assert told(export_folder(book, folder)) == {"written": 1, "in_step": 1}
    assert MOBILE in card(folder).read_text()


def test_what_is_taken_off_a_card_goes_here_too(book: Book, known: int, folder: Path) -> None:
    export_folder(book, folder)
    lines = card(folder).read_bytes().decode().split("\r\n")
    gone = ("NOTE", "CATEGORIES")
    kept = [one for one in lines if MOBILE not in one and not one.startswith(gone)]
    card(folder).write_bytes("\r\n".join(kept).encode())
    import_folder(book, folder)
    record = book.ask(get_person, known)
    assert numbers(book, known) == [OFFICE]
    assert (record["note"], record["tags"]) == (None, [])
    assert [one["role"] for one in record["memberships"]] == ["VD"]


def test_a_role_that_is_changed_there_has_ended(book: Book, known: int, folder: Path) -> None:
    export_folder(book, folder)
    change(card(folder), "TITLE:VD", "TITLE:Ordförande")
    import_folder(book, folder)
    roles = {one["role"]: one["end_date"] for one in book.ask(get_person, known)["memberships"]}
    assert roles == {"VD": "2019-05-01", "Ordförande": None}
    assert told(export_folder(book, folder)) == {"in_step": 2}


def test_a_new_card_becomes_a_person(book: Book, folder: Path) -> None:
    folder.mkdir()
    lines = ("BEGIN:VCARD", "VERSION:3.0", "UID:abc", "N:Sjödin;Marita;;;", "FN:Marita Sjödin")
    text = "\r\n".join([*lines, "X-OWN:1", "END:VCARD", ""])
    (folder / "1.vcf").write_bytes(text.encode())
    assert counted(import_folder(book, folder)) == (1, 0, 0)
    assert told(export_folder(book, folder)) == {"in_step": 1}
    assert (folder / "1.vcf").read_bytes() == text.encode()
    [marita] = [path for path in folder.iterdir() if path.suffix == ".vcf"]
    assert marita.name == "1.vcf"


def test_somebody_known_gets_no_second_card(book: Book, known: int, folder: Path) -> None:
    folder.mkdir()
    text = (
        "BEGIN:VCARD\nVERSION:3.0\nUID:theirs\nFN:Günther Mårder\n"
        f"TEL:{OFFICE}\nEMAIL:gunther@foretagarna.se\nEND:VCARD\n"
    )
    (folder / "theirs.vcf").write_text(text)
    assert counted(import_folder(book, folder)) == (0, 1, 0)
    assert told(export_folder(book, folder)) == {"written": 2}
    written = (folder / "theirs.vcf").read_text()
    assert "UID:theirs" in written
    assert "VD" in written
    assert not card(folder).exists()
    assert numbers(book, known) == [OFFICE, MOBILE, "gunther@foretagarna.se"]


def test_a_change_on_both_sides_is_a_conflict(book: Book, known: int, folder: Path) -> None:
    export_folder(book, folder)
    change(card(folder), "FN:Günther Mårder", "FN:Günther Där")
    book.tell("Rename", edit_person, known, PersonEdit(name="Günther Här"))
    there = card(folder).read_bytes()
    out, come = export_folder(book, folder), import_folder(book, folder)
    assert told(out) == told(come.folder) == {"conflicts": 1, "in_step": 1}
    assert [one["name"] for one in out.conflicts] == ["Günther Här"]
    assert card(folder).read_bytes() == there
    assert book.ask(get_person, known)["name"] == "Günther Här"


@pytest.mark.parametrize("wins", ["book", "folder"])
def test_whoever_is_said_to_win_a_conflict_does(
    book: Book, known: int, folder: Path, wins: str
) -> None:
    export_folder(book, folder)
    change(card(folder), "FN:Günther Mårder", "FN:Günther Där")
    book.tell("Rename", edit_person, known, PersonEdit(name="Günther Här"))
    if wins == "book":
        assert told(export_folder(book, folder, force=True)) == {"written": 1, "in_step": 1}
        assert "Günther Här" in card(folder).read_text()
    else:
        assert counted(import_folder(book, folder, force=True)) == (0, 1, 0)
        assert book.ask(get_person, known)["name"] == "Günther Där"
    assert told(export_folder(book, folder)) == {"in_step": 2}


def test_what_is_deleted_there_is_deleted_here_only_when_asked(
    book: Book, known: int, folder: Path
) -> None:
    export_folder(book, folder)
    card(folder).unlink()
    assert told(export_folder(book, folder)) == {"gone_there": 1, "in_step": 1}
    assert told(import_folder(book, folder).folder) == {"gone_there": 1, "in_step": 1}
    assert book.ask(get_person, known)["name"] == "Günther Mårder"
    result = import_folder(book, folder, delete=True)
    assert result.deleted == 1
    assert book.ask(count_people) == 1
    assert told(export_folder(book, folder)) == {"in_step": 1}


@pytest.mark.usefixtures("known")
def test_a_suddenly_empty_side_is_refused(book: Book, folder: Path) -> None:
    export_folder(book, folder)
    cards = [path for path in folder.iterdir() if path.suffix == ".vcf"]
    with pytest.raises(Invalid, match="Nobody of those"):
        export_folder(book, folder, where='name = "nobody"')
    assert all(path.exists() for path in cards)
    for path in cards:
        path.unlink()
    for use in (export_folder, import_folder):
        with pytest.raises(Invalid, match="All cards are gone"):
            use(book, folder, delete=True) if use is import_folder else use(book, folder)
    assert book.ask(count_people) == 2
    assert told(export_folder(book, folder, force=True)) == {"written": 2}


@pytest.mark.usefixtures("known")
def test_what_is_no_card_is_left_alone_and_told(book: Book, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.vcf"
    outside.write_text("BEGIN:VCARD\nFN:Eve\nEND:VCARD\n")
    folder.mkdir()
    (folder / "link.vcf").symlink_to(outside)
    (folder / "folder.vcf").mkdir()
    (folder / "latin.vcf").write_bytes("BEGIN:VCARD\nFN:Åsa\nEND:VCARD\n".encode("latin-1"))
    (folder / ".hidden.vcf").write_text("BEGIN:VCARD\nFN:Eve\nEND:VCARD\n")
    (folder / "empty.vcf").touch()
    result = import_folder(book, folder)
    faults = ["folder.vcf", "link.vcf", "empty.vcf", "latin.vcf"]
    assert [one["file"] for one in result.folder.faults] == faults
    assert book.ask(count_people) == 2
    assert told(export_folder(book, folder)) == {"written": 2, "faults": 2}
    assert outside.read_text() == "BEGIN:VCARD\nFN:Eve\nEND:VCARD\n"


def test_a_damaged_state_is_told(book: Book, folder: Path) -> None:
    folder.mkdir()
    for state in ("{", "[]", '{"format": "samverkan-folder-1", "cards": {"a": {"file": "../b"}}}'):
        (folder / STATE).write_text(state)
        with pytest.raises(FormatError, match="is damaged: delete it"):
            export_folder(book, folder)


def test_organisations_have_cards_of_their_own(book: Book, folder: Path) -> None:
    with book.write("stand on") as session:
        organisation(session, "ALMI", uid="uid-almi")
    assert told(export_folder(book, folder, kind="organisations")) == {"written": 1}
    change(folder / "uid-almi.vcf", "FN:ALMI", "FN:Almi Företagspartner")
    change(folder / "uid-almi.vcf", "ORG:ALMI", "ORG:Almi Företagspartner")
    assert counted(import_folder(book, folder, kind="organisations")) == (0, 1, 0)


def test_a_dry_run_changes_neither_side(book: Book, known: int, folder: Path) -> None:
    export_folder(book, folder)
    state = (folder / STATE).read_bytes()
    change(card(folder), "FN:Günther Mårder", "FN:Günther Mårdh")
    result = import_folder(book, folder, dry_run=True)
    assert counted(result) == (0, 1, 0)
    [entry] = result.report["changes"]
    assert (entry["file"], entry["line"]) == (f"{MÅRDER}.vcf", 1)
    assert book.ask(get_person, known)["name"] == "Günther Mårder"
    assert (folder / STATE).read_bytes() == state
