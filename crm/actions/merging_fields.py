"""Which of two values stays where two records that become one say something else."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from crm.actions.versions import joined_notes
from crm.i18n import _
from crm.queries.merging import CUSTOM, NAME_PARTS, check_preferred, preview_merge
from crm.queries.rows import key_of
from crm.vocabulary import MergeOutcome, RecordKind

KEPT_ELSEWHERE = ("name", *NAME_PARTS, "website")
"""Fields whose other value becomes another name, or a link."""


def settle_conflicts(
    session: Session, kind: RecordKind, keep: Any, other: Any, prefer: Collection[str]
) -> None:
    """Let the other one decide the fields named, and write down in the note what is not taken.

    The parts of a person's name follow the name. Errors: `Invalid` for a field that cannot be
    chosen.
    """
    check_preferred(kind, prefer)
    chosen = dict.fromkeys(prefer)
    if "name" in chosen and kind == RecordKind.PERSON:
        chosen |= dict.fromkeys(NAME_PARTS)
    for field in chosen:
        _swap(keep, other, field)
    session.add(keep)
    session.add(other)
    session.flush()
    _note_what_differs(session, kind, keep, other)


def _swap(keep: Any, other: Any, field: str) -> None:
    """Give each the value of the other, so that the rules for all fields keep the right one."""
    if field.startswith(CUSTOM):
        _swap_custom(keep, other, field.removeprefix(CUSTOM))
        return
    column = "parent_id" if field == "parent" else field
    mine, theirs = getattr(keep, column), getattr(other, column)
    # A parent that is one of the two would be its own.
    if theirs not in (None, "") and not (field == "parent" and theirs == key_of(keep)):
        setattr(keep, column, theirs)
        setattr(other, column, mine)


def _swap_custom(keep: Any, other: Any, key: str) -> None:
    if key not in other.custom:
        return
    mine = {**keep.custom, key: other.custom[key]}
    rest = {name: value for name, value in other.custom.items() if name != key}
    other.custom = rest | ({key: keep.custom[key]} if key in keep.custom else {})
    keep.custom = mine


def _note_what_differs(session: Session, kind: RecordKind, keep: Any, other: Any) -> None:
    """Write down what the other one says otherwise and no field can hold beside it."""
    preview = preview_merge(session, kind, key_of(keep), key_of(other))
    lines = [
        f"{field['label']}: {field['other']}"
        for field in preview["fields"]
        if field["outcome"] == MergeOutcome.KEPT_IN_CONFLICT
        and field["field"] not in KEPT_ELSEWHERE
    ]
    if lines:
        told = _("Also said of {name}:").format(name=other.name)
        keep.note = joined_notes(keep.note, "\n".join((told, *lines)))
