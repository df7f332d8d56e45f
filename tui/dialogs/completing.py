"""What completion fields offer, and what stands in them from the start."""

from collections.abc import Iterable, Sequence

from crm.labels import label, moment_label
from crm.queries.lists import list_lists
from crm.queries.naming import names_of
from crm.queries.records import Link
from crm.queries.topics import list_topics
from crm.search import Hit
from crm.text import fold
from crm.vocabulary import RecordKind, reference
from tui.access import BookAccess
from tui.widgets.completion_input import Complete
from tui.widgets.suggestions import Choice


def completes(access: BookAccess, *kinds: RecordKind) -> Complete:
    """Return what offers the records of some nouns by name, address or number."""

    async def complete(text: str) -> Sequence[Choice]:
        return [_offered(hit) for hit in await access.complete(text, kinds)]

    return complete


def completes_topics(access: BookAccess) -> Complete:
    """Return what offers topics; all of them where nothing is typed yet."""

    async def complete(text: str) -> Sequence[Choice]:
        if text.strip():
            return await completes(access, RecordKind.TOPIC)(text)
        topics = await access.ask(list_topics)
        return [choice_of(RecordKind.TOPIC, topic["id"], topic["name"]) for topic in topics]

    return complete


def completes_lists(access: BookAccess) -> Complete:
    """Return what offers the fixed contact lists."""

    async def complete(text: str) -> Sequence[Choice]:
        lists = [one for one in await access.ask(list_lists) if one["query"] is None]
        return fitting(text, (choice_of(RecordKind.LIST, one["id"], one["name"]) for one in lists))

    return complete


def fitting(text: str, choices: Iterable[Choice]) -> list[Choice]:
    """Return the choices whose names hold what is typed, whatever its case and accents."""
    typed = fold(text)
    return [choice for choice in choices if typed in fold(choice.label)]


def choice_of(kind: RecordKind, identity: int, name: str) -> Choice:
    """Return a record as something chosen."""
    return Choice(reference(kind, identity), name)


def linked(kind: RecordKind, *links: Link | None) -> tuple[Choice, ...]:
    """Return what a record points to as chosen, without what it does not point to."""
    return tuple(choice_of(kind, link["id"], link["name"]) for link in links if link)


async def chosen(
    access: BookAccess, kind: RecordKind, identities: Iterable[int | None]
) -> tuple[Choice, ...]:
    """Return the records with these ids as chosen, without those that have gone."""
    keys = [(kind, identity) for identity in identities if identity is not None]
    if not keys:
        return ()
    names = await access.ask(names_of, keys)
    return tuple(choice_of(kind, key[1], names[key]) for key in keys if key in names)


def _offered(hit: Hit) -> Choice:
    detail = "  ".join(filter(None, (label(hit.word), moment_label(hit.detail))))
    return Choice(hit.reference, hit.name, detail)
