"""Examine a book: which SQLite reads it, and whether everything in it is as it should be."""

import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crm import driver, history
from crm.driver import Connection
from crm.i18n import N_, _, ngettext
from crm.paths import shown
from crm.search.schema import document_id, is_whole
from crm.search.sources import TABLES


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what, whether it is in order, and what was seen."""

    check: str
    ok: bool
    detail: str


def examine(path: Path) -> list[Finding]:
    """Look a book over without changing it; errors: `DatabaseError` where it cannot be opened."""
    with closing(driver.connect(path, readonly=True)) as connection:
        version = driver.schema_version(connection, path)
        with driver.translated_errors(path):
            findings = [check(connection) for check in _CHECKS]
    findings.insert(0, _library())
    findings.insert(1, _file(path))
    findings.insert(2, _tables(version))
    return findings


def _library() -> Finding:
    version = driver.library.sqlite_version
    detail = _("SQLite {version} through {library}").format(
        version=version, library=driver.library.__name__.split(".")[0]
    )
    safe = driver.journal_mode() == "WAL"
    if not safe:
        detail += " " + _("(too old for a write-ahead log; the slower journal is used)")
    return Finding(_("library"), True, detail)


def _file(path: Path) -> Finding:
    status = path.stat()
    mode = stat.S_IMODE(status.st_mode)
    detail = _("{path}, {size} bytes, mode {mode}").format(
        path=shown(path), size=status.st_size, mode=f"{mode:04o}"
    )
    private = not mode & 0o077
    if not private:
        detail += " " + _("(others can read it: chmod 600)")
    return Finding(_("file"), private, detail)


def _tables(version: int) -> Finding:
    # One of a newer program is refused before; one of an older is no fault.
    detail = _("version {version}; this program's is {ours}")
    if 0 < version < driver.SCHEMA_VERSION:
        detail = _("version {version}; it is brought to {ours} when the book is next opened")
    return Finding(
        _("tables"), version > 0, detail.format(version=version, ours=driver.SCHEMA_VERSION)
    )


def _journal(connection: Connection) -> Finding:
    mode = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
    return Finding(_("journal"), mode.upper() == driver.journal_mode(), mode)


def _integrity(connection: Connection) -> Finding:
    found = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    return Finding(_("integrity"), found == "ok", found)


def _references(connection: Connection) -> Finding:
    broken = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    return Finding(_("references"), not broken, _("{count} broken").format(count=broken))


def _triggers(connection: Connection) -> Finding:
    from crm.models import metadata

    wanted = 3 * sum(table.name not in history.UNLOGGED_TABLES for table in metadata.sorted_tables)
    found = len(history.trigger_names(connection))
    detail = _("{found} of {wanted} triggers").format(found=found, wanted=wanted)
    return Finding(_("history"), found == wanted, detail)


def _search_index(connection: Connection) -> Finding:
    if not is_whole(connection):
        detail = _("tables are missing; they are made anew when the book is next opened")
        return Finding(_("search"), False, detail)
    missing = sum(
        connection.execute(
            f"SELECT count(*) FROM {table} WHERE ? + id NOT IN (SELECT id FROM search_document)",  # noqa: S608
            (document_id(kind, 0),),
        ).fetchone()[0]
        for kind, table in TABLES.items()
    )
    detail = ngettext("{count} record missing", "{count} records missing", missing)
    return Finding(_("search"), not missing, detail.format(count=missing))


def _contents(connection: Connection) -> Finding:
    nouns = {
        "person": N_("{count} people"),
        "organisation": N_("{count} organisations"),
        "interaction": N_("{count} interactions"),
        "follow_up": N_("{count} follow-ups"),
        "batch": N_("{count} batches of changes"),
    }
    counted = (
        _(noun).format(count=connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
        for table, noun in nouns.items()
    )
    return Finding(_("contents"), True, ", ".join(counted))


_CHECKS: tuple[Callable[[Connection], Finding], ...] = (
    _journal,
    _integrity,
    _references,
    _triggers,
    _search_index,
    _contents,
)
