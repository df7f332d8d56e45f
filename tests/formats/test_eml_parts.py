import base64

import pytest

from crm.formats.eml_parts import unflowed
from tests.formats.messages import interaction, message


def multipart(kind: str, *parts: str, boundary: str = "b") -> bytes:
    body = "".join(f"--{boundary}\n{part}\n" for part in parts)
    head = f"MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary={boundary}\n"
    return message(head, f"{body}--{boundary}--\n")


def plain(text: str) -> str:
    return f"Content-Type: text/plain; charset=utf-8\n\n{text}"


def page(text: str) -> str:
    return f"Content-Type: text/html; charset=utf-8\n\n<p>{text}</p>"


def attached(name: str, content: bytes = b"x" * 1_500) -> str:
    encoded = base64.encodebytes(content).decode()
    return (
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        f"Content-Disposition: attachment; filename={name}\n\n{encoded}"
    )


def test_the_plain_form_of_a_text_is_taken() -> None:
    found = interaction(multipart("alternative", plain("Plain."), page("Page.")))
    assert (found.details, found.attachments) == ("Plain.", [])


@pytest.mark.parametrize("empty", ["", " \n ", "\u200b"])
def test_a_page_is_read_where_there_is_no_plain_form(empty: str) -> None:
    assert interaction(multipart("alternative", plain(empty), page("Page."))).details == "Page."
    assert interaction(message("Content-Type: text/html\n", "<p>Hej<br>då")).details == "Hej\ndå"


def test_what_only_the_page_holds_is_listed() -> None:
    image = "Content-Type: image/png; name=logo.png\nContent-ID: <1>\n\nabc"
    related = (
        f"Content-Type: multipart/related; boundary=r\n\n--r\n{page('P')}\n--r\n{image}\n--r--"
    )
    found = interaction(multipart("alternative", plain("Plain."), related))
    assert (found.details, found.attachments) == ("Plain.", ["logo.png (3 B)"])


def test_texts_around_attachments_are_one_text() -> None:
    found = interaction(multipart("mixed", plain("Before."), attached("a.pdf"), plain("After.")))
    assert found.details == "Before.\n\nAfter."
    assert found.attachments == ["a.pdf (2 kB)"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("agenda.pdf", "agenda.pdf"),
        ('"a b; c.pdf"', "a b; c.pdf"),
        ('"=?utf-8?Q?m=C3=B6te.pdf?="', "möte.pdf"),
        ("=?iso-8859-1?B?bfZ0ZS5wZGY=?=", "möte.pdf"),
        ('"../../etc/passwd"', "passwd"),
        ('"C:\\\\Users\\\\anna\\\\a.pdf"', "a.pdf"),
        ('"\u202efdp.exe"', "fdp.exe"),
    ],
)
def test_names_of_files(written: str, name: str) -> None:
    assert interaction(multipart("mixed", attached(written))).attachments == [f"{name} (2 kB)"]


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        ("filename*=utf-8''m%C3%B6te.pdf", "möte.pdf"),
        ("filename*=iso-8859-1'sv'm%F6te.pdf", "möte.pdf"),
        ("filename*0*=utf-8''m%C3%B6;\n filename*1=te.pdf", "möte.pdf"),
        ("filename*0=m\u00f6;\n filename*1=te.pdf", "möte.pdf"),
        ("filename*=nonsense''m%F6te.pdf", "möte.pdf"),
        ('filename="m\u00f6te.pdf"', "möte.pdf"),
    ],
)
def test_parameters_continued_encoded_and_raw(parameter: str, name: str) -> None:
    part = f"Content-Type: application/pdf\nContent-Disposition: attachment; {parameter}\n\nabc"
    assert interaction(multipart("mixed", part)).attachments == [f"{name} (3 B)"]


def test_raw_eight_bit_names_and_charsets() -> None:
    part = "Content-Disposition: attachment; filename=\u00f6.txt\n\nabc"
    content = multipart("mixed", part).decode().encode("cp1252")
    assert interaction(content).attachments == ["ö.txt (3 B)"]


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (999, "999 B"), (1_000, "1 kB"), (120_400, "120 kB"), (1_250_000, "1.2 MB")],
)
def test_sizes_are_those_of_the_content(size: int, said: str) -> None:
    found = interaction(multipart("mixed", attached("a", b"x" * size)))
    assert found.attachments == [f"a ({said})"]


def test_a_message_that_is_passed_on_is_named_by_its_subject() -> None:
    inner = "Content-Type: message/rfc822\n\nSubject: =?utf-8?Q?M=C3=B6te?=\nFrom: c@z\n\nInner."
    found = interaction(multipart("mixed", plain("Outer."), inner))
    assert (found.details, found.attachments) == ("Outer.", ["Möte (a message)"])
    assert [one.email for one in found.participants] == ["anna@x.example", "bo@y.example"]


def test_what_has_no_name_is_named_by_its_kind() -> None:
    found = interaction(multipart("mixed", "Content-Type: text/calendar\n\nBEGIN:VCALENDAR"))
    assert found.attachments == ["text/calendar (15 B)"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Type: text/plain; charset=iso-8859-1\n", b"M\xf6te"),
        ("Content-Type: text/plain; charset=utf-8\n", b"M\xf6te"),
        ("Content-Type: text/plain; charset=nonsense\n", b"M\xc3\xb6te"),
        ("Content-Type: text/plain; charset=us-ascii\n", b"M\xc3\xb6te"),
        ("Content-Type: text\n", b"M\xf6te"),
        ("Content-Type: ;;;\n", b"M\xc3\xb6te"),
        ("", b"M\xc3\xb6te"),
        ("Content-Transfer-Encoding: quoted-printable\n", b"M=C3=B6=\nte"),
        ("Content-Transfer-Encoding: BASE64\n", b"TcO2dGU"),
        ("Content-Transfer-Encoding: nonsense\n", b"M\xc3\xb6te"),
    ],
)
def test_texts_in_any_encoding(head: str, body: bytes) -> None:
    assert interaction(message(head, "") + body + b"\n").details == "Möte"


def test_parts_that_cannot_be_told_apart_are_text() -> None:
    found = interaction(message("Content-Type: multipart/mixed; boundary=b\n", "Hej.\n--c\nDå."))
    assert (found.details, found.attachments) == ("Hej.\n--c\nDå.", [])
    assert interaction(message("Content-Type: multipart/mixed\n")).details == "Hej Bo."


def test_a_boundary_that_was_folded_is_found() -> None:
    head = 'Content-Type: multipart/mixed; boundary="a\n b"\n'
    assert interaction(message(head, f"--a b\n{plain('Hej.')}\n--a b--\n")).details == "Hej."


def test_an_end_that_is_missing_loses_nothing() -> None:
    content = multipart("mixed", plain("Hej."), attached("a.pdf")).replace(b"--b--", b"")
    assert interaction(content).attachments == ["a.pdf (2 kB)"]


def test_flowed_text() -> None:
    body = "Hej Bo, \nvi ses.\n> quoted \n> goes on\n>> other \n> ends\n -- \n-- \nAnna \nEk\n"
    found = interaction(message("Content-Type: text/plain; format=flowed\n", body))
    assert found.details == (
        "Hej Bo, vi ses.\n> quoted goes on\n>> other\n> ends\n-- \n-- \nAnna Ek"
    )
    assert unflowed(["a ", "b"], is_spaced=True) == ["ab"]
