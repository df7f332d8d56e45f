"""The dialogs: forms that save by themselves, and questions; each imported when first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.dialogs.collaboration import CollaborationDialog
    from tui.dialogs.columns import ColumnsDialog
    from tui.dialogs.confirm import ConfirmDialog, DiscardDialog
    from tui.dialogs.contact_detail import ContactDetailDialog
    from tui.dialogs.contact_list import ListDialog
    from tui.dialogs.export import ExportDialog
    from tui.dialogs.follow_up import FollowUpDialog
    from tui.dialogs.import_column import ColumnDialog
    from tui.dialogs.import_file import ImportDialog
    from tui.dialogs.import_same import SameDialog
    from tui.dialogs.interaction import InteractionDialog
    from tui.dialogs.log_interaction import LogInteractionDialog
    from tui.dialogs.membership import EndMembershipDialog, MembershipDialog
    from tui.dialogs.merge import MergeDialog
    from tui.dialogs.organisation import OrganisationDialog
    from tui.dialogs.peek import PeekDialog
    from tui.dialogs.person import PersonDialog
    from tui.dialogs.post import PostDialog, SuccessionDialog
    from tui.dialogs.press_key import PressKeyDialog
    from tui.dialogs.quick_entry import QuickEntryDialog
    from tui.dialogs.set_field import SetFieldDialog
    from tui.dialogs.tags import TagDialog
    from tui.dialogs.topic import TopicDialog
    from tui.dialogs.topics import AddTopicsDialog
    from tui.dialogs.welcome import WelcomeDialog

_MODULES = {
    "AddTopicsDialog": "topics",
    "CollaborationDialog": "collaboration",
    "ColumnDialog": "import_column",
    "ColumnsDialog": "columns",
    "ConfirmDialog": "confirm",
    "ContactDetailDialog": "contact_detail",
    "DiscardDialog": "confirm",
    "ExportDialog": "export",
    "ImportDialog": "import_file",
    "EndMembershipDialog": "membership",
    "FollowUpDialog": "follow_up",
    "InteractionDialog": "interaction",
    "ListDialog": "contact_list",
    "LogInteractionDialog": "log_interaction",
    "MembershipDialog": "membership",
    "MergeDialog": "merge",
    "OrganisationDialog": "organisation",
    "PeekDialog": "peek",
    "PersonDialog": "person",
    "PostDialog": "post",
    "PressKeyDialog": "press_key",
    "QuickEntryDialog": "quick_entry",
    "SameDialog": "import_same",
    "SetFieldDialog": "set_field",
    "SuccessionDialog": "post",
    "TagDialog": "tags",
    "TopicDialog": "topic",
    "WelcomeDialog": "welcome",
}

__all__ = [
    "AddTopicsDialog",
    "CollaborationDialog",
    "ColumnDialog",
    "ColumnsDialog",
    "ConfirmDialog",
    "ContactDetailDialog",
    "DiscardDialog",
    "EndMembershipDialog",
    "ExportDialog",
    "FollowUpDialog",
    "ImportDialog",
    "InteractionDialog",
    "ListDialog",
    "LogInteractionDialog",
    "MembershipDialog",
    "MergeDialog",
    "OrganisationDialog",
    "PeekDialog",
    "PersonDialog",
    "PostDialog",
    "PressKeyDialog",
    "QuickEntryDialog",
    "SameDialog",
    "SetFieldDialog",
    "SuccessionDialog",
    "TagDialog",
    "TopicDialog",
    "WelcomeDialog",
]


def __getattr__(name: str) -> Any:
    """Import a dialog when it is first asked for."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"tui.dialogs.{_MODULES[name]}"), name)
