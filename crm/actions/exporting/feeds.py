"""What writers are given, by what they take, one at a time and fetched page by page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlmodel import Session, col

from crm.actions.exporting.choosing import Choice, chosen_ids
from crm.actions.exporting.columns import json_keys, table_columns
from crm.actions.exporting.options import Order
from crm.actions.exporting.pages import Selection, pages_of, records_of, rows_of
from crm.actions.exporting.titles import titles_of
from crm.actions.exporting.values import each_once
from crm.errors import UsageError
from crm.formats.registry import columns_of
from crm.i18n import _
from crm.models import PreservedProperty
from crm.queries.belongings import gathered
from crm.queries.contacts import best_contacts_of_people
from crm.queries.fetching import STATEMENTS_KEPT, chosen, ever_filled, fetched_values
from crm.queries.kinds import owner_column
from crm.queries.whole_book import book_entries
from crm.settings import today
from crm.vocabulary import RecordKind

Item = Mapping[str, Any]


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
    (kind,) = order.kinds
    keys = json_keys(kind, order.columns)
    pages = pages_of(session, _selection(session, kind, order))
    items = chain.from_iterable(_with_preserved(session, kind, page) for page in pages)
    return Feed(items, keys, {})


def _work(session: Session, order: Order) -> Feed:
    """Give meetings that are planned and promises that have a day, as a calendar holds them."""
    chosen = [_selection(session, kind, order, ahead=True) for kind in order.kinds]
    pages = chain.from_iterable(pages_of(session, selection) for selection in chosen)
    items = chain.from_iterable(_with_addresses(session, page) for page in pages)
    return Feed(items, (), {})


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


def _with_preserved(session: Session, kind: RecordKind, page: Sequence[Item]) -> Sequence[Item]:
    """Add the lines of cards that no field of ours holds, in their order, where there are any."""
    ids = [record["id"] for record in page]
    kept = gathered(fetched_values(session, _preserved_lines(kind), ids))
    return [
        {**record, "preserved": kept[record["id"]]} if record["id"] in kept else record
        for record in page
    ]


@lru_cache(maxsize=STATEMENTS_KEPT)
def _preserved_lines(kind: RecordKind) -> Select[*tuple[Any, ...]]:
    owner = owner_column(PreservedProperty, kind)
    return (
        select(owner, col(PreservedProperty.content))
        .where(ever_filled(owner), chosen(owner))
        .order_by(col(PreservedProperty.position), col(PreservedProperty.id))
    )


def _with_addresses(session: Session, page: Sequence[Item]) -> Sequence[Item]:
    """Add to those who take part the address at which they are reached today, as `email`."""
    people = {one["person"]["id"] for record in page for one in _people_in(record)}
    contacts = best_contacts_of_people(session, sorted(people), today())
    for record in page:
        for one in _people_in(record):
            one["email"] = contacts.get(one["person"]["id"], {}).get("email")
    return page


def _people_in(record: Item) -> list[dict[str, Any]]:
    return [one for one in record.get("participants", ()) if one["person"]]


FEEDS: Mapping[str, Callable[[Session, Order], Feed]] = {
    "rows": _rows,
    "records": _records,
    "cards": _cards,
    "work": _work,
    "book": _book,
}
"""The feed of each thing that a writer may say it takes."""
