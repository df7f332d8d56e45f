import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from crm.actions.relationship_types import known_types, reverse_type
from crm.actions.relationships import link, unlink, unlink_between
from crm.errors import Ambiguous, Invalid, NotFound
from crm.inputs import RelationshipIn
from crm.models import Person
from crm.queries.contacts import list_relationships
from tests.people import key, organisation, person


@pytest.fixture
def pair(session: Session) -> tuple[Person, Person]:
    return person(session, "Anna Berg"), person(session, "Emil Högberg")


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("assistant of", "assisted by"),
        ("assistent till", "har assistent"),
        ("Reports To", "manager of"),
        ("manager of", "reports to"),
        ("del av", "har del"),
        ("kollega till", "kollega till"),
        ("spelar golf med", "spelar golf med"),
    ],
)
def test_a_link_has_a_label_each_way(
    session: Session, pair: tuple[Person, Person], there: str, back: str
) -> None:
    anna, emil = map(key, pair)
    link(session, "person", anna, RelationshipIn(type=there), "person", emil)
    [seen] = list_relationships(session, "person", anna)
    assert (seen["type"], seen["kind"], seen["other"]["name"]) == (there, "person", "Emil Högberg")
    [seen] = list_relationships(session, "person", emil)
    assert (seen["type"], seen["other"]["name"]) == (back, "Anna Berg")


@given(st.sampled_from(known_types()))
def test_the_way_there_and_back_ends_where_it_began(label: str) -> None:
    assert reverse_type(reverse_type(label)) == label


def test_the_label_back_may_be_given(session: Session, pair: tuple[Person, Person]) -> None:
    anna, emil = pair
    data = RelationshipIn(type="gudmor till", reverse_type="gudson till", start_date="1970")
    row = link(session, "person", key(anna), data, "person", key(emil))
    assert (row.reverse_type, row.start_date) == ("gudson till", "1970")
    assert (anna.version, emil.version) == (2, 2)


def test_organisations_are_linked(session: Session) -> None:
    unizon, ornalp = organisation(session, "Unizon"), organisation(session, "Örnalp")
    link(
        session, "organisation", key(ornalp), RelationshipIn(type="part of"),
        "organisation", key(unizon),
    )  # fmt: skip
    [seen] = list_relationships(session, "organisation", key(unizon))
    assert (seen["type"], seen["other"]["name"]) == ("has part", "Örnalp")


def test_what_makes_no_link_is_refused(session: Session, pair: tuple[Person, Person]) -> None:
    anna, emil = map(key, pair)
    almi = key(organisation(session, "ALMI"))
    friend = RelationshipIn(type="friend of")
    with pytest.raises(Invalid, match="membership"):
        link(session, "person", anna, friend, "organisation", almi)
    with pytest.raises(Invalid, match="two people"):
        link(session, "topic", anna, friend, "topic", emil)
    with pytest.raises(Invalid, match="itself"):
        link(session, "person", anna, friend, "person", anna)
    with pytest.raises(NotFound):
        link(session, "person", anna, friend, "person", 99)
    with pytest.raises(Invalid):
        link(session, "person", anna, RelationshipIn(type="x" * 101), "person", emil)
    with pytest.raises(Invalid):
        RelationshipIn(type=" ")


def test_a_link_is_there_once_from_either_side(
    session: Session, pair: tuple[Person, Person]
) -> None:
    anna, emil = map(key, pair)
    link(session, "person", anna, RelationshipIn(type="assistant of"), "person", emil)
    with pytest.raises(Invalid):
        link(session, "person", anna, RelationshipIn(type="Assistant of"), "person", emil)
    with pytest.raises(Invalid):
        link(session, "person", emil, RelationshipIn(type="assisted by"), "person", anna)
    link(
        session, "person", anna, RelationshipIn(type="assistant of", end_date="2010"),
        "person", emil,
    )  # fmt: skip


def test_a_link_is_removed_by_its_id(session: Session, pair: tuple[Person, Person]) -> None:
    anna, emil = pair
    row = link(session, "person", key(anna), RelationshipIn(type="x"), "person", key(emil))
    unlink(session, key(row))
    assert list_relationships(session, "person", key(anna)) == []
    assert anna.version == 3
    for identity in (1, 0, 2**64):
        with pytest.raises(NotFound):
            unlink(session, identity)


def test_a_link_is_removed_by_its_ends_and_label(
    session: Session, pair: tuple[Person, Person]
) -> None:
    anna, emil = map(key, pair)
    link(session, "person", anna, RelationshipIn(type="assistant of"), "person", emil)
    link(session, "person", anna, RelationshipIn(type="friend of"), "person", emil)
    with pytest.raises(Ambiguous, match="assistant of, friend of"):
        unlink_between(session, "person", anna, None, emil)
    with pytest.raises(NotFound):
        unlink_between(session, "person", emil, "assistant of", anna)
    unlink_between(session, "person", emil, "Assisted by", anna)
    unlink_between(session, "person", emil, None, anna)
    assert list_relationships(session, "person", anna) == []
