"""Which formats there are: modules that packages announce by entry points, loaded when used.

A reader stands in the group `samverkan.readers`, a writer in `samverkan.writers`, under the name
of its format, and a file whose name ends in a dot and that name is taken for one. Ours are
announced in pyproject.toml in the same way; nobody else's takes the place of one of them.
"""

from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, cast

from crm.errors import CrmError, UsageError
from crm.formats.protocol import FolderWriter, FormatReader, FormatWriter
from crm.i18n import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

READERS, WRITERS = "samverkan.readers", "samverkan.writers"
OURS = "crm.formats."
CONTACT_KINDS, WORK_KINDS = ("people", "organisations"), ("interactions", "follow-ups")


def names() -> tuple[str, ...]:
    """Return the names of the formats that can be read, without loading any."""
    return tuple(_announced(READERS))


def writer_names() -> tuple[str, ...]:
    """Return the names of the formats that can be written, without loading any."""
    return tuple(_announced(WRITERS))


def reader(name: str) -> FormatReader:
    """Return the reader of a format.

    Raises UsageError for a name that is none, CrmError for one that cannot be loaded.
    """
    return cast(FormatReader, _load(READERS, name))


def writer(name: str) -> FormatWriter | FolderWriter:
    """Return the writer of a format; errors as `reader`."""
    return cast(FormatWriter | FolderWriter, _load(WRITERS, name))


def is_isolated(chosen: FormatReader) -> bool:
    """Tell whether a reader is to be run in a process of its own, as all are that say nothing."""
    return bool(getattr(chosen, "ISOLATED", True))


def kinds_of(chosen: FormatWriter | FolderWriter) -> tuple[str, ...]:
    """Return the kinds of record that a writer can be given, of which the first is usual.

    None for a writer of the whole book, which is no choice of records.
    """
    kinds: tuple[str, ...] = getattr(chosen, "KINDS", ())
    if kinds or chosen.TAKES == "book":
        return kinds
    return WORK_KINDS if chosen.TAKES == "work" else CONTACT_KINDS


def columns_of(chosen: FormatWriter | FolderWriter, kind: str) -> tuple[str, ...]:
    """Return the columns of a table for reading, or none where all are wanted."""
    columns: dict[str, tuple[str, ...]] = getattr(chosen, "COLUMNS", {})
    return columns.get(kind, ())


def is_binary(chosen: FormatWriter | FolderWriter) -> bool:
    """Tell whether a terminal cannot show what a writer writes."""
    return bool(getattr(chosen, "BINARY", False))


def module_of(chosen: FormatReader) -> str:
    """Return the name under which another process can load a reader."""
    return cast(ModuleType, chosen).__name__


@lru_cache(maxsize=2)
def _announced(group: str) -> dict[str, "EntryPoint"]:
    # This import takes longer than most commands may, and only those that read files need it.
    from importlib.metadata import entry_points

    # Ours come last, so that they stand in the place of any other of the same name.
    found = sorted(entry_points(group=group), key=lambda point: point.value.startswith(OURS))
    formats = {point.name: point for point in found}
    return {name: formats[name] for name in sorted(formats)}


def _load(group: str, name: str) -> ModuleType:
    known = _announced(group)
    if name not in known:
        message = _("There is no format called {name}: choose one of {formats}.")
        raise UsageError(message.format(name=name, formats=", ".join(known)))
    try:
        return cast(ModuleType, known[name].load())
    except ImportError as error:
        message = _("The format {name} cannot be loaded ({reason}): install {module} anew.")
        reason = message.format(name=name, reason=error, module=known[name].module)
        raise CrmError(reason) from error
