import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.actions.people import add_person
from crm.book import Book
from crm.inputs import PersonIn
from crm.queries.history import list_batches
from crm.queries.people import list_people
from crm.queries.records import BatchRecord
from tui.taking_back import last_done, last_undone


def batch(number: int, undoes: int | None = None, undone_by: int | None = None) -> BatchRecord:
    return {
        "id": number,
        "at": "2019-05-02T09:00:00Z",
        "actor": "Anna",
        "description": str(number),
        "undoes": undoes,
        "undone_by": undone_by,
        "size": 1,
    }


@given(st.lists(st.sampled_from("dur"), max_size=12))
def test_undo_and_redo_go_through_what_was_done_as_an_editor_does(keys: list[str]) -> None:
    log: dict[int, BatchRecord] = {}
    done: list[int] = []
    undone: list[int] = []

    def write(undoes: int | None = None) -> int:
        number = len(log) + 1
        log[number] = batch(number, undoes)
        if undoes is not None:
            log[undoes]["undone_by"] = number
            twice = log[undoes]["undoes"]
            if twice is not None:
                log[twice]["undone_by"] = None
        return number

    for key in keys:
        newest = list(reversed(log.values()))
        if key == "d":
            done.append(write())
            undone.clear()
        elif key == "u":
            last = last_done(newest)
            assert (last["id"] if last else None) == (done[-1] if done else None)
            if last:
                write(last["id"])
                undone.append(done.pop())
        else:
            again = last_undone(newest)
            assert (again["undoes"] if again else None) == (undone[-1] if undone else None)
            if again:
                write(again["id"])
                done.append(undone.pop())


def test_the_history_of_a_book_is_gone_through_back_and_forth(book: Book) -> None:
    for name in ("Anna Ek", "Bo Ek"):
        book.tell(f"Added {name}", add_person, PersonIn(name=name))

    def take_back() -> None:
        last = last_done(book.ask(list_batches))
        assert last is not None
        book.undo(last["id"])

    def do_again() -> None:
        last = last_undone(book.ask(list_batches))
        assert last is not None
        book.undo(last["id"])

    def names() -> list[str]:
        return [person["name"] for person in book.ask(list_people)]

    take_back()
    take_back()
    assert names() == []
    do_again()
    assert names() == ["Anna Ek"]
    do_again()
    assert names() == ["Anna Ek", "Bo Ek"]
    assert last_undone(book.ask(list_batches)) is None
    take_back()
    assert names() == ["Anna Ek"]


@pytest.mark.parametrize("batches", [[], [batch(1)], [batch(3), batch(2, 1), batch(1, None, 2)]])
def test_there_is_nothing_to_do_again(batches: list[BatchRecord]) -> None:
    assert last_undone(batches) is None
