"""What is proposed to whoever writes a condition: words, names, and texts that come again."""

from crm.actions.topics import add_topic
from crm.book import Book, Session
from crm.inputs import MembershipIn, TopicIn
from crm.queries.conditions import key_values
from tests.people import organisation, person


def fill(session: Session) -> None:
    for name, area in (("Öckerö kommun", "Öckerö"), ("Östersund", "Jämtland"), ("ALMI", None)):
        organisation(session, name, area=area)
    work = [MembershipIn(organisation="ALMI", role="VD")]
    person(session, "Anna Ek", memberships=work, tags=["Årsmöte"])
    add_topic(session, TopicIn(name="Kapital"))


def test_values_begin_as_is_typed(book: Book) -> None:
    book.tell("Fill", fill)
    for kind, key, begun, values in (
        ("person", "organisation", "ö", ["Öckerö kommun", "Östersund"]),
        ("person", "organisation", "ock", ["Öckerö kommun"]),
        ("person", "tags", "", ["Årsmöte"]),
        ("person", "role", "v", ["VD"]),
        ("person", "area", "", ["Jämtland", "Öckerö"]),
        ("organisation", "area", "j", ["Jämtland"]),
        ("organisation", "classification", "m", ["ministry", "municipality", "media"]),
        ("interaction", "statements.topic", "k", ["Kapital"]),
        ("follow-up", "organisation", "al", ["ALMI"]),
        ("person", "note", "", []),
        ("person", "colour", "", []),
    ):
        assert book.ask(key_values, kind, key, begun) == values, (kind, key)
