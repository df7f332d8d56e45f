"""Memberships, posts and contact details in forms."""

from typing import Any

from crm.actions.contacts import add_contact_detail
from crm.actions.memberships import add_membership
from crm.actions.posts import add_post
from crm.book import Book
from crm.inputs import MembershipIn, PostIn
from crm.queries.memberships import get_membership, get_post, list_memberships
from crm.queries.people import get_person
from tests.people import contact, key, organisation, person
from tests.tui.dialogs.trying import trying
from tui.dialogs.contact_detail import ContactDetailDialog
from tui.dialogs.membership import EndMembershipDialog, MembershipDialog
from tui.dialogs.post import PostDialog, SuccessionDialog


def membership(book: Book, **fields: str) -> tuple[int, int, int]:
    """Put Günther Mårder into Företagarna; return membership, person and organisation."""
    with book.write("stand on") as session:
        where, who = organisation(session, "Företagarna"), person(session, "Günther Mårder")
        values: dict[str, Any] = {"organisation": key(where), "role": "VD", **fields}
        data = MembershipIn(**values)
        return key(add_membership(session, key(who), data)), key(who), key(where)


async def test_a_person_is_put_into_an_organisation_and_a_post(book: Book) -> None:
    with book.write("stand on") as session:
        where, who = organisation(session, "Näringsdepartementet"), person(session, "Emil Högberg")
        post = add_post(session, PostIn(label="Statssekreterare", organisation=key(where)))
    make = lambda: MembershipDialog(person=key(who), organisation=key(where))  # noqa: E731
    async with trying(book, make, height=30) as trial:
        await trial.choose("post", "stats")
        await trial.fill(start_date="januari 2019", note="Ny")
        saved = await trial.save()
    record = book.ask(get_membership, saved)
    assert record["post"] == {"id": key(post), "name": "Statssekreterare"}
    assert (record["start_date"], record["primary"]) == ("2019-01", True)


async def test_a_membership_needs_a_person_and_an_organisation(book: Book) -> None:
    async with trying(book, MembershipDialog) as trial:
        assert await trial.save() is None
        assert trial.error("organisation") == "This must be filled in."
        await trial.fill(organisation="Unizon")
        assert await trial.save() is None
        assert trial.error("person") == "This must be filled in."
        await trial.fill(person="Leif Lundgren")
        saved = await trial.save()
    assert book.ask(get_membership, saved)["organisation"]["name"] == "Unizon"


async def test_a_membership_is_changed(book: Book) -> None:
    made, _who, _where = membership(book, start_date="2015", note="Keep")
    async with trying(book, lambda: MembershipDialog(made)) as trial:
        assert "Günther Mårder, Företagarna" in trial.app.text
        await trial.fill(role="Ordförande", end_date="2014")
        assert await trial.save() is None
        assert "before" in trial.error("end_date")
        await trial.fill(end_date="")
        assert await trial.save() == made
    record = book.ask(get_membership, made)
    assert (record["role"], record["start_date"], record["end_date"]) == (
        "Ordförande",
        "2015",
        None,
    )


async def test_a_membership_ends_today_unless_another_day_is_typed(book: Book) -> None:
    made, _who, _where = membership(book)
    async with trying(book, lambda: EndMembershipDialog(made)) as trial:
        await trial.press("enter")
        assert trial.app.answers == [made]
    assert book.ask(get_membership, made)["end_date"] == "2019-05-02"


async def test_a_membership_cannot_end_before_it_began(book: Book) -> None:
    made, _who, _where = membership(book, start_date="2015")
    async with trying(book, lambda: EndMembershipDialog(made)) as trial:
        await trial.fill(end_date="2014-01-01")
        assert await trial.save() is None
        assert trial.error("end_date")


async def test_a_post_is_added_changed_and_passed_on(book: Book) -> None:
    _made, who, where = membership(book)
    async with trying(book, lambda: PostDialog(organisation=where)) as trial:
        assert await trial.save() is None
        assert trial.error("label")
        await trial.fill(label="VD")
        post = await trial.save()
    with book.write("stand on") as session:
        held = MembershipIn(organisation=where, post=post, start_date="2016")
        holder = key(add_membership(session, who, held))
    async with trying(book, lambda: PostDialog(post)) as trial:
        await trial.fill(role="verkställande direktör")
        assert await trial.save() == post
    async with trying(book, lambda: SuccessionDialog(post)) as trial:
        assert "Günther Mårder leaves" in trial.app.text
        assert await trial.save() is None
        assert trial.error("person")
        await trial.fill(person="Marita Sjödin", start_date="2019-06-01")
        await trial.save()
    record = book.ask(get_post, post)
    names = {one["person"]["name"]: one["start_date"] for one in record["holders"]}
    assert names == {"Marita Sjödin": "2019-06-01", "Günther Mårder": "2016"}
    assert book.ask(get_membership, holder)["end_date"] == "2019-05-31"
    assert record["role"] == "verkställande direktör"


async def test_a_post_needs_an_organisation(book: Book) -> None:
    async with trying(book, PostDialog) as trial:
        await trial.fill(label="VD")
        assert await trial.save() is None
        assert trial.error("organisation")


async def test_a_contact_detail_is_normalised_by_its_kind(book: Book) -> None:
    made, who, _where = membership(book)
    async with trying(book, lambda: ContactDetailDialog("person", who)) as trial:
        assert "New address – Günther Mårder" in trial.app.text
        await trial.fill(type="phone", value="not a number")
        assert await trial.save() is None
        assert trial.failure or trial.error("value")
        await trial.fill(value="08-406 17 00", label="växel")
        await trial.save()
    async with trying(book, lambda: ContactDetailDialog("membership", made)) as trial:
        await trial.fill(type="address", value="Storgatan 1\n111 22 Stockholm")
        await trial.save()
    details = book.ask(get_person, who)["contact_details"]
    assert {detail["value"]: detail["label"] for detail in details} == {
        "+4684061700": "växel",
        "Storgatan 1\n111 22 Stockholm": None,
    }


async def test_a_contact_detail_is_changed(book: Book) -> None:
    made, who, _where = membership(book)
    with book.write("stand on") as session:
        detail = add_contact_detail(
            session, "membership", made, contact("email", "vd@example.se", label="work")
        )
    async with trying(book, lambda: ContactDetailDialog("membership", made, key(detail))) as trial:
        await trial.fill(value="gunther@example.se", valid_until="2019-12")
        assert await trial.save() == key(detail)
    [changed] = book.ask(get_person, who)["contact_details"]
    assert (changed["value"], changed["label"]) == ("gunther@example.se", "work")
    assert changed["valid_until"] == "2019-12"
    assert len(book.ask(list_memberships, who)) == 1
