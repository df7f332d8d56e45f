"""One record cannot take as long as a whole file."""

import json
from pathlib import Path

from crm.actions.importing import import_file
from crm.actions.importing.bounds import MOST
from crm.book import Book
from crm.queries.people import get_person


def test_what_is_beyond_all_reason_is_left_out_and_told(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    many = [f"t{number}" for number in range(MOST + 2)]
    others = [{"name": f"Anna {number}"} for number in range(MOST + 1)]
    path.write_text(json.dumps([{"name": "Anna", "tags": many, "other_names": others}]))
    report = import_file(book, path)
    assert (report["new"], report["rejected"]) == (1, 0)
    assert [(one["field"], one["problem"]) for one in report["warnings"]] == [
        ("other_names", "1 value beyond the first 500 is left out."),
        ("tags", "2 values beyond the first 500 are left out."),
    ]
    anna = book.ask(get_person, 1)
    assert (len(anna["tags"]), len(anna["other_names"])) == (MOST, MOST)
