from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.eml_headers import field_text, field_values, identifiers, moment
from crm.formats.eml_parser import parsed


def message(head: bytes) -> Message:
    found = parsed(head + b"\n\n")
    assert found
    return found.message


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Thu, 3 Jul 2014 10:00:05 +0200", "2014-07-03T10:00:05+02:00"),
        ("3 Jul 2014 10:00 -0330", "2014-07-03T10:00:00-03:30"),
        ("Thu, 3 Jul 2014 10:00:00 +0200 (CEST)", "2014-07-03T10:00:00+02:00"),
        ("Thu, 3 Jul 2014 10:00:00 CEST", "2014-07-03T10:00:00+02:00"),
        ("Thu, 3 Jul 2014 10:00:00 EST", "2014-07-03T10:00:00-05:00"),
        ("Thu, 3 Jul 14 10.00.00 +02:00", "2014-07-03T10:00:00+02:00"),
        ("Thu, 3 Jul 2014 10:00:00 GMT+2:00", "2014-07-03T10:00:00+02:00"),
        ("Thu Jul  3 10:00:00 2014", "2014-07-03T10:00:00+00:00"),
        ("Thu Jul  3 10:00:00 CEST 2014", "2014-07-03T10:00:00+02:00"),
        ("2014-07-03T10:00:00+02:00", "2014-07-03T10:00:00+02:00"),
        ("2014-07-03 10:00", "2014-07-03T10:00:00+00:00"),
        ("Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31T23:59:59+00:00"),
        # Zones that there are not.
        ("Thu, 3 Jul 2014 10:00:00 +9900", "2014-07-03T10:00:00+00:00"),
        ("Thu, 3 Jul 2014 10:00:00 XYZ", "2014-07-03T10:00:00+00:00"),
        ("Thu, 3 Jul 2014 10:00:00 -0000", "2014-07-03T10:00:00+00:00"),
        ("Thu, 3 Jul 2014 10:00:00", "2014-07-03T10:00:00+00:00"),
    ],
)
def test_dates(written: str, iso: str) -> None:
    found = moment(written)
    assert found is not None and found.isoformat() == iso


@pytest.mark.parametrize(
    "written", ["", "yesterday", "Thu, 31 Feb 2014 10:00:00 +0200", "3 Jul 99999 1:00", "(" * 999]
)
def test_no_dates(written: str) -> None:
    assert moment(written) is None


@given(st.text(st.sampled_from("0123456789:+-., ()JulThuMECSTZ\n"), max_size=50))
def test_no_date_breaks_it(written: str) -> None:
    found = moment(written)
    assert found is None or found.tzinfo


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("<a@x> <b@x>", ["a@x", "b@x"]),
        ("<a@x>\t<b@x> (added by hand)", ["a@x", "b@x"]),
        ("a@x", ["a@x"]),
        ("<a@x", ["a@x"]),
        ("Your message of today", []),
        ("<>", []),
    ],
)
def test_identifiers(written: str, found: list[str]) -> None:
    assert identifiers(written) == found


def test_fields_are_unfolded_and_found_whatever_their_case() -> None:
    head = message(b"sUBJECT: A long\r\n\tline\r\nTo: a\r\nTO: b")
    assert field_text(head, "Subject") == "A long line"
    assert field_values(head, "To") == ["a", "b"]
    assert field_text(head, "Cc") == ""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman"])
def test_raw_bytes_in_a_field(encoding: str) -> None:
    head = message("Subject: Möte på Åland".encode(encoding))
    assert field_text(head, "Subject") == "Möte på Åland"
