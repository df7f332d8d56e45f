"""What a batch of the history changed, and a record as it was."""

from collections.abc import Iterator
from itertools import groupby

from crm.book import Session
from crm.i18n import _, ngettext
from crm.queries.as_of import record_as_of
from crm.queries.history import get_batch
from crm.queries.record_changes import changes_of_record
from crm.queries.records import AsOfRecord, BatchRecord, ToldChange
from crm.queries.told_changes import beyond_title, tell_changes
from crm.vocabulary import RecordKind
from tui.pages.page import Page
from tui.widgets.record_items import Line, Section

SHOWN_CHANGES = 200


def read_batch(
    session: Session, batch_id: int, of: tuple[RecordKind, int] | None = None
) -> tuple[BatchRecord, list[ToldChange]]:
    """Read a batch, with what it changed told in words: all, or what concerns one record."""
    batch = get_batch(session, batch_id, changes=of is None, most=SHOWN_CHANGES)
    changes = batch.get("changes", []) if of is None else changes_of_record(session, batch_id, *of)
    told = tell_changes(session, changes[:SHOWN_CHANGES])
    return batch, [one for one in told if one["fields"] or one["operation"] != "update"]


def counted_rows(batch: BatchRecord) -> str:
    """Say how many rows a batch changed."""
    size = batch["size"]
    return ngettext("{count} row", "{count} rows", size).format(count=size)


def as_of_page(session: Session, kind: RecordKind, identity: int, moment: str, day: str) -> Page:
    """Read a record as it was; errors: `NotFound` where it did not exist then."""
    found = record_as_of(session, kind, identity, moment)
    return Page(
        kind,
        identity,
        found["name"],
        _("As it was on {day}").format(day=day),
        facts=[Section(_("The record"), _fields(found)), *_parts(found)],
    )


def _fields(found: AsOfRecord) -> list[Line]:
    return [Line(field["label"], field["after"]) for field in found["fields"]]


def _parts(found: AsOfRecord) -> Iterator[Section]:
    for noun, parts in groupby(found["parts"], key=lambda part: part["noun"]):
        yield Section(noun, [Line("", part["title"], detail=_detail(part)) for part in parts])


def _detail(part: ToldChange) -> str:
    return ", ".join(f"{field['label']}: {field['after']}" for field in beyond_title(part))
