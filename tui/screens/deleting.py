"""Deleting a record of any kind."""

from crm.i18n import _
from tui.access import BookAccess
from tui.pages import Subject


async def delete_record(access: BookAccess, subject: Subject, name: str) -> None:
    """Delete a record; errors: `NotFound`, and what the action raises."""
    from crm.actions.many import DELETING

    kind, identity = subject
    await access.tell(_("Deleted {name}").format(name=name), DELETING[kind], identity)
