"""The dialogs: forms that save by themselves, and questions; each imported when first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui.dialogs.confirm import ConfirmDialog, DiscardDialog
    from tui.dialogs.organisation import OrganisationDialog
    from tui.dialogs.person import PersonDialog

_MODULES = {
    "ConfirmDialog": "confirm",
    "DiscardDialog": "confirm",
    "OrganisationDialog": "organisation",
    "PersonDialog": "person",
}

__all__ = ["ConfirmDialog", "DiscardDialog", "OrganisationDialog", "PersonDialog"]


def __getattr__(name: str) -> Any:
    """Import a dialog when it is first asked for."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"tui.dialogs.{_MODULES[name]}"), name)
