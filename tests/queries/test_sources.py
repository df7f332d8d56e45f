"""Where the values of a record come from."""

from crm.actions.importing import import_file
from crm.actions.people import edit_person
from crm.book import Book
from crm.inputs import PersonEdit
from crm.queries.sources import list_sources, origin_of, origins_of_record
from crm.vocabulary import RecordKind

PERSON = RecordKind.PERSON
OLD = "name,email,note\nAnna Ek,anna@ek.example,first\n"
NEW = "name,email,note,language\n,,,\nAnna Ek,anna@ek.example,second,sv\n"


def read_in(book: Book, name: str, text: str) -> None:
    path = book.path.with_name(name)
    path.write_text(text, encoding="utf-8")
    import_file(book, path, source="the county")


def lines(book: Book, *columns: str) -> list[int | None]:
    """Return the line that gave each column its value, None where no file did."""
    with book.read() as session:
        origins = origins_of_record(session, PERSON, 1)
    found = [origin_of(origins, column) for column in columns]
    return [origin.line if origin else None for origin in found]


def test_each_file_stands_with_its_line_and_what_it_gave(book: Book) -> None:
    read_in(book, "one.csv", OLD)
    read_in(book, "two.csv", NEW)
    with book.read() as session:
        second, first = list_sources(session, PERSON, 1)
    assert (first["file"], first["line"]) == ("one.csv", 2)
    assert first["fields"] == ["name", "email", "note"]
    assert (second["file"], second["line"], second["fields"]) == (
        "two.csv",
        3,
        ["language", "note"],
    )
    assert (second["format"], second["source"], second["batch"]) == ("csv", "the county", 2)
    assert len({first["sha256"], second["sha256"]}) == 2


def test_a_file_that_changes_nothing_is_no_source(book: Book) -> None:
    read_in(book, "one.csv", OLD)
    read_in(book, "again.csv", OLD)
    with book.read() as session:
        assert [one["file"] for one in list_sources(session, PERSON, 1)] == ["one.csv"]


def test_the_file_that_gave_each_value(book: Book) -> None:
    read_in(book, "one.csv", OLD)
    read_in(book, "two.csv", NEW)
    assert lines(book, "name", "note", "language") == [2, 3, 3]


def test_what_somebody_typed_has_no_file(book: Book) -> None:
    read_in(book, "one.csv", OLD)
    with book.write("by hand") as session:
        edit_person(session, 1, PersonEdit(note="typed"))
    assert lines(book, "name", "note") == [2, None]
    book.undo()
    assert lines(book, "name", "note") == [2, 2]


def test_an_undo_of_the_undo_brings_the_source_back(book: Book) -> None:
    read_in(book, "one.csv", OLD)
    undone = book.undo()
    with book.read() as session:
        assert list_sources(session, PERSON, 1) == []
    book.undo(undone["id"])
    assert lines(book, "name") == [2]


def test_rows_that_are_logged_in_ranges_have_their_lines_too(book: Book) -> None:
    rows = "".join(f"Person {n},p{n}@b.example\n" for n in range(150))
    read_in(book, "many.csv", "name,email\n" + rows)
    with book.read() as session:
        origin = origin_of(origins_of_record(session, PERSON, 149), "name")
    assert origin is not None
    assert origin.line == 150
