"""Search: what was typed, as what the database is asked.

`find`, `complete` and `count` answer, `with_words` and `count_with` look for near names;
`install`, `rebuild`, `refresh` and `compact` keep the index.
All work on a connection of the driver (`crm.driver`) and import nothing heavy: `crm find`, shell
completion and the search thread of the Textual interface use them as they are. A search under way
is stopped by `connection.interrupt()`, called from another thread, and raises `Interrupted`.

::

    typed text ── query ── holders ── candidates ── finding ──> hits
    a batch ── affected ── documents (sources, words) ── index ──> schema's tables
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from crm.search.finding import Hit, Interrupted, complete, count, find
from crm.search.schema import FIELDS, KINDS, drop, is_current

if TYPE_CHECKING:
    from crm.search.index import compact, install, rebuild, refresh
    from crm.search.namesakes import count_with, with_words

__all__ = [
    "FIELDS",
    "KINDS",
    "Hit",
    "Interrupted",
    "compact",
    "complete",
    "count",
    "count_with",
    "drop",
    "find",
    "install",
    "is_current",
    "rebuild",
    "refresh",
    "with_words",
]


def __getattr__(name: str) -> Any:
    # Whoever only looks something up does not wait for what keeps the index, nor for near names.
    if name in ("compact", "install", "rebuild", "refresh"):
        return getattr(import_module("crm.search.index"), name)
    if name in ("count_with", "with_words"):
        return getattr(import_module("crm.search.namesakes"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
