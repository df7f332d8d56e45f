"""A line is saved as its plan says, all of it or nothing."""

import pytest

from crm.actions.quick_entry import log_plan
from crm.book import Book
from crm.errors import Ambiguous, Invalid, NotFound
from crm.queries.follow_ups import list_follow_ups
from crm.queries.interactions import get_interaction
from crm.queries.people import count_people, get_person
from crm.queries.quick_entry import plan_line, summary
from tests.queries.quick_entry.network import build

LINE = (
    "möte igår i Solna med Göran Lundwall, Kim Ny @Nytt Bolag och Mårder #kapital om lån"
    " -> skicka underlag senast 2 juli; <- de ringer @ALMI"
)


@pytest.fixture
def network(book: Book) -> Book:
    with book.write("stand on") as session:
        build(session)
    return book


def logged(book: Book, line: str) -> int:
    plan = book.ask(plan_line, line, create=True)
    with book.write(summary(plan)) as session:
        made = log_plan(session, plan).id
    assert made is not None
    return made


def test_what_the_plan_says_is_saved_and_one_undo_takes_it_back(network: Book) -> None:
    people, promises = network.ask(count_people), len(network.ask(list_follow_ups))
    saved = network.ask(get_interaction, logged(network, LINE))
    assert (saved["kind"], saved["subject"], saved["place"]) == ("meeting", "lån", "Solna")
    assert saved["starts_at"] == "2019-05-01"
    assert [topic["name"] for topic in saved["topics"]] == ["kapital"]
    assert [
        (
            one["person"] and one["person"]["name"],
            one["organisation"] and one["organisation"]["name"],
            one["role"],
        )
        for one in saved["participants"]
    ] == [
        ("Göran Lundwall", "ALMI", "VD"),
        ("Kim Ny", "Nytt Bolag", None),
        ("Günther Mårder", "Nytt Bolag", None),
    ]
    assert [
        (one["title"], one["direction"], one["due_date"], one["organisation"])
        for one in saved["follow_ups"]
    ] == [
        ("skicka underlag", "ours", "2019-07-02", None),
        ("de ringer", "theirs", None, {"id": 1, "name": "ALMI"}),
    ]
    newcomer = saved["participants"][1]["person"]
    assert newcomer is not None
    [membership] = network.ask(get_person, newcomer["id"])["memberships"]
    assert membership["organisation"]["name"] == "Nytt Bolag"
    undone = network.undo()
    assert undone["description"] == "Undo: Logged lån, 2 promises"
    assert network.ask(count_people) == people
    assert len(network.ask(list_follow_ups)) == promises


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("möte med Anna Berg och Kim Ny", Ambiguous),
        ("möte med Kim Ny #kapital", NotFound),
        ("möte 31 april med Lundwall", Invalid),
    ],
)
def test_what_is_not_decided_is_not_saved(network: Book, line: str, error: type[Exception]) -> None:
    plan = network.ask(plan_line, line)
    with pytest.raises(error), network.write("not saved") as session:
        log_plan(session, plan)
    assert network.ask(count_people) == 5


def test_a_name_written_twice_is_one(network: Book) -> None:
    saved = network.ask(
        get_interaction,
        logged(network, "möte med Kim Ny och kim ny @ALMI @almi #x #X -> y @kim ny"),
    )
    assert len(saved["participants"]) == 1
    assert len(saved["topics"]) == 1
    assert network.ask(count_people) == 6
