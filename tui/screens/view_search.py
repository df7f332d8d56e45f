"""The views that are kept of a list, found by name."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from crm.queries.lists import SavedSearch, list_saved_searches
from tui.palette import command_label, highlight
from tui.screens.filtered_list import FilteredList
from tui.widgets.roles import content


class ViewProvider(Provider):
    """Offers the saved searches of the noun that the room in front lists."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._views: list[SavedSearch] = []

    async def startup(self) -> None:
        """Read which there are."""
        room = self.screen
        if isinstance(room, FilteredList):
            self._views = await room.access.ask(list_saved_searches, room.NEW_KIND)

    def _offered(self) -> Iterator[tuple[SavedSearch, IgnoreReturnCallbackType]]:
        room = self.screen
        if isinstance(room, FilteredList):
            for view in self._views:
                yield view, partial(room.show_view, view.condition, view.uid)

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for view, show in self._offered():
            label = command_label(content(view.name), "", view.condition)
            yield DiscoveryHit(label, show, view.name)

    async def search(self, query: str) -> Hits:
        """Offer those whose name fits what was typed."""
        matcher = self.matcher(query)
        for view, show in self._offered():
            score = matcher.match(view.name)
            if score > 0:
                label = command_label(highlight(matcher, view.name), "", view.condition)
                yield Hit(score, label, show, view.name)
