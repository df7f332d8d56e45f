"""What every writer keeps to. A test class inherits it, and says how others read its files."""

import io
import weakref
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crm import formats
from crm.formats import WriteOptions
from tests.hostile import OWN, some_naughty_strings

COLUMNS = ("name", "role", "email", "phone", "website", "note", "tags")
SCRIPTS = ("Åsa Öberg-Ählström", "Ωραίος", "Владимир", "山田太郎", "עברית", "👩‍👧 ok", "Zoë ﬁn")
LONGEST_CELL = 30_000
MANY = 300


class Item(dict[str, Any]):
    """A dictionary that can be watched."""


def row(name: str) -> Item:
    """Return a person as a row."""
    return Item(
        name=name,
        role=name,
        email=["anna@berg.se"],
        phone=["+46701234567"],
        website=[name],
        note=name,
        tags=[name, "ok"],
    )


def record(name: str) -> Item:
    """Return a person whole, with what other writers need of one."""
    return Item(
        id=1,
        uid="01a22324-37ea-7ae9-aeae-d372df11fc1f",
        name=name,
        given_name=None,
        family_name=None,
        honorific_prefix=None,
        other_names=[{"name": name, "start_date": None, "end_date": None, "note": None}],
        language="sv",
        note=name,
        memberships=[],
        contact_details=[],
        tags=[name],
        custom={},
        relationships=[],
        last_interaction=None,
        created_at="2019-05-02T09:30:00Z",
        updated_at="2019-05-02T09:30:00Z",
        version=1,
        preserved=[],
    )


def work(name: str) -> Item:
    """Return a planned meeting."""
    return Item(
        id=1,
        uid="01a22324-3b60-74dd-b72f-2f1b6864baad",
        kind="meeting",
        status="planned",
        subject=name,
        starts_at="2019-05-13T13:00",
        ends_at=None,
        place=name,
        details=name,
        atmosphere=None,
        reference=None,
        source=None,
        topics=[],
        participants=[],
        statements=[],
        follow_ups=[],
        tags=[],
        custom={},
        created_at="2019-05-02T09:30:00Z",
        updated_at="2019-05-02T09:30:00Z",
        version=1,
    )


MAKERS = {"rows": row, "records": record, "cards": record, "work": work}


def hostile() -> list[str]:
    """Return texts that would act if a writer let them, none too long for any cell."""
    texts = [text[:LONGEST_CELL] for text in (*OWN, *some_naughty_strings(3))]
    return [f"x{text}" if not text.strip() else text for text in texts]


class WriterContract:
    """The contract; `name` is that of the format."""

    name: str
    options = WriteOptions(columns=COLUMNS, title="Inbjudna", headings={"name": "Namn"})

    def names(self, content: bytes) -> list[str]:
        """Return the names that somebody else's reader finds, one a record."""
        raise NotImplementedError

    def shown(self, name: str) -> str:
        """Return what becomes of a name; as it is, but for half letters."""
        return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in name)

    def compared(self, name: str) -> str:
        """Return as much of a hostile name as a format keeps."""
        return name

    def acting(self, content: bytes) -> list[str]:
        """Return what a program that opens the file would run, fetch or take for markup."""
        return []

    def write(self, items: Iterable[Mapping[str, Any]]) -> bytes:
        """Return a file."""
        stream = io.BytesIO()
        self.count = formats.writer(self.name).write(items, stream, self.options)  # type: ignore[union-attr]
        assert not stream.closed
        return stream.getvalue()

    def item(self, name: str) -> Item:
        """Return an item as the writer takes it."""
        return MAKERS[formats.writer(self.name).TAKES](name)

    def test_nothing_gives_a_valid_file(self) -> None:
        assert self.names(self.write([])) == []
        assert self.count == 0

    def test_letters_of_every_script_are_kept(self) -> None:
        assert self.names(self.write(map(self.item, SCRIPTS))) == list(SCRIPTS)
        assert self.count == len(SCRIPTS)

    def test_hostile_text_is_only_text(self) -> None:
        texts = hostile()
        content = self.write(map(self.item, texts))
        found = [self.compared(name) for name in self.names(content)]
        assert found == [self.compared(self.shown(text)) for text in texts]
        assert self.acting(content) == []

    def test_items_are_taken_one_at_a_time(self) -> None:
        alive: weakref.WeakSet[Any] = weakref.WeakSet()
        most = 0

        def items() -> Iterator[Item]:
            nonlocal most
            for number in range(MANY):
                item = self.item(f"Anna {number}")
                watched = _Watched()
                item["watched"] = watched
                alive.add(watched)
                most = max(most, len(alive))
                del watched
                yield item
                del item

        self.write(items())
        assert self.count == MANY
        assert most <= 3

    def test_the_same_items_give_the_same_bytes(self) -> None:
        items = [self.item(name) for name in SCRIPTS]
        assert self.write(items) == self.write(items)


class _Watched:
    """Something that is there as long as the item that holds it."""
