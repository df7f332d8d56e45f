"""Topics, said of several interactions at once."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from crm.actions.many import add_topics
from crm.errors import Invalid
from crm.i18n import _, ngettext
from tui.dialogs.completing import completes_topics
from tui.dialogs.form import FormDialog, Values
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import FormField


class AddTopicsDialog(FormDialog[int]):
    """Says of interactions that they are on some topics too; answers how many they were."""

    ENTER_SAVES = True

    def __init__(self, interactions: Sequence[int]) -> None:
        super().__init__(_("Add topics"))
        self._ids = tuple(interactions)

    def rows(self) -> Iterable[Widget]:
        """Yield which topics."""
        count = len(self._ids)
        hint = ngettext("of {count} interaction", "of {count} interactions", count)
        topics = CompletionInput(completes_topics(self.access), multiple=True, allow_new=True)
        yield FormField(_("Topics"), topics, name="topics", hint=hint.format(count=count))

    async def store(self, values: Values) -> int:
        """Add the topics."""
        topics = values["topics"]
        if not topics:
            raise Invalid.field("topics", _("Name a topic to add."))
        names = ", ".join(topic.label for topic in topics)
        said = _("Added topics: {names}").format(names=names)
        chosen = [topic.reference or topic.label for topic in topics]
        await self.access.tell(said, add_topics, self._ids, chosen)
        return len(self._ids)
