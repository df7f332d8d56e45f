"""The screens, one file each; a room is a screen that the bar at the top leads to."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from textual.screen import Screen


def _make(module: str, name: str) -> Screen[Any]:
    room: Screen[Any] = getattr(import_module(f"tui.screens.{module}"), name)()
    return room


ROOMS: dict[str, Callable[[], Screen[Any]]] = {
    "agenda": partial(_make, "agenda", "AgendaScreen"),
    "people": partial(_make, "people", "PeopleScreen"),
    "organisations": partial(_make, "organisations", "OrganisationsScreen"),
    "interactions": partial(_make, "interactions", "InteractionsScreen"),
    "follow_ups": partial(_make, "follow_ups", "FollowUpsScreen"),
    "collaborations": partial(_make, "collaborations", "CollaborationsScreen"),
    "topics": partial(_make, "topics", "TopicsScreen"),
    "lists": partial(_make, "lists", "ListsScreen"),
    "history": partial(_make, "history", "HistoryScreen"),
    "duplicates": partial(_make, "duplicates", "DuplicatesScreen"),
}
"""The rooms by their modes; each is imported when it is first gone to."""
