import csv
from collections.abc import Iterator
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.csv_writer import cell_text, join_values, write_csv


def written(rows: list[dict[str, object]], columns: list[str], **options: object) -> str:
    stream = StringIO(newline="")
    write_csv(rows, columns, stream, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def test_rows_are_written_as_rfc_4180_has_it() -> None:
    rows: list[dict[str, object]] = [{"name": 'Berg, "Anna"', "id": 5}, {"name": "a\nb", "x": 1}]
    assert written(rows, ["id", "name"]) == ('id,name\r\n5,"Berg, ""Anna"""\r\n,"a\nb"\r\n')


def test_the_delimiter_and_the_byte_order_mark() -> None:
    assert written([{"a": "1;2", "b": "x"}], ["a", "b"], delimiter=";", bom=True) == (
        '\ufeffa;b\r\n"1;2";x\r\n'
    )


def test_formulas_are_made_harmless_unless_raw() -> None:
    rows: list[dict[str, object]] = [{"=a": "=1+1", "phone": "+46701234567"}]
    assert written(rows, ["=a", "phone"]) == "'=a,phone\r\n'=1+1,+46701234567\r\n"
    assert written(rows, ["=a", "phone"], raw=True) == "=a,phone\r\n=1+1,+46701234567\r\n"


def test_the_number_of_rows_is_returned_and_rows_may_be_a_stream() -> None:
    def rows() -> Iterator[dict[str, object]]:
        for number in range(1000):
            yield {"a": number}

    assert write_csv(rows(), ["a"], StringIO()) == 1000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (["a", None, 2], "a :::  ::: 2"),
        ((), ""),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_values_are_joined_as_google_does() -> None:
    assert join_values(["a@b.se", "c@d.se"]) == "a@b.se ::: c@d.se"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5), st.sampled_from(",;\t|"))
def test_a_csv_reader_gives_back_what_was_written_raw(
    rows: list[list[str]], delimiter: str
) -> None:
    named: list[dict[str, object]] = [{"a": a, "b": b} for a, b in rows]
    text = written(named, ["a", "b"], delimiter=delimiter, raw=True)
    found = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    assert found[1:] == rows
