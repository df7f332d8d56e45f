"""What writers are given, by what they take, one at a time and fetched page by page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from crm.actions.exporting.choosing import Choice, chosen_ids
from crm.actions.exporting.columns import json_keys, table_columns
from crm.actions.exporting.options import Order
from crm.actions.exporting.pages import Selection, records_of, rows_of
from crm.actions.exporting.titles import titles_of
from crm.actions.exporting.values import each_once
from crm.errors import UsageError
from crm.formats.registry import columns_of
from crm.i18n import _
from crm.models import PreservedProperty
from crm.queries.belongings import gathered
from crm.queries.contacts import best_contacts_of_people
from crm.queries.fetching import chosen, ever_filled, fetched
from crm.queries.kinds import owner_column
from crm.queries.whole_book import book_entries
from crm.settings import today
from crm.vocabulary import RecordKind

Item = Mapping[str, Any]
KEPT_LENGTH = 500


class Feed(NamedTuple):
    """The items for a writer, the columns they are to show and what people call these."""

    items: Iterable[Item]
    columns: Sequence[str]
    headings: Mapping[str, str]


def feed(session: Session, order: Order) -> Feed:
    """Return what the writer of an order takes.

    Errors: `UsageError`, `NotFound` and `Ambiguous` for what was chosen, before anything is read.
    """
    takes = order.writer.TAKES
    if takes not in FEEDS:
        message = _("This program cannot feed a format that takes {word}: update it.")
        raise UsageError(message.format(word=takes))
    return FEEDS[takes](session, order)


def _rows(session: Session, order: Order) -> Feed:
    (kind,) = order.kinds
    wanted = order.columns or columns_of(order.writer, order.writing.kind)
    columns = table_columns(session, kind, wanted)
    rows = rows_of(session, _selection(session, kind, order))
    return Feed(each_once(rows, columns), columns, titles_of(session, kind, columns))


def _records(session: Session, order: Order) -> Feed:
    (kind,) = order.kinds
    keys = json_keys(kind, order.columns)
    return Feed(records_of(session, _selection(session, kind, order)), keys, {})


def _cards(session: Session, order: Order) -> Feed:
    fed = _records(session, order)
    (kind,) = order.kinds
    return fed._replace(items=_with_preserved(session, kind, fed.items))


def _work(session: Session, order: Order) -> Feed:
    """Give meetings that are planned and promises that have a day, as a calendar holds them."""
    chosen = [_selection(session, kind, order, ahead=True) for kind in order.kinds]
    items = chain.from_iterable(records_of(session, selection) for selection in chosen)
    return Feed(_with_addresses(session, items), (), {})


def _book(session: Session, order: Order) -> Feed:
    """Give everything, each record under the name of its section."""
    if order.choice != Choice() or order.columns:
        message = _("A whole book is written whole: leave out what chooses records or columns.")
        raise UsageError(message)
    return Feed(({section: entry} for section, entry in book_entries(session)), (), {})


def _selection(
    session: Session, kind: RecordKind, order: Order, *, ahead: bool = False
) -> Selection:
    identities = chosen_ids(session, kind, order.choice, ahead=ahead)
    return Selection(kind, identities, order.progress)


def _with_preserved(session: Session, kind: RecordKind, records: Iterable[Item]) -> Iterator[Item]:
    """Add the lines of cards that no field of ours holds, in their order, where there are any."""
    owner = owner_column(PreservedProperty, kind)
    statement = (
        select(owner, col(PreservedProperty.content))
        .where(ever_filled(owner), chosen(owner))
        .order_by(col(PreservedProperty.position), col(PreservedProperty.id))
    )
    for piece in _pieces(records):
        ids = [record["id"] for record in piece]
        kept = gathered((identity, line) for identity, line in fetched(session, statement, ids))
        for record in piece:
            lines = kept.get(record["id"])
            yield {**record, "preserved": lines} if lines else record


def _with_addresses(session: Session, records: Iterable[Item]) -> Iterator[Item]:
    """Add to those who take part the address at which they are reached today, as `email`."""
    for piece in _pieces(records):
        people = {one["person"]["id"] for record in piece for one in _people_in(record)}
        contacts = best_contacts_of_people(session, sorted(people), today())
        for record in piece:
            for one in _people_in(record):
                one["email"] = contacts.get(one["person"]["id"], {}).get("email")
            yield record


def _people_in(record: Item) -> list[dict[str, Any]]:
    return [one for one in record.get("participants", ()) if one["person"]]


def _pieces(records: Iterable[Item]) -> Iterator[list[Item]]:
    piece: list[Item] = []
    for record in records:
        piece.append(record)
        if len(piece) == KEPT_LENGTH:
            yield piece
            piece = []
    if piece:
        yield piece


FEEDS: Mapping[str, Callable[[Session, Order], Feed]] = {
    "rows": _rows,
    "records": _records,
    "cards": _cards,
    "work": _work,
    "book": _book,
}
"""The feed of each thing that a writer may say it takes."""
