"""Which column of a table holds which field: found, said, and remembered for its row of headers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session, col, select

from crm import formats
from crm.actions.importing.plan import ColumnPlan
from crm.errors import FormatError, UsageError
from crm.formats import Description, ReadOptions
from crm.models import ColumnMapping
from crm.text import words

TRIED = 50
"""How many remembered mappings are tried on a table that cannot be read without one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: what it is, with what options, and which columns were settled before."""

    described: Description
    options: ReadOptions
    given: Mapping[str, str]
    remembered: Mapping[str, str]


def fingerprint_of(headers: Sequence[str]) -> str:
    """Return the SHA-256 by which the mapping of a row of headers is remembered."""
    text = json.dumps(list(headers), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_reading(session: Session, path: Path, options: ReadOptions, name: str | None) -> Reading:
    """Describe a file, its columns mapped as somebody said for the same headers before.

    What the options say comes first. Errors: as `crm.formats.describe`.
    """
    try:
        described = formats.describe(path, options, name=name)
    except FormatError:
        found = _found_with_remembered(session, path, options, name)
        if found is None:
            raise
        return found
    remembered = _remembered(session, described.headers)
    if not _adds(remembered, options.mapping):
        return Reading(described, options, options.mapping, {})
    return _with(remembered, path, options, name)


def _remembered(session: Session, headers: Sequence[str]) -> Mapping[str, str]:
    if not headers:
        return {}
    statement = select(ColumnMapping).where(ColumnMapping.fingerprint == fingerprint_of(headers))
    row = session.exec(statement).first()
    return row.mapping if row else {}


def _adds(remembered: Mapping[str, str], given: Mapping[str, str]) -> bool:
    said = {_key(header) for header in given}
    return any(_key(header) not in said for header in remembered)


def _with(
    remembered: Mapping[str, str], path: Path, options: ReadOptions, name: str | None
) -> Reading:
    said = {_key(header) for header in options.mapping}
    added = {header: field for header, field in remembered.items() if _key(header) not in said}
    merged = replace(options, mapping={**added, **options.mapping})
    described = formats.describe(path, merged, name=name)
    return Reading(described, merged, options.mapping, added)


def _found_with_remembered(
    session: Session, path: Path, options: ReadOptions, name: str | None
) -> Reading | None:
    """Read a table that has no column for names unless somebody says which one is."""
    statement = select(ColumnMapping).order_by(col(ColumnMapping.id).desc()).limit(TRIED)
    for row in session.exec(statement):
        try:
            found = _with(row.mapping, path, options, name)
        except (FormatError, UsageError):
            continue
        if fingerprint_of(found.described.headers) == row.fingerprint:
            return found
    return None


def remember(session: Session, reading: Reading) -> None:
    """Keep what was said of the columns, for the next file with the same headers."""
    headers = reading.described.headers
    if not reading.given or not headers:
        return
    fingerprint = fingerprint_of(headers)
    statement = select(ColumnMapping).where(ColumnMapping.fingerprint == fingerprint)
    row = session.exec(statement).first()
    mapping = {**reading.remembered, **reading.given}
    if row is None:
        row = ColumnMapping(fingerprint=fingerprint, mapping=mapping)
    elif row.mapping == mapping:
        return
    row.mapping = mapping
    session.add(row)


def columns_of(reading: Reading) -> list[ColumnPlan]:
    """Return which field each column holds, and how that is known."""
    described = reading.described
    given = {_key(header) for header in reading.given}
    remembered = {_key(header) for header in reading.remembered}

    def how(header: str) -> str:
        if _key(header) in given:
            return "given"
        if _key(header) in remembered:
            return "remembered"
        if header in described.guessed:
            return "guessed"
        return "recognised" if header in described.mapping else "unknown"

    return [
        ColumnPlan(column=header, field=described.mapping.get(header), how=how(header))
        for header in described.headers
    ]


def _key(header: str) -> str:
    return " ".join(words(header)) or header
