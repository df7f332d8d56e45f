import json
from io import StringIO

import pytest

from crm.formats.json_writer import write_json, write_json_sections


def test_an_array_has_one_object_a_line() -> None:
    stream = StringIO()
    assert write_json([{"name": "Åsa"}, {"name": "a\nb"}], stream) == 2
    assert stream.getvalue() == '[\n{"name": "Åsa"},\n{"name": "a\\nb"}\n]\n'


def test_no_rows_are_an_empty_array() -> None:
    stream = StringIO()
    assert write_json([], stream) == 0
    assert json.loads(stream.getvalue()) == []


def test_sections_are_an_object_of_arrays() -> None:
    stream = StringIO()
    count = write_json_sections({"people": iter([{"a": 1}, {"a": 2}]), "organisations": []}, stream)
    assert count == 2
    assert json.loads(stream.getvalue()) == {"people": [{"a": 1}, {"a": 2}], "organisations": []}


def test_no_sections_are_an_empty_object() -> None:
    stream = StringIO()
    assert write_json_sections({}, stream) == 0
    assert json.loads(stream.getvalue()) == {}


def test_what_utf8_cannot_hold_is_escaped() -> None:
    stream = StringIO()
    write_json([{"name": "Å\ud800"}], stream)
    assert stream.getvalue().encode("utf-8") == b'[\n{"name": "\\u00c5\\ud800"}\n]\n'


def test_what_is_no_json_is_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json([{"a": float("nan")}], StringIO())
