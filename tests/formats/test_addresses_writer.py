import io
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm import formats
from crm.formats import WriteOptions
from crm.formats.addresses_writer import write
from crm.formats.eml_addresses import addresses


def line(*rows: Mapping[str, object], delimiter: str = ",") -> str:
    stream = io.BytesIO()
    write(rows, stream, WriteOptions(delimiter=delimiter))
    return stream.getvalue().decode()


def person(name: str, *emails: str) -> dict[str, object]:
    return {"name": name, "email": list(emails), "role": "VD"}


def test_a_line_for_a_mail_program() -> None:
    assert formats.writer("addresses").TAKES == "rows"
    assert line(
        person("Günther Mårder", "gunther@foretagarna.example"),
        person("Lundwall, Göran", "goran@almi.example", "private@home.example"),
        person("", "info@almi.example"),
    ) == (
        "Günther Mårder <gunther@foretagarna.example>, "
        '"Lundwall, Göran" <goran@almi.example>, info@almi.example\n'
    )


def test_outlook_wants_semicolons() -> None:
    rows = person("Anna", "anna@x.example"), person("Bo", "bo@x.example")
    assert line(*rows, delimiter=";") == "Anna <anna@x.example>; Bo <bo@x.example>\n"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('Anna "Ann" Ek', r'"Anna \"Ann\" Ek"'),
        ("Back\\slash", r'"Back\\slash"'),
        ("Anna (VD)", '"Anna (VD)"'),
        ("a@b.example", '"a@b.example"'),
        ("J. Ek", '"J. Ek"'),
        ("O'Brien & Söner", "O'Brien & Söner"),
    ],
)
def test_names_are_quoted_where_they_must_be(name: str, written: str) -> None:
    assert line(person(name, "x@y.example")) == f"{written} <x@y.example>\n"


def test_an_address_stands_there_once_and_everybody_with_one_is_counted() -> None:
    stream = io.BytesIO()
    rows: list[dict[str, object]] = [
        person("Anna", "info@x.example"),
        person("Bo", "INFO@X.example"),
        person("Without"),
        {"name": "In one cell", "email": "cell@x.example"},
        {"name": "Nothing", "email": None},
    ]
    assert write(rows, stream, WriteOptions()) == 3
    assert stream.getvalue() == b"Anna <info@x.example>, In one cell <cell@x.example>\n"


def test_nobody_is_nothing() -> None:
    assert line() == line(person("Without")) == ""


def test_nothing_brings_in_another_address_or_field() -> None:
    hostile = person("Anna\r\nBcc: all@x.example", "anna@x.example")
    assert line(hostile) == '"Anna Bcc: all@x.example" <anna@x.example>\n'
    for email in ("a@x.example, evil@y.example", "a@x.example\nBcc: b", "<a@x.example>", "a"):
        assert line(person("Anna", email)) == ""
    assert line(person("Anna", "a, b@x", "right@x.example")) == "Anna <right@x.example>\n"


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(0, 9)), max_size=6))
def test_what_is_written_is_read_back_as_the_same_addresses(people: list[tuple[str, int]]) -> None:
    written = line(*[person(name, f"p{number}@x.example") for name, number in people])
    expected = list(dict.fromkeys(f"p{number}@x.example" for _name, number in people))
    assert written.count("\n") == bool(expected)
    assert [one.email for one in addresses(written)] == expected


@given(st.text(max_size=30))
def test_a_name_is_taken_by_the_parser_of_the_standard_library(name: str) -> None:
    written = line(person(name, "p@x.example")).strip()
    message = EmailMessage()
    message["To"] = written
    (one,) = message["To"].addresses
    assert isinstance(one, Address)
    assert one.addr_spec == "p@x.example"
