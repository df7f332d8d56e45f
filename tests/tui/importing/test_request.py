"""What is asked of an import, and what is said of a file."""

from pathlib import Path
from threading import Event

import pytest

from crm.actions.importing import FileDescription
from crm.book import Book
from crm.queries.people import count_people
from crm.search import Interrupted
from tui.importing.fields import column_title, field_choices, fitting_fields
from tui.importing.request import ImportRequest, file_line, request_for, size_text
from tui.importing.rows import plan_rows
from tui.progress import Progress

DESCRIPTION = FileDescription(
    format="csv",
    program="Outlook",
    encoding="cp1252",
    delimiter=";",
    sheet="",
    size=34_500,
    records="people",
    columns=[],
    has_names=True,
)


def test_a_file_is_told_of_on_one_line() -> None:
    assert file_line(DESCRIPTION) == "CSV of Outlook · CP1252 · semicolons · 34 kB"
    workbook = DESCRIPTION | {"format": "xlsx", "encoding": "", "delimiter": "", "sheet": "Maj"}
    assert file_line(workbook) == "Excel (XLSX) of Outlook · sheet Maj · 34 kB"


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "2 kB"), (7_140_000, "7.1 MB")]
)
def test_sizes_are_said_as_people_say_them(size: int, shown: str) -> None:
    assert size_text(size) == shown


def test_what_is_stopped_saves_nothing(book: Book, tmp_path: Path) -> None:
    request, progress = ImportRequest(tmp_path / "a.csv"), Progress("stopped")
    request.path.write_text("name\nAnna Ek\n")
    progress.stop()
    with pytest.raises(Interrupted):
        request.apply(book, progress, "")
    ended = Event()
    ended.set()
    with pytest.raises(Interrupted):
        request.apply(book, Progress("stopped", ended), "")
    assert book.ask(count_people) == 0


def test_the_mapping_is_remembered_once_it_was_applied(book: Book, tmp_path: Path) -> None:
    request = ImportRequest(tmp_path / "a.csv", {"x1": "name"})
    request.path.write_text("x1,y1\nabc1,12\n")
    request.plan(book, Progress("stopped"))
    assert not ImportRequest(request.path).describe(book)["has_names"]
    request.apply(book, Progress("stopped"), "Falun")
    column = ImportRequest(request.path).describe(book)["columns"][0]
    assert (column["field"], column["how"]) == ("name", "remembered")


def test_cards_of_a_folder_are_taken_in_together(book: Book, tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    for name, tel in (("Anna Ek", "0700 74 06 05"), ("Bo Ås", "12")):
        card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL:{tel}\nEND:VCARD\n"
        (folder / f"{name}.vcf").write_text(card)
    (folder / "letter.vcf").write_text("hello")
    request = request_for(folder)
    assert file_line(request.describe(book)) == "Cards in a folder · 119 bytes"
    rows = plan_rows(request.plan(book, Progress("stopped")))
    assert [(row.name, len(row.doubts)) for row in rows] == [
        ("Anna Ek", 0), ("Bo Ås", 1), ("Phone", 1), ("letter.vcf", 1)
    ]  # fmt: skip
    assert book.ask(count_people) == 0
    request.apply(book, Progress("stopped"), "")
    assert book.ask(count_people) == 2
    assert request.plan(book, Progress("stopped"))["records"] == 0


def test_fields_have_the_names_that_people_use() -> None:
    assert column_title("email") == "E-mail"
    assert column_title("phone:mobile") == "Phone (mobile)"
    assert column_title("personal_identity_number") == "Personal identity number"
    assert column_title("something_else") == "something_else"


def test_fields_are_found_by_title_and_by_name() -> None:
    choices = list(field_choices([]))
    assert fitting_fields("e-m", choices)[0].reference == "email"
    assert fitting_fields("ignore", choices)[0].label == "Left out"
    assert len({one.reference for one in choices}) == len(choices)
