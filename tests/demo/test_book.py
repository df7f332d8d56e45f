"""The demonstration is a whole book, with something to do on the day it is set on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm.book import Book, open_book
from crm.demo import CLOCK, build, is_demo, load
from crm.queries.agenda import agenda
from crm.queries.follow_ups import list_follow_ups
from crm.queries.history import list_batches
from crm.queries.interactions import list_interactions
from crm.queries.lists import get_list
from crm.queries.memberships import list_posts
from crm.queries.references import resolve_list, resolve_organisation


def test_a_book_knows_whether_it_is_the_demonstration(demo: Book, tmp_path: Path) -> None:
    assert is_demo(demo)
    with open_book(tmp_path / "own.db", actor="tester") as own:
        assert not is_demo(own)


def test_the_day_has_something_late_due_coming_and_awaited(demo: Book) -> None:
    found = demo.ask(agenda)
    assert found["today"] == CLOCK
    for part in (found["overdue"], found["due_today"], found["coming"], found["waiting"]):
        assert part
    assert {row["direction"] for row in found["overdue"]} == {"ours", "theirs"}
    assert found["meetings"]
    assert found["reviews"]


def test_something_is_done_already(demo: Book) -> None:
    with demo.read() as session:
        done = list_follow_ups(session, status="done")
    assert [(row["title"], row["done_on"]) for row in done] == [
        ("Skicka mötesanteckningarna till alla som var med", "2019-04-17")
    ]


def test_the_state_secretarys_post_had_somebody_before_who_is_marked_as_invented(
    demo: Book,
) -> None:
    with demo.read() as session:
        ministry = resolve_organisation(session, "Näringsdepartementet")
        [post] = list_posts(session, organisation=ministry)
    current, former = post["holders"]
    assert current["person"]["name"] == "Emil Högberg"
    assert not former["current"]
    [invented] = [one for one in load()["people"] if one["name"] == former["person"]["name"]]
    assert invented["note"].startswith("Påhittad")


def test_the_lists_hold_whom_they_say(demo: Book) -> None:
    with demo.read() as session:
        invited = get_list(session, resolve_list(session, "Inbjudna till Industridagen"))
        saved = get_list(session, resolve_list(session, "Alla på ALMI"))
    assert invited["count"] == 6
    assert {member["name"] for member in saved["members"]} >= {"ALMI", "Göran Lundwall"}


def addresses(facts: Any) -> Iterator[str]:
    """Find everything in the facts that reaches somebody."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            if name in ("emails", "phones"):
                yield from value
            elif name in ("website", "location") or (name == "value" and "type" in facts):
                yield value
            else:
                yield from addresses(value)
    elif isinstance(facts, list):
        for value in facts:
            yield from addresses(value)


def test_no_address_or_number_is_real() -> None:
    found = list(addresses(load()))
    assert len(found) > 20
    set_aside = ("070-174 06 ", "08-465 004 ", "031-390 06 ")
    for value in found:
        host = value.partition("@")[2] or value.partition("//")[2].partition("/")[0]
        assert host.endswith(".example") if host else value.startswith(set_aside)


def test_it_can_be_taken_back_whole(own_demo: Book) -> None:
    for batch in own_demo.ask(list_batches):
        own_demo.undo(batch["id"])
    assert is_demo(own_demo)
    with own_demo.read() as session:
        assert list_interactions(session) == []


def test_a_demonstration_is_never_half_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OSError("the disk is full")

    with open_book(tmp_path / "demo.db", actor="demo") as book:
        with monkeypatch.context() as patch, pytest.raises(OSError, match="full"):
            patch.setattr("crm.demo.add_collaboration", fail)
            build(book)
        assert not is_demo(book)
        build(book)
        assert is_demo(book)
