"""Which dialog adds or edits which kind of record; each is imported when it is needed."""

from typing import Any

from textual.screen import ModalScreen

from crm.vocabulary import RecordKind
from tui.pages import Subject


def new_dialog(kind: RecordKind) -> ModalScreen[Any]:
    """Return the dialog that adds a record."""
    from tui import dialogs

    makers: dict[RecordKind, type[ModalScreen[Any]]] = {
        RecordKind.PERSON: dialogs.PersonDialog,
        RecordKind.ORGANISATION: dialogs.OrganisationDialog,
        RecordKind.INTERACTION: dialogs.LogInteractionDialog,
        RecordKind.FOLLOW_UP: dialogs.FollowUpDialog,
        RecordKind.COLLABORATION: dialogs.CollaborationDialog,
        RecordKind.TOPIC: dialogs.TopicDialog,
        RecordKind.LIST: dialogs.ListDialog,
        RecordKind.POST: dialogs.PostDialog,
    }
    return makers[kind]()


def edit_dialog(subject: Subject) -> ModalScreen[Any]:
    """Return the dialog that edits a record."""
    from tui import dialogs

    kind, identity = subject
    if kind is RecordKind.PERSON:
        return dialogs.PersonDialog(identity)
    if kind is RecordKind.ORGANISATION:
        return dialogs.OrganisationDialog(identity)
    if kind is RecordKind.INTERACTION:
        return dialogs.InteractionDialog(identity)
    if kind is RecordKind.FOLLOW_UP:
        return dialogs.FollowUpDialog(identity)
    if kind is RecordKind.COLLABORATION:
        return dialogs.CollaborationDialog(identity)
    if kind is RecordKind.TOPIC:
        return dialogs.TopicDialog(identity)
    if kind is RecordKind.POST:
        return dialogs.PostDialog(identity)
    return dialogs.ListDialog(identity)
