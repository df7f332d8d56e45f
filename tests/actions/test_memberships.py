from typing import Any

import pytest
from sqlmodel import Session, select

from crm.actions.memberships import (
    add_membership,
    add_post,
    before,
    delete_membership,
    delete_post,
    edit_membership,
    edit_post,
    end_membership,
    succeed,
)
from crm.errors import Ambiguous, Conflict, Invalid, NotFound
from crm.inputs import MembershipEdit, MembershipIn, PostEdit, PostIn
from crm.models import ContactDetail, Membership, Person
from crm.queries.memberships import get_post, list_memberships
from tests.people import attend, key, meeting, organisation, person


@pytest.fixture
def goran(session: Session) -> Person:
    organisation(session, "ALMI")
    organisation(session, "Vinnova")
    return person(session, "Göran Lundwall")


def join(session: Session, who: Person, where: str, **fields: Any) -> Membership:
    return add_membership(session, key(who), MembershipIn(organisation=where, **fields))


class TestPrimary:
    def test_the_first_membership_is_primary_and_keeps_that(
        self, session: Session, goran: Person
    ) -> None:
        first = join(session, goran, "ALMI")
        second = join(session, goran, "Vinnova", start_date="2001")
        assert (first.primary, second.primary) == (True, False)

    def test_a_membership_may_take_it_over(self, session: Session, goran: Person) -> None:
        first = join(session, goran, "ALMI")
        second = join(session, goran, "Vinnova", primary=True)
        assert (first.primary, second.primary) == (False, True)
        edit_membership(session, key(first), MembershipEdit(primary=True))
        assert (first.primary, second.primary) == (True, False)
        edit_membership(session, key(first), MembershipEdit(primary=False))
        assert (first.primary, second.primary) == (False, True)

    def test_a_past_one_is_never_primary(self, session: Session, goran: Person) -> None:
        past = join(session, goran, "ALMI", end_date="2018", primary=True)
        assert not past.primary
        assert join(session, goran, "Vinnova").primary

    def test_ending_it_moves_it_on(self, session: Session, goran: Person) -> None:
        first = join(session, goran, "ALMI", start_date="2013")
        second = join(session, goran, "Vinnova", start_date="2018")
        end_membership(session, key(first), "2019-05-02")
        assert (first.primary, second.primary) == (False, True)
        end_membership(session, key(second), "2019-04")
        assert (first.primary, second.primary) == (True, False)

    def test_one_to_come_waits_for_the_one_there_is(self, session: Session, goran: Person) -> None:
        coming = join(session, goran, "Vinnova", start_date="2019-09")
        assert coming.primary
        assert join(session, goran, "ALMI", start_date="2013", end_date="2019-08").primary
        assert not coming.primary


def test_a_membership_changes_its_person(session: Session, goran: Person) -> None:
    join(session, goran, "ALMI")
    assert goran.version == 2


def test_the_same_membership_twice_is_refused(session: Session, goran: Person) -> None:
    first = join(session, goran, "ALMI", role="VD")
    with pytest.raises(Invalid, match=f"m{first.id}"):
        join(session, goran, "almi", role="vd")
    join(session, goran, "almi", role="vd", start_date="2020")


def test_a_membership_cannot_end_before_it_starts(session: Session, goran: Person) -> None:
    with pytest.raises(Invalid):
        join(session, goran, "ALMI", start_date="2019-05", end_date="2019-04-30")
    member = join(session, goran, "ALMI", start_date="2019-05")
    with pytest.raises(Invalid):
        end_membership(session, key(member), "2018")
    with pytest.raises(Invalid):
        edit_membership(session, key(member), MembershipEdit(end_date="2019-04"))
    assert member.end_date is None


@pytest.mark.parametrize("text", ["", "igår", "2019-13", "2019-02-30", "\x00"])
def test_an_end_is_a_date(session: Session, goran: Person, text: str) -> None:
    member = join(session, goran, "ALMI")
    with pytest.raises(Invalid):
        end_membership(session, key(member), text)


def test_an_edit_changes_what_is_given(session: Session, goran: Person) -> None:
    member = join(session, goran, "ALMI", role="VD", note="sedan länge")
    add_post(session, PostIn(label="VD-posten", organisation="ALMI"))
    edit_membership(session, key(member), MembershipEdit(role=None, post="vd-posten"), version=1)
    assert (member.role, member.note, member.version) == (None, "sedan länge", 2)
    assert member.post_id == 1
    edit_membership(session, key(member), MembershipEdit(post=None))
    assert list_memberships(session, person=key(goran))[0]["post"] is None
    with pytest.raises(Conflict):
        edit_membership(session, key(member), MembershipEdit(role="x"), version=1)


