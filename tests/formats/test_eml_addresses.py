import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.eml_addresses import ADDRESSES, addresses


def pairs(value: str) -> list[tuple[str, str]]:
    return [(one.name, one.email) for one in addresses(value)]


GUNTHER = ("Mårder, Günther", "g@x.example")


@pytest.mark.parametrize(
    "value",
    [
        '"Mårder, Günther" <g@x.example>',
        "Mårder, Günther <g@x.example>",
        '"=?utf-8?Q?M=C3=A5rder,?= =?utf-8?Q?_G=C3=BCnther?=" <g@x.example>',
        "=?utf-8?Q?M=C3=A5rder=2C_G=C3=BCnther?= <g@x.example>",
        "=?iso-8859-1?B?TeVyZGVyLCBH/G50aGVy?=\t<g@x.example>",
        "=?utf-8?Q?M=C3?= =?utf-8?Q?=A5rder=2C?= =?iso-8859-1?Q?_G=FCnther?= <g@x.example>",
        "g@x.example (Mårder, Günther)",
        "<g@x.example> (=?utf-8?Q?M=C3=A5rder=2C_G=C3=BCnther?=)",
        "'Mårder, Günther' <g@x.example>",
        '"Mårder, Günther" <@relay.example:g@x.example>',
        '"Mårder, Günther" <g@x.example',
        '"Mårder, Günther" < g@x.example >',
        '"Mårder, Günther"\n <mailto:g@x.example>',
    ],
)
def test_one_person_however_written(value: str) -> None:
    assert pairs(value) == [GUNTHER]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a@x.example", [("", "a@x.example")]),
        ("a@x.example, b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("Anna <a@x.example>; Bo <b@x.example>;", [("Anna", "a@x.example"), ("Bo", "b@x.example")]),
        ("a@x.example b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("Anna Ek a@x.example", [("Anna Ek", "a@x.example")]),
        ("Anna Ek [a@x.example]", [("Anna Ek", "a@x.example")]),
        ("a@x.example <a@x.example>", [("", "a@x.example")]),
        ("'a@x.example' <A@X.example>", [("", "A@X.example")]),
        ('"Anna \\"Ann\\" Ek" <a@x.example>', [('Anna "Ann" Ek', "a@x.example")]),
        ('Anna "Ann" Ek <a@x.example>', [("Anna Ann Ek", "a@x.example")]),
        ("Anna (VD) Ek <a@x.example>", [("Anna Ek", "a@x.example")]),
        ("Anna (VD <a@x.example>, b@x.example", [("Anna VD", "a@x.example"), ("", "b@x.example")]),
        ('"Anna <a@x.example>, b@x.example', [("Anna", "a@x.example"), ("", "b@x.example")]),
        ("åsa@räksmörgås.example", [("", "åsa@räksmörgås.example")]),
        ("Anna Ek, Bo Alm", [("Anna Ek", ""), ("Bo Alm", "")]),
        ("Anna Ek; Bo Alm <b@x.example>", [("Anna Ek", ""), ("Bo Alm", "b@x.example")]),
        ("=?utf-8?Q?a=40x=2Eexample?=", [("a@x.example", "")]),
        ("Anna <>", [("Anna", "")]),
        ("", []),
        (" , ;; <> ()", []),
    ],
)
def test_what_stands_in_fields(value: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(value) == expected


@pytest.mark.parametrize(
    ("value", "emails"),
    [
        ("undisclosed-recipients:;", []),
        ("Styrelsen: a@x.example, Bo <b@x.example>;, c@x.example", ["a", "b", "c"]),
        ("Styrelsen: a@x.example; Ledningen: b@x.example;", ["a", "b"]),
        ('"The board": a@x.example', ["a"]),
    ],
)
def test_groups_are_their_members(value: str, emails: list[str]) -> None:
    assert [one.email.partition("@")[0] for one in addresses(value)] == emails


def test_nothing_that_reorders_or_hides_is_kept() -> None:
    assert pairs("Anna\u202e\x00 \t Ek <a@x.example>") == [("Anna Ek", "a@x.example")]
    assert pairs("=?utf-8?Q?Anna=0D=0ABcc:_x?= <a@x.example>") == [("Anna Bcc: x", "a@x.example")]


def test_as_many_as_anybody_writes_to() -> None:
    assert len(addresses(",".join(f"a{at}@x.example" for at in range(9_000)))) == ADDRESSES


@pytest.mark.parametrize(
    "value",
    ['"\\' * 9_000, "(" * 50_000, "<" * 50_000, "a" * 90_000 + " @", "a@" * 40_000],
    ids=["quotes", "comments", "brackets", "letters", "signs"],
)
def test_long_nonsense_is_passed_over(value: str) -> None:
    assert len(addresses(value)) <= ADDRESSES


@given(st.text(st.sampled_from('"\\()<>@,;:= \t?éqQbB=?utf8a.'), max_size=60))
def test_no_field_breaks_it(value: str) -> None:
    for one in addresses(value):
        assert one.name or one.email
