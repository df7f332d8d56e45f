"""Who saves which records of a file: the one place where a kind of record finds its saver."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice
from typing import Any, Protocol

from crm.actions.importing.entries import EntrySaver
from crm.actions.importing.intake import Intake
from crm.actions.importing.interactions import InteractionSaver
from crm.actions.importing.lists import ListSaver
from crm.actions.importing.plan import Outcome
from crm.actions.importing.saving import ContactSaver
from crm.actions.undisturbed import free_cycles
from crm.formats.records import (
    EntryRecord,
    InteractionRecord,
    ListRecord,
    OrganisationRecord,
    PersonRecord,
    Record,
    RejectedRecord,
)
from crm.text import clean_line
from crm.validation import mask_personal_identity_numbers

PART_LENGTH = 2000
PARTS_A_SEARCH = 20
"""After how many parts cyclic garbage is looked for: rows leave none, letters ten objects each."""


class Saver(Protocol):
    """Saves the records of some kinds, a part of the file at a time, in its order.

    What it finds is noted in the tally of the intake, once for each record.
    """

    def save(self, records: Sequence[Any]) -> None:
        """Save some records; when it returns, they stand in the session's transaction."""

    def finish(self) -> None:
        """Settle what depends on the whole file, after its last record."""


SAVERS: tuple[tuple[tuple[str, ...], Callable[[Intake], Saver]], ...] = (
    ((PersonRecord.kind, OrganisationRecord.kind), ContactSaver),
    ((InteractionRecord.kind,), InteractionSaver),
    ((EntryRecord.kind,), EntrySaver),
    ((ListRecord.kind,), ListSaver),
)
"""The savers and the kinds of records that each takes.

Of each part of the file, those of the first saver come first: people are there when meetings are.
"""


def save_records(
    intake: Intake, records: Iterable[Record], progress: Callable[[int], None] | None = None
) -> None:
    """Save all records of a file in the transaction that is under way.

    `progress` is told how many were saved by now.
    """
    savers = [(kinds, make(intake)) for kinds, make in SAVERS]
    remaining = iter(records)
    for part in count(1):
        if not _save_part(intake, savers, remaining):
            break
        if progress:
            progress(intake.tally.records)
        if part % PARTS_A_SEARCH == 0:
            free_cycles()
    for _kinds, saver in savers:
        saver.finish()


def _save_part(
    intake: Intake,
    savers: Sequence[tuple[tuple[str, ...], Saver]],
    remaining: Iterator[Record],
) -> int:
    """Save the next part of a file, and return how many records it had."""
    part = list(islice(remaining, PART_LENGTH))
    by_kind: dict[str, list[Record]] = defaultdict(list)
    known = {kind: kinds[0] for kinds, _saver in savers for kind in kinds}
    for record in part:
        by_kind[known.get(record.kind, "")].append(record)
    intake.tally.records += len(part)
    for kinds, saver in savers:
        if by_kind[kinds[0]]:
            saver.save(by_kind[kinds[0]])
    for record in by_kind[""]:
        _reject(intake, record)
    return len(part)


def _reject(intake: Intake, record: Record) -> None:
    called = record.name if isinstance(record, RejectedRecord) else ""
    name = mask_personal_identity_numbers(clean_line(called))
    intake.tally.note(Outcome.REJECTED, record.line, record.kind, name, problems=record.problems)
