"""Tags, as a row of a form."""

from collections.abc import Iterable, Sequence

from crm.actions.labels import tag, untag
from crm.book import Session
from crm.i18n import _
from crm.queries.labels import list_tags
from crm.text import fold
from crm.vocabulary import RecordKind
from tui.access import BookAccess
from tui.dialogs.completing import fitting
from tui.widgets.completion_input import Complete, CompletionInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice


def tag_row(access: BookAccess, chosen: Sequence[Choice]) -> FormField:
    """Return the row with the tags of a record; new ones may be made."""
    tags = CompletionInput(completes_tags(access), multiple=True, allow_new=True, choices=chosen)
    return FormField(_("Tags"), tags, name="tags")


def completes_tags(access: BookAccess) -> Complete:
    """Return what offers the tags in use."""

    async def complete(text: str) -> Sequence[Choice]:
        tags = await access.ask(list_tags)
        return fitting(text, tag_choices(tag["name"] for tag in tags))

    return complete


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
