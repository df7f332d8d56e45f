"""The tour shows what can be asked, and answers it from the book."""

import unicodedata

from crm.actions.people import delete_person
from crm.actions.topics import edit_topic
from crm.book import Book
from crm.demo.tour import WIDTH, tour
from crm.inputs import TopicIn
from crm.queries.references import resolve_person, resolve_topic


def test_the_tour_answers_what_it_asks(demo: Book) -> None:
    text = "\n".join(tour(demo))
    for fragment in (
        "Thursday 2 May 2019",
        "theirs: Skicka siffrorna för varje kommun",
        "Günther Mårder, VD, Företagarna",
        "gunther.marder@foretagarna.example",
        "Ester Exempelsson",
        "11 April 2019, Göran Lundwall (VD)",
        "“ALMI Invest går in med ägarkapital",
        "joint: Hitta former för en löpande dialog",
        str(demo.path),
    ):
        assert fragment in text
    assert "crm agenda" not in "\n".join(tour(demo, with_agenda=False))


def test_the_tour_fits_a_terminal_and_holds_nothing_that_acts(demo: Book) -> None:
    for line in tour(demo):
        assert len(line) <= WIDTH or line.startswith("  $ ")
        assert all(unicodedata.category(character) != "Cc" for character in line)


def test_the_tour_leaves_out_what_is_no_longer_there(own_demo: Book) -> None:
    with own_demo.read() as session:
        person, topic = resolve_person(session, "Günther Mårder"), resolve_topic(session, "SME")
    own_demo.tell("delete", delete_person, person)
    own_demo.tell("rename", edit_topic, topic, TopicIn(name="Små företag", synonyms=[]))
    text = "\n".join(tour(own_demo))
    assert "Günther" not in text
    assert "Göran Lundwall (VD)" in text
