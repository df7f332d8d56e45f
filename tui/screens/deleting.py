"""Deleting a record of any kind."""

from collections.abc import Callable
from typing import Any

from crm.actions.collaborations import delete_collaboration
from crm.actions.follow_ups import delete_follow_up
from crm.actions.interactions import delete_interaction
from crm.actions.lists import delete_list
from crm.actions.organisations import delete_organisation
from crm.actions.people import delete_person
from crm.actions.posts import delete_post
from crm.actions.topics import delete_topic
from crm.i18n import _
from crm.vocabulary import RecordKind
from tui.access import BookAccess
from tui.pages import Subject

_ACTIONS: dict[RecordKind, Callable[..., Any]] = {
    RecordKind.PERSON: delete_person,
    RecordKind.ORGANISATION: delete_organisation,
    RecordKind.INTERACTION: delete_interaction,
    RecordKind.FOLLOW_UP: delete_follow_up,
    RecordKind.COLLABORATION: delete_collaboration,
    RecordKind.TOPIC: delete_topic,
    RecordKind.LIST: delete_list,
    RecordKind.POST: delete_post,
}


async def delete_record(access: BookAccess, subject: Subject, name: str) -> None:
    """Delete a record; errors: `NotFound`, and what the action raises."""
    kind, identity = subject
    await access.tell(_("Deleted {name}").format(name=name), _ACTIONS[kind], identity)
