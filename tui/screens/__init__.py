"""The screens, one file each; a room is a screen that the bar at the top leads to."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from tui.screens.agenda import AgendaScreen
from tui.screens.collaborations import CollaborationsScreen
from tui.screens.duplicates import DuplicatesScreen
from tui.screens.follow_ups import FollowUpsScreen
from tui.screens.history import HistoryScreen
from tui.screens.interactions import InteractionsScreen
from tui.screens.lists import ListsScreen
from tui.screens.organisations import OrganisationsScreen
from tui.screens.people import PeopleScreen
from tui.screens.topics import TopicsScreen

ROOMS: dict[str, Callable[[], Screen[Any]]] = {
    "agenda": AgendaScreen,
    "people": PeopleScreen,
    "organisations": OrganisationsScreen,
    "interactions": InteractionsScreen,
    "follow_ups": FollowUpsScreen,
    "collaborations": CollaborationsScreen,
    "topics": TopicsScreen,
    "lists": ListsScreen,
    "history": HistoryScreen,
    "duplicates": DuplicatesScreen,
}
