"""What stands in a cell of a list on the command line, made of what the query answered."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from crm.cli.output import Row
from crm.i18n import _, quoted
from crm.labels import moment_label
from crm.vocabulary import RecordKind, reference

SHOWN_NAMES = 3


def by_id(kind: RecordKind) -> Callable[[Row], str]:
    """Return the function that gives the reference of a row of this kind."""
    return lambda row: reference(kind, row["id"])


def name_of(link: Any) -> str:
    """Return the name at the other end of a link, nothing where there is none."""
    return link["name"] if link else ""


def names_of(links: Iterable[Any]) -> str:
    """Return the names of several links on one line."""
    return ", ".join(link["name"] for link in links)


def moment(value: str | None) -> str:
    """Return a moment as it is read, `2019-04-11 09:30`, and any other text as it is."""
    return moment_label(value or "")


def phone(value: str | None) -> str:
    """Return a telephone number as it is dialled here."""
    if not value:
        return ""
    from crm.validation import format_phone

    return format_phone(value)


def yes(value: bool) -> str:
    """Return “yes” for what is so, and nothing otherwise."""
    return _("yes") if value else ""


def few(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    more = len(names) - SHOWN_NAMES
    return ", ".join(names[:SHOWN_NAMES]) + (f" +{more}" if more > 0 else "")


def said(row: Row) -> Iterator[str]:
    """Yield what was said, a line each."""
    for statement in row["statements"]:
        speaker, topic = statement["speaker"], statement["topic"]
        who = f"{speaker['name']}: " if speaker else ""
        about = f" ({topic['name']})" if topic else ""
        yield f"{who}{quoted(statement['text'])}{about}"
