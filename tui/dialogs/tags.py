"""Tags, put on and taken off several records at once."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from crm.actions.many import tag_many
from crm.book import Session
from crm.errors import Invalid
from crm.i18n import _, ngettext
from crm.queries.labels import tags_on
from crm.text import fold
from crm.vocabulary import RecordKind
from tui.dialogs.completing import fitting
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.tagging import completes_tags, tag_choices, tag_names
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import FormField
from tui.widgets.suggestions import Choice


class TagDialog(FormDialog[int]):
    """Puts tags on records and takes tags off them; answers how many records it was."""

    ENTER_SAVES = True

    def __init__(self, kind: str, record_ids: Sequence[int]) -> None:
        super().__init__(_("Tags"))
        self._kind = RecordKind(kind)
        self._ids = tuple(record_ids)
        self._carried: list[str] = []

    async def prepare(self) -> None:
        """Fetch the tags on the records."""
        self._carried = await self.access.ask(_carried, self._kind, self._ids)

    def rows(self) -> Iterable[Widget]:
        """Yield what to put on and what to take off."""
        count = len(self._ids)
        hint = ngettext("{count} record to tag", "{count} records to tag", count)
        put = CompletionInput(completes_tags(self.access), multiple=True, allow_new=True)
        yield FormField(_("Put on"), put, name="tags", hint=hint.format(count=count))
        take = CompletionInput(self._complete_carried, multiple=True)
        carried = ", ".join(self._carried) or _("no tags yet")
        yield FormField(_("Take off"), take, name="off", hint=carried)

    async def _complete_carried(self, text: str) -> Sequence[Choice]:
        return fitting(text, tag_choices(self._carried))

    async def store(self, values: Values) -> int:
        """Change the tags."""
        put, off = tag_names(values["tags"]), tag_names(values["off"])
        if not put and not off:
            raise Invalid.field("tags", _("Name a tag to put on or to take off."))
        said = _("Tagged {name}").format(name=", ".join([*put, *(f"−{name}" for name in off)]))
        await self.access.tell(said, tag_many, self._kind, self._ids, put, off)
        return len(self._ids)


def _carried(session: Session, kind: RecordKind, ids: Sequence[int]) -> list[str]:
    return sorted(tags_on(session, kind, ids), key=fold)
