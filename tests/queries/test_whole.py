"""Many records whole are what each of them is, at a fixed number of queries."""

from sqlmodel import Session

from crm.actions.collaborations import add_collaboration
from crm.actions.contacts import add_contact_detail
from crm.actions.memberships import add_membership, add_post
from crm.actions.relationships import link
from crm.inputs import CollaborationIn, MembershipIn, OtherNameIn, PostIn, RelationshipIn
from crm.queries.organisations import get_organisation
from crm.queries.people import get_person
from crm.queries.whole_organisations import whole_organisations
from crm.queries.whole_people import whole_people
from tests.counting import count_queries
from tests.people import attend, contact, key, meeting, organisation, person


def a_network(session: Session) -> tuple[list[int], list[int]]:
    """Add three people and three organisations that belong together in every way there is."""
    almi = organisation(session, "ALMI", orgnr="556481-6204", tags=["stat", "lån"])
    below = organisation(session, "ALMI Invest", parent="ALMI", phones=["08-700 08 00"])
    other = organisation(session, "Unizon", other_names=[OtherNameIn(name="Örnalp")])
    add_post(session, PostIn(label="VD", organisation="ALMI"))
    anna = person(session, "Anna Ek", emails=["anna@ek.example"], tags=["vip"])
    bo = person(session, "Bo Al", other_names=[OtherNameIn(name="Bosse Al")])
    cia = person(session, "Cia Asp", note="Ny")
    first = add_membership(session, key(anna), MembershipIn(organisation="ALMI", post="VD"))
    add_membership(session, key(anna), MembershipIn(organisation="Unizon", end_date="2010"))
    add_membership(session, key(bo), MembershipIn(organisation="ALMI", role="Chef"))
    add_membership(session, key(bo), MembershipIn(organisation="ALMI", end_date="2001"))
    add_contact_detail(session, "membership", key(first), contact("phone", "08-700 08 00"))
    link(session, "person", key(anna), RelationshipIn(type="mentor"), "person", key(bo))
    link(
        session, "organisation", key(almi), RelationshipIn(type="owner"), "organisation", key(other)
    )
    add_collaboration(session, CollaborationIn(title="Lån", organisations=["ALMI", "Unizon"]))
    attend(session, meeting(session, "2019-04-11"), who=anna, where=almi)
    return [key(one) for one in (cia, anna, bo)], [key(one) for one in (other, almi, below)]


def test_many_are_what_each_is(session: Session) -> None:
    people, organisations = a_network(session)
    assert whole_people(session, people) == [get_person(session, one) for one in people]
    assert whole_organisations(session, organisations) == [
        get_organisation(session, one) for one in organisations
    ]


def test_those_that_are_gone_are_left_out(session: Session) -> None:
    people, organisations = a_network(session)
    assert [one["id"] for one in whole_people(session, [*people, 999])] == people
    assert [one["id"] for one in whole_organisations(session, [999, *organisations])] == (
        organisations
    )
    assert whole_people(session, []) == []


def test_the_number_of_queries_does_not_grow(session: Session) -> None:
    people, organisations = a_network(session)
    with count_queries(session) as one:
        whole_people(session, people[:1])
        whole_organisations(session, organisations[1:2])
    with count_queries(session) as many:
        whole_people(session, people)
        whole_organisations(session, organisations)
    assert one.count == many.count
