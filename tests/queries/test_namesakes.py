"""Whom somebody new may be, in a book where many share something."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session

from crm.actions.duplicates import mark_distinct
from crm.actions.people import delete_person
from crm.inputs import MembershipIn, OrganisationIn, PersonIn
from crm.matching import Candidate
from crm.queries import namesakes
from crm.queries.duplicates import possible_duplicates_of, search_duplicates, still_open
from crm.queries.records import DuplicateRecord
from tests.conftest import OpenFilled
from tests.people import organisation, person

SWITCHBOARD = "08-406 17 00"


@pytest.fixture
def crowd(open_filled: OpenFilled) -> Iterator[Session]:
    """Forty colleagues behind one switchboard, and a few others."""
    with open_filled(fill) as book, book.read() as session:
        yield session


def fill(session: Session) -> None:
    organisation(session, "Sandvikens kommun", phones=[SWITCHBOARD])
    work = [{"organisation": "Sandvikens kommun"}]
    for number in range(40):
        person(
            session,
            f"Anna{chr(97 + number % 26) * (1 + number // 26)} Berg",
            phones=[SWITCHBOARD],
            memberships=work,
        )
    person(session, "Katarina Sjödin", emails=["katarina@s.se"])
    person(session, "Berit Lindqvist", memberships=work)
    organisation(session, "Nordic Flanges AB")


def names_like(session: Session, data: PersonIn | OrganisationIn) -> list[str]:
    return [pair["second"]["name"] for pair in possible_duplicates_of(session, data)]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (PersonIn(name="Katarina Sjödin"), "Katarina Sjödin"),
        (PersonIn(name="Sjödin, Katarina"), "Katarina Sjödin"),
        (PersonIn(name="Kattis Sjödin", emails=["katarina@s.se"]), "Katarina Sjödin"),
        (PersonIn(name="Kajsa Ek", emails=["katarina@s.se"]), "Katarina Sjödin"),
        (
            PersonIn(name="Berit Lindkvist", memberships=[MembershipIn(organisation=1)]),
            "Berit Lindqvist",
        ),
        (
            PersonIn(name="B. Lindqvist", memberships=[MembershipIn(organisation=1)]),
            "Berit Lindqvist",
        ),
        (OrganisationIn(name="Nordic Flagnes"), "Nordic Flanges AB"),
        (OrganisationIn(name="Sandviken kommun"), "Sandvikens kommun"),
    ],
)
def test_whoever_is_near_is_found(
    crowd: Session, typed: PersonIn | OrganisationIn, known: str
) -> None:
    assert names_like(crowd, typed) == [known]


def test_a_switchboard_brings_nobody(crowd: Session) -> None:
    assert names_like(crowd, PersonIn(name="Bo Ek", phones=[SWITCHBOARD])) == []


def test_no_more_are_looked_at_however_many_there_are(
    crowd: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = Candidate("person", 0, "Anna Berg", phones=("+4684061700",))
    assert len(namesakes.near_ids(crowd, typed)) == 40
    monkeypatch.setattr(namesakes, "NEAR", 2)
    assert len(namesakes.near_ids(crowd, typed)) < 20


def test_words_of_a_name_are_never_a_query(crowd: Session) -> None:
    for name in ('"OR" NEAR(a b)', "Anna* NOT Berg", "names:anna", "'; DROP TABLE person"):
        assert names_like(crowd, PersonIn(name=name)) == []


def test_what_is_decided_or_gone_is_no_longer_open(session: Session) -> None:
    for _ in range(3):
        person(session, "Eva Dahl", emails=["eva@d.se"])
    organisation(session, "ALMI")
    organisation(session, "Almi AB")
    people = search_duplicates(session, "person").pairs
    pairs = [*people, *search_duplicates(session, "organisation").pairs]
    assert still_open(session, pairs) == pairs
    mark_distinct(session, "person", 1, 2)
    assert still_open(session, pairs) == pairs[1:]
    delete_person(session, 3)
    session.flush()
    assert still_open(session, pairs) == pairs[-1:]


def ids_of(pair: DuplicateRecord) -> tuple[int, int]:
    return pair["first"]["id"], pair["second"]["id"]


def test_extensions_of_one_number_are_one_number(session: Session) -> None:
    person(session, "Hans Ek", phones=["08-406 17 00 ext 4"], emails=["hans@a.se"])
    person(session, "Hasse Ek", phones=["08-406 17 00 ext 4"])
    [pair] = search_duplicates(session, "person").pairs
    assert ids_of(pair) == (1, 2)
