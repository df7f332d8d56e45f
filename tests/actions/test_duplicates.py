import pytest
from sqlmodel import Session, select

from crm.actions.duplicates import mark_distinct
from crm.errors import Invalid, NotFound
from crm.models import DistinctPair
from tests.people import key, organisation, person


def test_a_pair_is_remembered_once_lowest_first(session: Session) -> None:
    anna, emil = key(person(session, "Anna Berg")), key(person(session, "Anna Berg"))
    mark_distinct(session, "person", emil, anna)
    mark_distinct(session, "person", anna, emil)
    [pair] = session.exec(select(DistinctPair)).all()
    assert (pair.kind, pair.first_id, pair.second_id) == ("person", anna, emil)


def test_what_makes_no_pair_is_refused(session: Session) -> None:
    almi = key(organisation(session, "ALMI"))
    with pytest.raises(Invalid):
        mark_distinct(session, "organisation", almi, almi)
    with pytest.raises(NotFound):
        mark_distinct(session, "organisation", almi, 99)
    with pytest.raises(Invalid):
        mark_distinct(session, "topic", 1, 2)
