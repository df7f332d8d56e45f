from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from crm import search
from crm.actions.follow_ups import add_follow_up
from crm.actions.memberships import add_post
from crm.actions.people import delete_person
from crm.book import Book
from crm.errors import Ambiguous, CrmError, NotFound
from crm.inputs import FollowUpIn, PostIn
from crm.models import Collaboration, ContactList, FollowUp, OtherName, Topic
from crm.queries.references import (
    resolve,
    resolve_collaboration,
    resolve_follow_up,
    resolve_interaction,
    resolve_list,
    resolve_membership,
    resolve_organisation,
    resolve_person,
    resolve_post,
    resolve_topic,
)
from crm.vocabulary import RecordKind
from tests.people import meeting, organisation, person
from tests.rounds import rounds

BOTH = (RecordKind.PERSON, RecordKind.ORGANISATION)


def index(session: Session) -> None:
    """Let the search know what was added, as the end of a write does."""
    session.flush()
    connection: Any = session.connection().connection.driver_connection
    search.rebuild(connection)


@pytest.fixture
def network(session: Session) -> Session:
    organisation(
        session, "ALMI", orgnr="556481-6204", emails=["info@almi.se"], uid="urn:almi",
        other_names=[{"name": "Almi Företagspartner"}],
    )  # fmt: skip
    organisation(session, "ALMI Invest", orgnr="556481-6204")
    phone = {"type": "phone", "value": "08-123 45 67"}
    person(
        session, "Göran Lundwall", emails=["goran@almi.se"],
        memberships=[{"organisation": 1, "role": "VD", "contact_details": [phone]}],
    )  # fmt: skip
    person(session, "Günther Mårder", phones=["070-123 45 67"], uid="urn:marder")
    person(session, "Anna Berg")
    person(session, "Anna Bergman")
    index(session)
    return session


def test_a_reference_means_one_record(network: Session) -> None:
    for text, reference in (
        ("p1", "p1"),
        ("P1", "p1"),
        (" p1 ", "p1"),
        ("o2", "o2"),
        ("urn:marder", "p2"),
        ("urn:almi", "o1"),
        ("goran@ALMI.se", "p1"),
        ("info@almi.se", "o1"),
        ("+46 8 123 45 67", "p1"),
        ("08-1234567", "p1"),
        ("0046701234567", "p2"),
        ("070-123 45 67", "p2"),
        ("Göran Lundwall", "p1"),
        ("GORAN LUNDWALL", "p1"),
        ("gunther marder", "p2"),
        ("Lundwall", "p1"),
        ("lund gör", "p1"),
        ("mårder", "p2"),
        ("almi", "o1"),
        ("almi företagspartner", "o1"),
        ("företagspartner", "o1"),
        ("Anna Berg", "p3"),
        ("bergman", "p4"),
        ("invest", "o2"),
    ):
        assert resolve(network, text, BOTH).reference == reference, text


def test_what_is_found_says_what_it_is(network: Session) -> None:
    found = resolve(network, "Lundwall", BOTH)
    assert (found.kind, found.id, found.name) == (RecordKind.PERSON, 1, "Göran Lundwall")


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("Anna", ["p3", "p4"]),
        ("berg", ["p3", "p4"]),
        ("556481-6204", ["o1", "o2"]),
        ("5564816204", ["o1", "o2"]),
    ],
)
def test_what_fits_several_is_listed(network: Session, text: str, references: list[str]) -> None:
    with pytest.raises(Ambiguous) as refusal:
        resolve(network, text, BOTH)
    assert sorted(reference for reference, _name in refusal.value.candidates) == references
    for reference in references:
        assert reference in refusal.value.message


def test_people_of_one_name_are_told_apart_by_their_work(network: Session) -> None:
    person(network, "Göran Lundwall")
    with pytest.raises(Ambiguous, match=r"p1 Göran Lundwall \(ALMI\), p5 Göran Lundwall\."):
        resolve_person(network, "göran lundwall")


def test_a_shared_address_is_no_guess(network: Session) -> None:
    person(network, "Kristina Nordh", emails=["info@almi.se"])
    with pytest.raises(Ambiguous):
        resolve(network, "info@almi.se", BOTH)
    assert resolve(network, "info@almi.se", [RecordKind.ORGANISATION]).reference == "o1"


def test_many_candidates_are_shown_in_part(session: Session) -> None:
    for number in range(12):
        person(session, f"Anna Berg {number}")
    with pytest.raises(Ambiguous) as refusal:
        resolve_person(session, "Anna Berg")
    assert len(refusal.value.candidates) == 12
    assert refusal.value.message.count("Anna Berg") == 9
    assert "…" in refusal.value.message


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("Lundvall", "Göran Lundwall"), ("Gunter Marder", "Günther Mårder"), ("almii", "ALMI")],
)
def test_an_unknown_name_brings_the_nearest(network: Session, text: str, nearest: str) -> None:
    with pytest.raises(NotFound, match=nearest) as refusal:
        resolve(network, text, BOTH)
    assert nearest in refusal.value.nearest


def test_what_fits_nothing_is_not_found(network: Session) -> None:
    for text in (
        "", "  ", "\x00", "\ud800", "´", "!!!", "%", "_", "*", '"', "a OR b", "p", "p0", "p99",
        "p" + "9" * 40, "p99999999999999999999", "99", "١", "-1", "@", "a@b", "x" * 5000,
        "nobody@almi.se", "08-000", "+46", "000000-0000", "i1", "urn:", "\u0301",
        "almi'; DROP TABLE person; --", "Göran NOT Lundwall", "(", "[/]", "\x1b[31m",
    ):  # fmt: skip
        with pytest.raises(NotFound) as refusal:
            pytest.fail(f"{text!r} is {resolve(network, text, BOTH)}")
        assert refusal.value.message, text


