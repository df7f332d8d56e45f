"""Tags, as a row of a form."""

from collections.abc import Iterable

from crm.actions.labels import tag, untag
from crm.book import Session
from crm.text import fold
from crm.vocabulary import RecordKind
from tui.widgets.suggestions import Choice


def tag_choices(names: Iterable[str]) -> tuple[Choice, ...]:
    """Return tags as chosen; within a form their names stand for them."""
    return tuple(Choice(f"#{name}", name) for name in names)


def tag_names(choices: Iterable[Choice]) -> list[str]:
    """Return the names of the tags chosen, each once."""
    return list({fold(choice.label): choice.label for choice in choices}.values())


def change_tags(
    session: Session,
    kind: RecordKind,
    identity: int,
    before: Iterable[str],
    choices: Iterable[Choice],
) -> None:
    """Put the tags chosen on a record and take the others off; errors: `Invalid`."""
    had = {fold(name): name for name in before}
    wanted = {fold(name): name for name in tag_names(choices)}
    if come := [name for key, name in wanted.items() if key not in had]:
        tag(session, kind, identity, come)
    if gone := [name for key, name in had.items() if key not in wanted]:
        untag(session, kind, identity, gone)
