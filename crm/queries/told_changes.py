"""Changes of the history told in words, with before and after for each field."""

from collections.abc import Sequence

from sqlmodel import Session

from crm.queries.naming import Key
from crm.queries.records import ChangeRecord, ToldChange, ToldField
from crm.queries.telling import LoggedRow, Teller
from crm.titles import noun


def tell_changes(session: Session, changes: Sequence[ChangeRecord]) -> list[ToldChange]:
    """Tell each change in words; one that changed nothing a person sees has no fields."""
    rows = [
        (change["table"], row)
        for change in changes
        for row in (change["before"], change["after"])
        if row is not None
    ]
    teller = Teller(session, rows)
    return [_told(teller, change) for change in changes]


def _told(teller: Teller, change: ChangeRecord) -> ToldChange:
    table, before, after = change["table"], change["before"] or {}, change["after"] or {}
    last = change["last_row"]
    return ToldChange(
        operation=change["operation"],
        noun=noun(table),
        title=teller.title(table, after or before),
        reference=change["reference"],
        rows=1 if last is None else last - change["row"] + 1,
        fields=compare(teller, table, before, after),
    )


def compare(
    teller: Teller,
    table: str,
    before: LoggedRow,
    after: LoggedRow,
    owner: Key | None = None,
) -> list[ToldField]:
    """Return the fields in which two states of a row differ, either of which may be nothing.

    That a row belongs to its `owner` goes unsaid.
    """
    old, new = teller.fields(table, before, owner), teller.fields(table, after, owner)
    return [
        ToldField(label=name, before=old.get(name, ""), after=new.get(name, ""))
        for name in {**new, **old}
        if old.get(name, "") != new.get(name, "")
    ]


def beyond_title(change: ToldChange) -> list[ToldField]:
    """Return the fields that say more than the title of a row does."""
    return [field for field in change["fields"] if field["after"] not in change["title"]]
