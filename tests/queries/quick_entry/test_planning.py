"""Whom the names of a line mean in a book, and what saving it would do."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from crm.book import Book, open_book
from crm.errors import Ambiguous, Invalid, NotFound
from crm.queries.quick_entry import (
    NEW,
    AtHand,
    Certainty,
    decision_key,
    plan_line,
    refusal,
    rows_of,
)
from crm.vocabulary import RecordKind
from tests.people import organisation, person
from tests.queries.quick_entry.network import build, planned


@pytest.fixture(scope="module")
def network(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The network, built once, for nothing here writes."""
    path = shutil.copy(empty_book, tmp_path_factory.mktemp("network") / "book.db")
    with open_book(path, actor="tester") as book:
        book.tell("Build the network", build)
        with book.read() as session:
            yield session


def test_everything_is_shown_before_it_is_saved(network: Session) -> None:
    line = "möte igår kl 9-10.30 i Solna med Göran Lundwall #kapital -> ring senast 2 juli"
    assert [tuple(row)[:3] for row in rows_of(plan_line(network, line, create=True))] == [
        ("Meeting", "Kapital", ""),
        ("When", "Wed 2019-05-01 09:00 – 10:30", "held, “igår kl 9-10.30”"),
        ("Where", "Solna", ""),
        ("With", "Göran Lundwall", "VD, ALMI"),
        ("Topics", "kapital", "new topic"),
        ("Ours", "ring", "by Tue 2019-07-02, Göran Lundwall, ALMI"),
    ]


@pytest.mark.parametrize("name", ["Göran Lundwall", "goran lundwall", "Lundwall", "p1", "lundw g"])
def test_whoever_is_known_is_found_by_any_part_of_a_name(network: Session, name: str) -> None:
    assert planned(network, f"möte med {name}") == {"Göran Lundwall": "VD, ALMI"}


def test_the_role_is_that_of_the_day(network: Session) -> None:
    assert planned(network, "möte 11 april med Mårder") == {"Günther Mårder": "ekonom, ALMI"}
    assert planned(network, "möte igår med gunther@ftg.se") == {"Günther Mårder": ""}


def test_the_organisation_named_is_the_one_they_take_part_for(network: Session) -> None:
    assert planned(network, "möte med Lundwall @Företagarna") == {"Göran Lundwall": "Företagarna"}
    assert planned(network, "möte med Mårder @Företagarna") == {"Günther Mårder": "Företagarna"}
    assert planned(network, 'möte med Lundwall @"ALMI Invest"') == {
        "Göran Lundwall": "VD, ALMI",
        "ALMI Invest": "",
    }


def test_of_namesakes_the_one_in_the_organisation_named_is_meant(network: Session) -> None:
    plan = plan_line(network, "möte med Anna Berg @Företagarna")
    assert [one.certainty for one in plan.names] == [Certainty.KNOWN, Certainty.KNOWN]
    assert plan.names[0].party.id == 3


def test_namesakes_are_offered_those_met_last_first(network: Session) -> None:
    plan = plan_line(network, "möte med Anna Berg")
    [meant] = plan.undecided
    assert [(one.reference, one.latest) for one in meant.candidates] == [
        ("p4", "2019-03-01"),
        ("p3", "2018-03-01"),
    ]
    error = refusal(plan)
    assert isinstance(error, Ambiguous)
    assert error.candidates == (("p4", "Anna Berg"), ("p3", "Anna Berg"))
    assert "p3 Anna Berg (Företagarna)" in error.message
    chosen = {decision_key(RecordKind.PERSON, "anna berg"): "p3"}
    assert planned(network, "möte med Anna Berg", decisions=chosen) == {"Anna Berg": "Företagarna"}


def test_whoever_is_near_is_offered_and_never_guessed(network: Session) -> None:
    plan = plan_line(network, "möte med Günter Mårder @Svensk industrikommuner")
    offered = {meant.name.text: meant.candidates[0].name for meant in plan.undecided}
    assert offered == {"Günter Mårder": "Günther Mårder"}
    assert plan.names[1].party.name == "Svenska industrikommuner"
    error = refusal(plan)
    assert isinstance(error, NotFound)
    assert error.nearest[0] == "Günther Mårder"


def test_somebody_new_joins_the_organisation_named_next(network: Session) -> None:
    line = "möte med Kim Ek @ALMI och Bo Al @Nytt"
    assert planned(network, line) == {
        "Kim Ek": "not known here, ALMI",
        "Bo Al": "not known here, Nytt (not known here)",
    }
    assert planned(network, line, create=True) == {
        "Kim Ek": "new person, ALMI",
        "Bo Al": "new person, Nytt (new organisation)",
    }
    decided = {decision_key(RecordKind.PERSON, "Kim Ek"): NEW}
    assert planned(network, line, decisions=decided)["Kim Ek"] == "new person, ALMI"


def test_what_can_be_no_name_is_never_new(network: Session) -> None:
    for name in ("p99", "nobody@here.se"):
        plan = plan_line(network, f"möte med {name}", create=True)
        assert [meant.certainty for meant in plan.names] == [Certainty.UNKNOWN]


def test_an_organisation_takes_part_by_its_name_alone(network: Session) -> None:
    assert planned(network, "möte med ALMI och Lundwall") == {"Göran Lundwall": "VD, ALMI"}
    assert planned(network, "möte med Företagarna") == {"Företagarna": ""}
    assert planned(network, "besök hos @Lundwall") == {"Göran Lundwall": "VD, ALMI"}


def test_a_promise_concerns_whom_it_names_or_who_alone_took_part(network: Session) -> None:
    line = "möte med Lundwall och Mårder -> skriv; ring @Företagarna; fråga @Mårder; <- svar"
    details = [row.detail for row in rows_of(plan_line(network, line))[-4:]]
    assert details == ["ALMI", "Företagarna", "Günther Mårder", "ALMI"]


def test_who_is_at_hand_takes_part_where_nobody_is_named(network: Session) -> None:
    at_hand = AtHand(people=[1], organisations=[3])
    assert planned(network, "samtal om lån", at_hand=at_hand) == {
        "Göran Lundwall": "VD, ALMI, the record at hand",
        "Företagarna": "the record at hand",
    }
    assert planned(network, "samtal med Mårder", at_hand=at_hand) == {"Günther Mårder": ""}


def test_what_is_not_said_is_the_usual(network: Session) -> None:
    plan = plan_line(network, "med Lundwall")
    assert (plan.kind, plan.subject) == ("meeting", "Meeting with Göran Lundwall")
    assert (plan.starts_at, plan.status) == ("2019-05-02", "held")
    assert (plan_line(network, "tänk på lån").kind) == "note"
    assert plan_line(network, "möte imorgon med Lundwall").status == "planned"


@pytest.mark.parametrize("line", ["", "möte", "möte 31 april om lån", "möte med Lundwall ->"])
def test_a_line_with_a_mistake_is_refused(network: Session, line: str) -> None:
    assert isinstance(refusal(plan_line(network, line)), Invalid)


def test_a_common_name_is_found_in_the_organisation_named(book: Book) -> None:
    with book.write("many") as session:
        organisation(session, "ALMI")
        for number in range(120):
            person(session, f"Anna Ek{number}")
        person(session, "Anna Ö", memberships=[{"organisation": "ALMI"}])
    plan = book.ask(plan_line, "möte med Anna @ALMI")
    assert [meant.party.name for meant in plan.names] == ["Anna Ö", "ALMI"]