def test_deleting_a_membership_keeps_what_happened(session: Session, goran: Person) -> None:
    phone = {"type": "phone", "value": "08-123 45 67"}
    member = join(session, goran, "ALMI", role="VD", contact_details=[phone])
    other = join(session, goran, "Vinnova")
    took_part = attend(session, meeting(session, "2019"), goran, None, member, role="VD")
    delete_membership(session, key(member), version=1)
    assert session.exec(select(ContactDetail)).all() == []
    assert (took_part.membership_id, took_part.role) == (None, "VD")
    assert other.primary
    with pytest.raises(NotFound):
        delete_membership(session, 1)


class TestPosts:
    def test_a_post_exists_while_vacant(self, session: Session, goran: Person) -> None:
        post = add_post(session, PostIn(label="Generaldirektör", organisation="Vinnova"))
        record = get_post(session, key(post))
        assert (record["label"], record["vacant"], record["holders"]) == (
            "Generaldirektör", True, [],
        )  # fmt: skip

    def test_a_membership_finds_the_post_of_its_organisation(
        self, session: Session, goran: Person
    ) -> None:
        add_post(session, PostIn(label="VD", organisation="Vinnova"))
        post = add_post(session, PostIn(label="VD", organisation="ALMI"))
        assert join(session, goran, "ALMI", post="vd").post_id == post.id

    def test_the_post_of_another_organisation_is_refused(
        self, session: Session, goran: Person
    ) -> None:
        post = add_post(session, PostIn(label="Generaldirektör", organisation="Vinnova"))
        for named in ("Generaldirektör", f"s{post.id}", post.id, post.uid):
            with pytest.raises(Invalid, match="another organisation"):
                join(session, goran, "ALMI", post=named)

    def test_two_posts_of_one_label_are_no_guess(self, session: Session, goran: Person) -> None:
        for _ in range(2):
            add_post(session, PostIn(label="Ledamot", organisation="ALMI"))
        with pytest.raises(Ambiguous) as refusal:
            join(session, goran, "ALMI", post="ledamot")
        assert refusal.value.candidates == (("s1", "Ledamot"), ("s2", "Ledamot"))
        with pytest.raises(NotFound):
            join(session, goran, "ALMI", post="kassör")

    def test_a_post_is_edited(self, session: Session, goran: Person) -> None:
        post = add_post(session, PostIn(label="VD", organisation="ALMI"))
        edit_post(session, key(post), PostEdit(label="Verkställande direktör", role="chef"))
        record = get_post(session, key(post))
        assert (record["label"], record["role"], record["version"]) == (
            "Verkställande direktör", "chef", 2,
        )  # fmt: skip
        with pytest.raises(Invalid):
            edit_post(session, key(post), PostEdit(label=""))
        with pytest.raises(Conflict):
            edit_post(session, key(post), PostEdit(note="x"), version=1)

    def test_deleting_a_post_leaves_its_role_with_the_holders(
        self, session: Session, goran: Person
    ) -> None:
        post = add_post(session, PostIn(label="VD", organisation="ALMI"))
        member = join(session, goran, "ALMI", post="VD")
        delete_post(session, key(post), version=1)
        assert (member.post_id, member.role) == (None, "VD")
        with pytest.raises(NotFound):
            get_post(session, 1)

    def test_a_successor_takes_over_the_day_after(self, session: Session, goran: Person) -> None:
        post = add_post(session, PostIn(label="VD", organisation="ALMI"))
        old = join(session, goran, "ALMI", post="VD", start_date="2013")
        heir = person(session, "Kristina Nordh")
        new = succeed(session, key(post), key(heir), "2019-05-01")
        assert (old.end_date, new.start_date, new.post_id) == ("2019-04-30", "2019-05-01", post.id)
        assert not old.primary
        assert new.primary
        record = get_post(session, key(post))
        assert [holder["person"]["name"] for holder in record["holders"]] == [
            "Kristina Nordh",
            "Göran Lundwall",
        ]
        assert not record["vacant"]
        with pytest.raises(Invalid, match="holds this post already"):
            succeed(session, key(post), key(heir), "2019-06-01")
        with pytest.raises(Invalid):
            succeed(session, key(post), key(goran), "2018")

    @pytest.mark.parametrize(
        ("partial", "earlier"),
        [("2019-05-01", "2019-04-30"), ("2019-01", "2018-12"), ("2019", "2018")],
    )
    def test_the_time_before_is_as_exact(self, partial: str, earlier: str) -> None:
        assert before(partial) == earlier


def test_memberships_are_listed_current_first(session: Session, goran: Person) -> None:
    past = join(session, goran, "ALMI", start_date="2010", end_date="2012")
    now = join(session, goran, "Vinnova", start_date="2013")
    records = list_memberships(session, person=key(goran))
    assert [(record["id"], record["current"]) for record in records] == [
        (now.id, True), (past.id, False),
    ]  # fmt: skip
