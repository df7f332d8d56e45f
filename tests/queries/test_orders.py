"""Lists in the order of their columns, each as its rows show it."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

import pytest

from crm.actions.collaborations import add_collaboration
from crm.actions.follow_ups import add_follow_up
from crm.actions.interactions import log_interaction
from crm.actions.organisations import add_organisation
from crm.actions.people import add_person
from crm.book import Book, Session
from crm.errors import UsageError
from crm.inputs import (
    CollaborationIn,
    FollowUpIn,
    InteractionIn,
    MembershipIn,
    OrganisationIn,
    ParticipantIn,
    PersonIn,
)
from crm.queries.collaborations import collaboration_ids, collaboration_rows
from crm.queries.follow_ups import follow_up_ids, follow_up_rows
from crm.queries.interactions import interaction_ids, interaction_rows
from crm.queries.orders import Order, order_names, place_of
from crm.queries.organisations import organisation_ids, organisation_rows
from crm.queries.people import person_ids, person_rows
from crm.text import sort_key
from crm.vocabulary import RecordKind

PEOPLE = (
    ("Östen Wik", "Sekreterare", "Öckerö", "osten@ockero.example", "2019"),
    ("Zara Berg", "VD", "ALMI", None, None),
    ("Åke Ek", None, None, "ake@ek.example", None),
    ("Vera Wall", "Åklagare", "Zinkgruvan", None, "2018-05"),
    ("Anna Alm", "VD", "Öckerö", None, "2016"),
)


def fill(session: Session) -> None:
    for name in ("ALMI", "Öckerö", "Zinkgruvan"):
        add_organisation(session, OrganisationIn(name=name, area=name[::-1]))
    for name, role, organisation, email, met in PEOPLE:
        work = [MembershipIn(organisation=organisation, role=role)] if organisation else []
        emails = [email] if email else []
        add_person(session, PersonIn(name=name, memberships=work, emails=emails))
        if met:
            meeting = InteractionIn(
                kind="call",
                subject=f"Samtal med {name}",
                starts_at=met,
                participants=[ParticipantIn(person=name)],
                topics=[name[0]],
            )
            log_interaction(session, meeting)
    for title, due, person in (
        ("Ö", "2019-05", "Zara Berg"),
        ("Å", None, None),
        ("z", "2018", None),
    ):
        add_follow_up(session, FollowUpIn(title=title, due_date=due, person=person))
    for title, organisation in (("Öst", "Öckerö"), ("V", None), ("Ål", "Zinkgruvan")):
        together = [organisation] if organisation else []
        add_collaboration(session, CollaborationIn(title=title, organisations=[*together]))


@pytest.fixture
def filled(book: Book) -> Book:
    book.tell("Fill", fill)
    return book


Query = Callable[..., Sequence[Any]]
LISTS: tuple[tuple[RecordKind, Query, Query, str], ...] = (
    (RecordKind.PERSON, person_ids, person_rows, "name role organisation email last_interaction"),
    (RecordKind.ORGANISATION, organisation_ids, organisation_rows, "name area parent people"),
    (RecordKind.INTERACTION, interaction_ids, interaction_rows, "subject participants topics"),
    (RecordKind.FOLLOW_UP, follow_up_ids, follow_up_rows, "title due_date owner"),
    (RecordKind.COLLABORATION, collaboration_ids, collaboration_rows, "title organisations"),
)


def test_a_list_is_in_the_order_of_what_its_rows_show_and_empty_ones_are_last(filled: Book) -> None:
    for _kind, read_ids, read_rows, columns in LISTS:
        for column, descending in product(columns.split(), (False, True)):
            ids = filled.ask(read_ids, order=Order(column, descending))
            shown = [row[column] for row in filled.ask(read_rows, ids)]
            values = [value for value in shown if value]
            expected = sorted(values, key=lambda value: sort_key(str(value)), reverse=descending)
            assert values == expected, column
            assert not any(shown[len(values) :]), column


def test_every_column_that_is_offered_can_be_sorted_by(filled: Book) -> None:
    for kind, read_ids, _read_rows, _columns in LISTS:
        everything = set(filled.ask(read_ids))
        for column in order_names(kind):
            ids = filled.ask(read_ids, order=Order(column))
            assert (len(ids), set(ids)) == (len(everything), everything), (kind, column)


def test_a_column_that_there_is_not_is_refused(filled: Book) -> None:
    with pytest.raises(UsageError, match="Lists can be sorted by these: name"):
        filled.ask(person_ids, order=Order("colour"))


def test_a_text_is_found_in_the_order_that_the_list_has(filled: Book) -> None:
    def found(order: Order | None, text: str) -> str | None:
        ids = filled.ask(person_ids, order=order)
        place = filled.ask(place_of, RecordKind.PERSON, ids, order, text)
        return None if place is None else filled.ask(person_rows, ids)[place]["name"]

    by_name = Order("name")
    assert [found(by_name, text) for text in ("Å", "v", "ze", "ös", "za")] == [
        *("Åke Ek", "Vera Wall", None, "Östen Wik", "Zara Berg")
    ]
    assert found(Order("name", descending=True), "z") == "Zara Berg"
    assert found(Order("organisation"), "öc") == "Anna Alm"
    assert found(Order("last_interaction", descending=True), "2018") == "Vera Wall"
    assert found(Order("last_interaction"), "v") == "Vera Wall"
    assert found(None, "å") == "Åke Ek"
