"""What is proposed while somebody types a condition: keys, their words, and values of the book."""

from collections.abc import Sequence

from crm.i18n import _
from crm.labels import label
from crm.queries.conditions import key_values
from crm.text import fold
from crm.vocabulary import RecordKind
from crm.where import Expected, Key, expected, written
from tui.access import BookAccess
from tui.widgets.filter_line import Complete, Proposals
from tui.widgets.suggestions import Choice

SHORTEST = 2
"""How much of a key is typed before any is proposed: nobody wants them over words of a name."""
MOST = 8
SHOWN_WORDS = 3


def proposing(access: BookAccess, kind: RecordKind, keys: Sequence[Key]) -> Complete:
    """Return what proposes keys and values of a noun's conditions."""

    async def complete(text: str) -> Proposals:
        typed = expected(text, keys)
        if typed is None:
            return Proposals(len(text))
        if typed.key is None:
            return Proposals(typed.start, _keys(keys, typed))
        values = await access.ask(key_values, kind, typed.key.name, typed.begun, limit=MOST)
        others = [value for value in values if fold(value) != fold(typed.begun)]
        return Proposals(typed.start, [_value(value, typed.key) for value in others])

    return complete


def _keys(keys: Sequence[Key], typed: Expected) -> list[Choice]:
    """Return the keys that begin as is typed, then those with a part that does."""
    begun = fold(typed.begun)
    if len(begun) < SHORTEST:
        return []
    named = [(fold(key.name), key) for key in keys]
    first = [key for name, key in named if name.startswith(begun)]
    inner = [key for name, key in named if f".{begun}" in name and key not in first]
    return [Choice(key.name, key.name, _about(key)) for key in [*first, *inner][:MOST]]


def _about(key: Key) -> str:
    """Say what a key holds: dates, or which words."""
    if key.is_date:
        return _("a date, such as 2019-04 or “last month”")
    words = ", ".join(key.words[:SHOWN_WORDS])
    return f"{words} …" if len(key.words) > SHOWN_WORDS else words


def _value(value: str, key: Key) -> Choice:
    """Return a value as it is written; a word of a closed list with what people call it."""
    called = label(value) if key.words else ""
    return Choice(written(value), value, called if called != value else "")
