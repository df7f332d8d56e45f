"""Samverkan as a library: `crm.open()`, the input models, the actions and the errors.

Names are imported when they are first used, so that `import crm` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crm.actions.collaborations import add_collaboration as add_collaboration
    from crm.book import open_book as open

_HOMES: dict[str, str] = {}


def _register(module: str, names: str) -> None:
    _HOMES.update(dict.fromkeys(names.split(), module))


_register("crm.book", "Book")
_register(
    "crm.errors",
    "Ambiguous Conflict CrmError DatabaseError FormatError Invalid NotFound Problem UsageError",
)


def __getattr__(name: str) -> Any:
    if name == "open":
        return import_module("crm.book").open_book
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'crm' has no attribute {name!r}")
