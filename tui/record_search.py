"""Records in the palette: type a name, open the record."""

from functools import partial

from textual.command import Hit, Hits, Provider

from crm.errors import CrmError
from crm.labels import label, moment_label
from crm.text import for_terminal
from tui.access import book_access
from tui.pages import subject_of
from tui.palette import command_label, highlight
from tui.screens.room import Room

LIMIT = 8
SCORE = 0.1
"""Below what any action scores, so that actions come first."""


class RecordProvider(Provider):
    """Offers the records whose names fit what was typed."""

    async def search(self, query: str) -> Hits:
        """Offer records, the nearest first."""
        room = self.screen
        if not isinstance(room, Room) or not query.strip():
            return
        try:
            found = await book_access(room).complete(query, limit=LIMIT)
        except CrmError:
            return
        matcher = self.matcher(query)
        for place, hit in enumerate(found):
            what = (label(hit.kind), label(hit.word), moment_label(hit.detail))
            told = ", ".join(part for part in what if part)
            shown = command_label(highlight(matcher, hit.name), "", told)
            go = partial(room.open_record, subject_of(hit.reference))
            yield Hit(SCORE / (place + 1), shown, go, for_terminal(hit.name))