@given(st.text(max_size=40))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=rounds(20, 60),
    deadline=None,
)
def test_any_text_is_answered_or_refused(network: Session, text: str) -> None:
    try:
        assert resolve(network, text, BOTH).kind in BOTH
    except CrmError as refusal:
        assert isinstance(refusal, NotFound | Ambiguous)


@pytest.mark.parametrize("identity", [99, 0, -1, 2**63, 10**30])
def test_an_id_that_is_nobodys(network: Session, identity: int) -> None:
    with pytest.raises(NotFound):
        resolve_person(network, identity)


def test_an_id_is_itself(network: Session) -> None:
    assert resolve_person(network, 3) == 3
    assert resolve_organisation(network, 2) == 2


def test_the_deleted_are_gone(network: Session) -> None:
    delete_person(network, 1)
    for text in (1, "p1", "Göran Lundwall", "goran@almi.se", "08-1234567"):
        with pytest.raises(NotFound):
            resolve_person(network, text)


def test_another_kind_is_named(network: Session) -> None:
    with pytest.raises(NotFound, match=r"of another kind.*organisation"):
        resolve_organisation(network, "p1")
    with pytest.raises(NotFound):
        resolve_organisation(network, "goran@almi.se")
    with pytest.raises(NotFound):
        resolve_person(network, "556481-6204")


def test_a_name_like_a_reference_is_found_where_the_reference_is_nobodys(
    session: Session,
) -> None:
    radio = organisation(session, "P4")
    organisation(session, "P4 Göteborg")
    assert resolve_organisation(session, "p4") == radio.id


def test_the_uid_of_a_number_beats_a_name(session: Session) -> None:
    first = person(session, "Anna Berg", uid="Emil Högberg")
    person(session, "Emil Högberg")
    assert resolve_person(session, "Emil Högberg") == first.id


def test_what_was_just_added_is_found_before_the_search_knows(session: Session) -> None:
    person(session, "Leif Lundgren")
    assert resolve_person(session, "leif l") == 1


class TestOtherKinds:
    @pytest.fixture
    def work(self, session: Session) -> Session:
        session.add_all(
            [
                Topic(name="Kompetensförsörjning"),
                ContactList(name="Industridagen 2019"),
                Collaboration(title="Dialog med ministeriet"),
                FollowUp(title="Sammanställ synpunkter"),
            ]
        )
        session.flush()
        session.add(OtherName(name="Talent supply", topic_id=1))
        meeting(session, "2019-04-11")
        index(session)
        return session

    def test_by_name_or_the_beginning_of_its_words(self, work: Session) -> None:
        assert resolve_topic(work, "kompetensforsorjning") == 1
        assert resolve_topic(work, "talent supply") == 1
        assert resolve_topic(work, "talent") == 1
        assert resolve_list(work, "industridagen") == 1
        assert resolve_collaboration(work, "DIALOG med ministeriet") == 1
        assert resolve_collaboration(work, "dialog") == 1
        assert resolve_follow_up(work, "Sammanställ synpunkter") == 1
        assert resolve_interaction(work, "mote") == 1
        assert resolve_interaction(work, "i1") == 1

    def test_or_not(self, work: Session) -> None:
        with pytest.raises(NotFound):
            resolve_collaboration(work, "monolog")
        with pytest.raises(NotFound):
            resolve_follow_up(work, "f2")


class TestPosts:
    def test_by_label_alone_or_with_the_organisation(self, network: Session) -> None:
        for where in ("ALMI", "ALMI Invest"):
            add_post(network, PostIn(label="Verkställande direktör", organisation=where))
        add_post(network, PostIn(label="Ordförande", organisation="ALMI"))
        assert resolve_post(network, "ordforande") == 3
        assert (
            resolve_post(network, "direktör, ALMI Invest".replace("dir", "Verkställande dir")) == 2
        )
        assert resolve_post(network, "ordf") == 3
        assert resolve_post(network, "s1") == 1
        with pytest.raises(Ambiguous, match="Verkställande direktör, ALMI Invest"):
            resolve_post(network, "direktör")
        with pytest.raises(NotFound):
            resolve_post(network, "Ordförande, Vinnova")


class TestMemberships:
    def test_by_reference_or_by_the_person_who_has_one(self, network: Session) -> None:
        assert resolve_membership(network, "m1") == 1
        assert resolve_membership(network, 1) == 1
        assert resolve_membership(network, "göran lundwall") == 1
        assert resolve(network, "m1", [RecordKind.MEMBERSHIP]).name == "Göran Lundwall, ALMI"

    def test_a_person_with_none_or_several_is_no_guess(self, network: Session) -> None:
        with pytest.raises(NotFound, match="in no organisation now"):
            resolve_membership(network, "Anna Berg")
        memberships = [{"organisation": 1}, {"organisation": 2}]
        person(network, "Leif Lundgren", memberships=memberships)
        with pytest.raises(Ambiguous, match="m2 Leif Lundgren, ALMI, m3 Leif Lundgren, ALMI Inv"):
            resolve_membership(network, "Leif Lundgren")


def test_what_an_earlier_batch_calls_by_signs_alone_is_found(book: Book) -> None:
    book.tell("promise", add_follow_up, FollowUpIn(title="!?"))
    assert book.ask(resolve_follow_up, "!?") == 1
