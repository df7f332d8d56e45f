"""Kept statements are asked of ids in any order, and can end where nothing is there to be found."""

from sqlalchemy import select
from sqlmodel import Session, col

from crm.models import Person, Tagging
from crm.queries.fetching import chosen, ever_filled, fetched, fetched_values
from tests.people import key, organisation, person

NAMES = select(col(Person.id), col(Person.name)).where(chosen(col(Person.id)))
HAS_TAGGED_PEOPLE = select(ever_filled(col(Tagging.person_id)))


def test_each_id_gives_its_row_once_whatever_their_order(session: Session) -> None:
    anna, bo = key(person(session, "Anna Ek")), key(person(session, "Bo Al"))
    person(session, "Cia Asp")
    assert sorted(row.name for row in fetched(session, NAMES, [bo, anna, bo])) == [
        "Anna Ek",
        "Bo Al",
    ]
    assert fetched_values(session, NAMES, [bo]) == [(bo, "Bo Al")]
    assert fetched(session, NAMES, []) == []


def test_a_column_is_filled_once_any_row_fills_it(session: Session) -> None:
    organisation(session, "ALMI", tags=["stat"])
    assert fetched_values(session, HAS_TAGGED_PEOPLE, []) == [[False]]
    person(session, "Anna Ek", tags=["vip"])
    assert fetched_values(session, HAS_TAGGED_PEOPLE, []) == [[True]]
