import pytest
from sqlmodel import Session, select

from crm.actions.labels import add_document
from crm.actions.memberships import add_post
from crm.actions.organisations import merge_organisations
from crm.actions.relationships import link
from crm.errors import Invalid, NotFound
from crm.inputs import DocumentIn, PostIn, RelationshipIn
from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    Document,
    FollowUp,
    Organisation,
    Participant,
    Statement,
)
from crm.queries.organisations import get_organisation, list_posts
from crm.queries.people import get_person
from tests.people import attend, key, meeting, organisation, person

LEI = {"scheme": "lei", "identifier": "549300"}


@pytest.fixture
def pair(session: Session) -> tuple[Organisation, Organisation]:
    keep = organisation(
        session, "Näringsdepartementet", orgnr="202100-2742", website="https://n.se",
        emails=["n@regeringen.se"], tags=["regering"],
    )  # fmt: skip
    other = organisation(
        session, "N", classification="ministry", orgnr="202100-2742", identifiers=[LEI],
        area="Stockholm", website="https://www.regeringen.se", founding_date="1969",
        emails=["n@regeringen.se", "r@regeringen.se"], tags=["regering", "stat"], note="Rosenbad",
    )  # fmt: skip
    return keep, other


def test_the_one_that_stays_has_everything(
    session: Session, pair: tuple[Organisation, Organisation]
) -> None:
    keep, other = pair
    assert merge_organisations(session, key(keep), key(other)) is keep
    record = get_organisation(session, key(keep))
    assert [name["name"] for name in record["other_names"]] == ["N"]
    assert (record["classification"], record["area"], record["founding_date"]) == (
        "ministry", "Stockholm", "1969",
    )  # fmt: skip
    assert record["identifiers"] == [{"scheme": "orgnr", "identifier": "202100-2742"}, LEI]
    assert record["tags"] == ["regering", "stat"]
    assert record["note"] == "Rosenbad"
    assert record["website"] == "https://n.se"
    values = [detail["value"] for detail in record["contact_details"]]
    assert values == ["n@regeringen.se", "r@regeringen.se", "https://www.regeringen.se"]
    assert session.get(Organisation, 2) is None


def test_people_and_posts_follow(session: Session, pair: tuple[Organisation, Organisation]) -> None:
    keep, other = pair
    for row in pair:
        add_post(session, PostIn(label="Statssekreterare", organisation=key(row), note="ett"))
    add_post(session, PostIn(label="Minister", organisation=key(other)))
    same = {"post": "Statssekreterare", "start_date": "2019"}
    emil = person(
        session, "Emil Högberg",
        memberships=[{"organisation": key(keep), **same}, {"organisation": key(other), **same}],
    )  # fmt: skip
    ibrahim = person(
        session, "Ibrahim Baylan", memberships=[{"organisation": key(other), "post": "Minister"}]
    )
    merge_organisations(session, key(keep), key(other))
    posts = list_posts(session, organisation=key(keep))
    assert [(post["label"], len(post["holders"])) for post in posts] == [
        ("Minister", 1),
        ("Statssekreterare", 1),
    ]
    [membership] = get_person(session, key(emil))["memberships"]
    assert membership["primary"]
    assert membership["post"] == {"id": posts[1]["id"], "name": "Statssekreterare"}
    people = [each["name"] for each in get_organisation(session, key(keep))["people"]]
    assert people == [emil.name, ibrahim.name]


def test_what_happened_follows(session: Session, pair: tuple[Organisation, Organisation]) -> None:
    keep, other = pair
    emil = person(session, "Emil Högberg")
    both, one = meeting(session, "2019-04-11"), meeting(session, "2019-04-12")
    attend(session, both, where=keep, attendance="invited")
    attend(session, both, where=other, function="host")
    attend(session, both, emil, other, organisation_name="N")
    attend(session, one, where=other)
    session.add_all(
        [
            said := Statement(interaction_id=key(one), organisation_id=other.id, text="Ja"),
            promised := FollowUp(title="Svara", organisation_id=other.id),
            first := Collaboration(title="Dialog"),
            second := Collaboration(title="Forum"),
        ]
    )
    session.flush()
    for together, where in ((first, keep), (first, other), (second, other)):
        session.add(
            CollaborationOrganisation(collaboration_id=key(together), organisation_id=key(where))
        )
    for row in pair:
        document = DocumentIn(title="Avtal", location="avtal.pdf")
        add_document(session, "organisation", key(row), document)
    merge_organisations(session, key(keep), key(other))
    participants = session.exec(select(Participant).order_by("id")).all()
    assert {each.organisation_id for each in participants} == {keep.id}
    assert [(each.interaction_id, each.person_id) for each in participants] == [
        (both.id, None), (both.id, emil.id), (one.id, None),
    ]  # fmt: skip
    assert (participants[0].attendance, participants[0].function) == ("attended", "host")
    assert participants[1].organisation_name == "N"
    assert (said.organisation_id, promised.organisation_id) == (keep.id, keep.id)
    record = get_organisation(session, key(keep))
    assert [each["name"] for each in record["collaborations"]] == ["Dialog", "Forum"]
    assert len(session.exec(select(Document)).all()) == 1


class TestFamily:
    def test_children_follow_and_a_parent_is_filled_in(self, session: Session) -> None:
        top = organisation(session, "Staten")
        keep = organisation(session, "ALMI")
        other = organisation(session, "Almi AB", parent=key(top))
        child = organisation(session, "ALMI Invest", parent=key(other))
        merge_organisations(session, key(keep), key(other))
        assert (keep.parent_id, child.parent_id) == (top.id, keep.id)

    def test_a_parent_of_its_own_is_kept(self, session: Session) -> None:
        one, two = organisation(session, "Staten"), organisation(session, "Riket")
        keep = organisation(session, "ALMI", parent=key(one))
        other = organisation(session, "Almi AB", parent=key(two))
        merge_organisations(session, key(keep), key(other))
        assert keep.parent_id == one.id

    def test_a_child_is_merged_into_its_parent(self, session: Session) -> None:
        keep = organisation(session, "ALMI")
        other = organisation(session, "ALMI Invest", parent=key(keep))
        grandchild = organisation(session, "ALMI Invest Norr", parent=key(other))
        merge_organisations(session, key(keep), key(other))
        assert (keep.parent_id, grandchild.parent_id) == (None, keep.id)

    def test_an_ancestor_is_merged_into_a_grandchild(self, session: Session) -> None:
        top = organisation(session, "Staten")
        other = organisation(session, "ALMI", parent=key(top))
        middle = organisation(session, "ALMI Väst", parent=key(other))
        keep = organisation(session, "ALMI Invest", parent=key(middle))
        merge_organisations(session, key(keep), key(other))
        assert (keep.parent_id, middle.parent_id) == (top.id, keep.id)


def test_a_link_between_the_two_is_dropped(
    session: Session, pair: tuple[Organisation, Organisation]
) -> None:
    keep, other = pair
    link(
        session, "organisation", key(other), RelationshipIn(type="part of"),
        "organisation", key(keep),
    )  # fmt: skip
    merge_organisations(session, key(keep), key(other))
    assert get_organisation(session, key(keep))["relationships"] == []


def test_nothing_is_merged_with_itself_or_nothing(session: Session) -> None:
    almi = key(organisation(session, "ALMI"))
    with pytest.raises(Invalid):
        merge_organisations(session, almi, almi)
    with pytest.raises(NotFound):
        merge_organisations(session, 99, almi)
