"""How much of a record is read for its page, and how the rest of it is read when it is wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.pages import FIRST_ENTRIES
from tui.widgets.record_items import Item, More

if TYPE_CHECKING:
    from crm.book import Session


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the timeline is read, and whether it takes in the parts of an organisation."""

    entries: int = FIRST_ENTRIES
    with_parts: bool = False


@dataclass(frozen=True, slots=True)
class Rest(More):
    """What was left unread: `read` gives the next of it, and perhaps another rest."""

    read: "Callable[[Session], Sequence[Item]]" = lambda _session: ()


def rest(text: str, read: "Callable[[Session], Sequence[Item]]", *, eager: bool = False) -> Rest:
    """Return the line that stands for what was left unread."""
    return Rest("", text, eager=eager, read=read)


def read_rest(session: "Session", more: Rest) -> Sequence[Item]:
    """Read the next of what was left unread."""
    return more.read(session)
