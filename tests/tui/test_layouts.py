"""How lists are shown is remembered, and a file that is damaged costs nothing but that."""

from pathlib import Path

import pytest

from tui.layouts import MOST, Layout, Layouts


def test_a_layout_is_there_the_next_time(tmp_path: Path) -> None:
    path, chosen = tmp_path / "new" / "lists.json", Layout(("name", "email"), "email", True)
    layouts = Layouts(path)
    assert layouts.get("people") == Layout()
    layouts.put("people", chosen)
    layouts.put("topics", chosen)
    layouts.put("topics", Layout())
    layouts.save()
    assert Layouts(path).get("people") == chosen
    assert "topics" not in path.read_text()


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"people": 1}', '{"people": {"columns": [1]}}'])
def test_what_cannot_be_read_is_the_usual(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lists.json"
    path.write_text(text)
    assert Layouts(path).get("people") == Layout()


def test_no_more_are_kept_than_anybody_needs(tmp_path: Path) -> None:
    layouts = Layouts(tmp_path / "lists.json")
    for number in range(MOST + 1):
        layouts.put(str(number), Layout(("name",)))
    assert layouts.get("0") == Layout()
    assert layouts.get("1") == Layout(("name",))


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Layouts(tmp_path / "file" / "lists.json").save()
