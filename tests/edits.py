"""A book with something of each sort, and every ordinary change to it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session

from crm.actions.collaborations import (
    add_collaboration,
    delete_collaboration,
    edit_collaboration,
)
from crm.actions.contacts import (
    add_contact_detail,
    add_other_name,
    edit_contact_detail,
    remove_contact_detail,
    remove_other_name,
)
from crm.actions.duplicates import mark_distinct
from crm.actions.fields import add_field, set_custom
from crm.actions.follow_ups import (
    add_follow_up,
    complete_follow_up,
    delete_follow_up,
    edit_follow_up,
    reopen_follow_up,
)
from crm.actions.importing import import_file
from crm.actions.interactions import delete_interaction, edit_interaction, log_interaction
from crm.actions.labels import add_assessment, add_document, remove_assessment, tag, untag
from crm.actions.lists import add_list, add_member, delete_list, edit_list, remove_member
from crm.actions.many import add_topics, delete_many, list_many, set_field, tag_many
from crm.actions.memberships import (
    add_membership,
    delete_membership,
    edit_membership,
    end_membership,
    succeed,
)
from crm.actions.merging_organisations import merge_organisations
from crm.actions.merging_people import merge_people
from crm.actions.organisations import add_organisation, delete_organisation, edit_organisation
from crm.actions.people import add_person, delete_person, edit_person
from crm.actions.posts import add_post, delete_post, edit_post
from crm.actions.quick_entry import log_plan
from crm.actions.relationships import link, unlink_between
from crm.actions.topics import add_topic, delete_topic, edit_topic, merge_topics
from crm.book import Book
from crm.demo import build
from crm.inputs import (
    AssessmentIn,
    CollaborationEdit,
    CollaborationIn,
    ContactListIn,
    DocumentIn,
    FollowUpEdit,
    FollowUpIn,
    InteractionEdit,
    InteractionIn,
    MembershipEdit,
    MembershipIn,
    OrganisationEdit,
    OrganisationIn,
    OtherNameIn,
    ParticipantIn,
    PersonEdit,
    PersonIn,
    PostEdit,
    PostIn,
    RelationshipIn,
    StatementIn,
    TopicIn,
)
from crm.models import Person
from crm.queries.quick_entry import plan_line
from crm.vocabulary import RecordKind
from tests.people import contact, custom_field, key, organisation, person

PERSON, ORGANISATION, INTERACTION = (
    RecordKind.PERSON,
    RecordKind.ORGANISATION,
    RecordKind.INTERACTION,
)
ADDRESS = contact("email", "goran@almi.example")
FRIENDS = RelationshipIn(type="friend of", reverse_type="friend of")


def build_book(book: Book) -> None:
    """Fill an empty book: the demonstration, and something of each sort that it has not."""
    build(book)
    listed = book.path.with_name("county.csv")
    listed.write_text("name,email\nAnna Ek,anna@ek.example\n", encoding="utf-8")
    import_file(book, listed)
    with book.write("something of each") as session:
        first, other = (key(person(session, f"Merged {name}", uid=name)) for name in ("a", "b"))
        merge_people(session, first, other)
        mark_distinct(session, PERSON, 1, 2)
        add_field(session, custom_field("diet"))
        set_custom(session, session.get_one(Person, 1), {"diet": "vegan"})
        add_assessment(session, PERSON, 1, AssessmentIn(date="2019", influence=3))
        link(session, PERSON, 1, FRIENDS, PERSON, 2)
        add_list(session, ContactListIn(name="Chiefs", condition="role = vd"))
        add_member(session, 1, PERSON, 1)
    book.tell("edit", edit_person, 1, PersonEdit(note="edited"))


def change_people(session: Session) -> None:
    """Add, edit, tag, link, merge and delete people."""
    where = MembershipIn(organisation="ALMI", role="VD", start_date="2018")
    data = PersonIn(name="Eva Ny", emails=["eva@ny.example"], memberships=[where], tags=["ny"])
    eva = key(add_person(session, data))
    edit_person(session, eva, PersonEdit(name="Eva Nyberg", custom={"diet": "vegan"}))
    tag(session, PERSON, eva, ["styrelse"])
    untag(session, PERSON, eva, ["styrelse"])
    add_other_name(session, PERSON, eva, OtherNameIn(name="Eva Gammal"))
    remove_other_name(session, PERSON, eva, "Eva Gammal")
    detail = key(add_contact_detail(session, PERSON, eva, ADDRESS))
    edit_contact_detail(session, detail, contact("phone", "070-174 06 05"))
    remove_contact_detail(session, detail)
    link(session, PERSON, eva, FRIENDS, PERSON, 1)
    unlink_between(session, PERSON, eva, "friend of", 1)
    assessed = add_assessment(session, PERSON, eva, AssessmentIn(date="2019", interest=2))
    remove_assessment(session, key(assessed))
    mark_distinct(session, PERSON, 1, eva)
    merge_people(session, eva, key(person(session, "Eva Ny", emails=["eva@ny.example"])))
    delete_person(session, eva)


def change_organisations(session: Session) -> None:
    """Add, edit, merge and delete organisations and posts, and change who is in them."""
    data = OrganisationIn(name="Almi Norr", parent="ALMI", orgnr="556000-4615")
    almi = key(add_organisation(session, data))
    edit_organisation(session, almi, OrganisationEdit(name="Almi Nord", area="Umeå"))
    add_document(session, ORGANISATION, almi, DocumentIn(title="Avtal", location="/avtal.pdf"))
    held = key(add_membership(session, 1, MembershipIn(organisation=almi, role="Ledamot")))
    edit_membership(session, held, MembershipEdit(role="Ordförande"))
    end_membership(session, held, "2019-04")
    delete_membership(session, held)
    seat = key(add_post(session, PostIn(label="Chef", organisation=almi)))
    edit_post(session, seat, PostEdit(label="Direktör"))
    succeed(session, seat, 2, "2019-03")
    merge_organisations(session, almi, key(organisation(session, "Almi Väst")))
    delete_organisation(session, almi, force=True)
    empty = key(add_post(session, PostIn(label="Chef", organisation="ALMI")))
    delete_post(session, empty)


def change_interactions(session: Session) -> None:
    """Log, edit and delete interactions, as a form and as a line does."""
    entry: dict[str, Any] = {
        "kind": "meeting",
        "subject": "Möte om kapital",
        "starts_at": "2019-04-20",
        "participants": [ParticipantIn(person="p1"), ParticipantIn(organisation="ALMI")],
        "topics": ["Riskkapital"],
        "statements": [StatementIn(speaker="p1", topic="Riskkapital", text="Mer.")],
        "follow_ups": [FollowUpIn(title="Skicka underlag", due_date="2019-05-10")],
    }
    logged = key(log_interaction(session, InteractionIn(**entry)))
    changes = InteractionEdit(subject="Möte om ägarkapital", topics=["Ägarkapital"])
    edit_interaction(session, logged, changes, refreeze=True)
    add_topics(session, [logged], ["Riskkapital"])
    delete_interaction(session, logged)
    log_plan(session, plan_line(session, "möte med Ny Person @ALMI i går: kapital", create=True))


def change_promises(session: Session) -> None:
    """Add, edit, keep and delete promises and collaborations."""
    promise = FollowUpIn(
        title="Ringa", organisation="ALMI", due_date="2019-05-10", repeats="weekly"
    )
    made = key(add_follow_up(session, promise))
    edit_follow_up(session, made, FollowUpEdit(owner="Anna", person="p1"))
    complete_follow_up(session, made)
    reopen_follow_up(session, made)
    set_field(session, RecordKind.FOLLOW_UP, [made], "owner", "Berit")
    delete_follow_up(session, made)
    data = CollaborationIn(title="Samarbete", organisations=["ALMI"])
    agreed = key(add_collaboration(session, data))
    edit_collaboration(session, agreed, CollaborationEdit(organisations=["ALMI", "o1"]))
    delete_collaboration(session, agreed)


def change_words(session: Session) -> None:
    """Add, edit, merge and delete topics and lists, and what carries them."""
    topic = key(add_topic(session, TopicIn(name="Skog", synonyms=["Virke"])))
    edit_topic(session, topic, TopicIn(name="Skogsbruk"))
    merge_topics(session, topic, key(add_topic(session, TopicIn(name="Trä"))))
    delete_topic(session, topic)
    invited = key(add_list(session, ContactListIn(name="Inbjudna")))
    edit_list(session, invited, ContactListIn(name="Bjudna"))
    list_many(session, invited, PERSON, [1, 2])
    remove_member(session, invited, PERSON, 1)
    delete_list(session, invited)
    tag_many(session, PERSON, [1, 2], ["vip"], ["okänd"])
    delete_many(session, PERSON, [key(person(session, "Gone Soon"))])


EDITS: Mapping[str, Callable[[Session], object]] = {
    change.__name__: change
    for change in (
        change_people,
        change_organisations,
        change_interactions,
        change_promises,
        change_words,
    )
}
