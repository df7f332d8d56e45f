"""Two records that are one: which to keep, whose values where they differ, and what will be."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Button, Select, Static

from crm.actions.duplicates import mark_distinct
from crm.actions.organisations import merge_organisations
from crm.actions.people import merge_people
from crm.actions.topics import merge_topics
from crm.book import Session
from crm.errors import CrmError
from crm.i18n import N_, _
from crm.queries.duplicates import COMPARED
from crm.queries.merging import NAME_PARTS, MergedField, preview_merge
from crm.queries.topics import get_topic
from crm.vocabulary import MergeOutcome, RecordKind, reference
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import saved
from tui.widgets.comparison import Comparison
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.roles import content
from tui.work import begin

Record = Mapping[str, Any]


class MergeDialog(FormDialog[int]):
    """Makes two people, organisations or topics one; answers the id of the one that stays.

    Where two values cannot both stay, a field lets the user choose.
    """

    DEFAULT_CSS = """
    MergeDialog {
        & Comparison { margin: 1 0 0 0; }
        & .outcome { height: auto; margin: 1 0 0 0; }
    }
    """
    WIDE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "distinct", N_("They are not the same"), id="merge.distinct"),
    ]

    def __init__(self, kind: str, first_id: int, second_id: int) -> None:
        super().__init__(_("Make two into one"), save=_("Merge"))
        self._kind = RecordKind(kind)
        self._ids = (first_id, second_id)
        self._records: tuple[Record, Record] = ({}, {})
        self._conflicts: Sequence[MergedField] = ()

    async def prepare(self) -> None:
        """Fetch both, and where they say something else."""
        first, second = self._ids
        if self._kind not in COMPARED:
            ask = self.access.ask
            self._records = (await ask(get_topic, first), await ask(get_topic, second))
            return
        preview = await self.access.ask(preview_merge, self._kind, first, second)
        self._records = (preview["keep"], preview["other"])
        self._conflicts = [
            field
            for field in preview["fields"]
            if field["outcome"] == MergeOutcome.KEPT_IN_CONFLICT
            and field["field"] not in NAME_PARTS
        ]

    def rows(self) -> Iterable[Widget]:
        """Yield which to keep, whose value where they differ, and what will be."""
        choices = [
            (str(index), f"{record['name']} ({reference(self._kind, record['id'])})")
            for index, record in enumerate(self._records)
        ]
        yield FormField(_("Keep"), ChoiceSelect(choices), name="keep")
        for field in self._conflicts:
            values = [("0", field["kept"]), ("1", field["other"])]
            yield FormField(field["label"], ChoiceSelect(values), name=_named(field))
        if self._kind in COMPARED:
            yield Comparison()
        yield Static(classes="outcome")
        if self._kind in COMPARED:
            yield Button(content(_("They are not the same (Ctrl+N)")), id="distinct")
        self.call_after_refresh(self._preview)

    @property
    def kept_and_other(self) -> tuple[Record, Record]:
        """The record that stays, and the one that goes into it."""
        first, second = self._records
        keeps_first = self.field("keep", ChoiceSelect).value_or_empty == "0"
        return (first, second) if keeps_first else (second, first)

    @property
    def _kept_index(self) -> str:
        return self.field("keep", ChoiceSelect).value_or_empty

    @property
    def preferred(self) -> list[str]:
        """The fields that the record which goes is to decide."""
        return [
            field["field"]
            for field in self._conflicts
            if self.field(_named(field), ChoiceSelect).value_or_empty != self._kept_index
        ]

    @on(Select.Changed)
    def _changed(self, event: Select.Changed) -> None:
        if not self.is_open:
            return
        if event.select is self.field("keep", ChoiceSelect):
            for field in self._conflicts:
                self.field(_named(field), ChoiceSelect).value = self._kept_index
        self._preview()

    def _preview(self) -> None:
        kept, other = self.kept_and_other
        self.query_one(".outcome", Static).update(content(_outcome(kept, other), "muted"))
        if self._kind in COMPARED:
            begin(self, self._compare, group="preview", exclusive=True)

    async def _compare(self) -> None:
        kept, other = self.kept_and_other
        try:
            preview = await self.access.ask(
                preview_merge, self._kind, kept["id"], other["id"], self.preferred
            )
        except CrmError as error:
            self.say(error.message)
            return
        titles = (_("Stays: {name}"), _("Goes into it: {name}"))
        first, second = (
            title.format(name=record["name"])
            for title, record in zip(titles, (kept, other), strict=True)
        )
        self.query_one(Comparison).compare((first, second), preview["fields"])

    @on(Button.Pressed, "#distinct")
    def _distinct_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_distinct()

    def action_distinct(self) -> None:
        """Note that the two are not the same, and close."""
        if self.is_open and self._kind in COMPARED:
            begin(self, self._mark_distinct, exclusive=True)

    async def _mark_distinct(self) -> None:
        first, second = self._records
        said = _("Noted that {first} and {second} are not the same")
        said = said.format(first=first["name"], second=second["name"])
        try:
            await self.access.tell(said, mark_distinct, self._kind, *self._ids)
        except CrmError as error:
            self.say(error.message)
        else:
            self.dismiss(None)

    async def store(self, values: Values) -> int:
        """Merge them."""
        kept, other = self.kept_and_other
        said = _("Merged {name} with another").format(name=kept["name"])
        ids = (kept["id"], other["id"])
        return await self.access.tell(said, _merge, self._kind, *ids, self.preferred)


def _merge(session: Session, kind: RecordKind, keep: int, other: int, prefer: Sequence[str]) -> int:
    if kind == RecordKind.PERSON:
        return saved(merge_people(session, keep, other, prefer=prefer).id)
    if kind == RecordKind.ORGANISATION:
        return saved(merge_organisations(session, keep, other, prefer=prefer).id)
    return saved(merge_topics(session, keep, other).id)


def _named(field: MergedField) -> str:
    """Return the name of the form field that chooses between two values; a dot would nest it."""
    return "choose_" + field["field"].replace(".", "_")


def _outcome(kept: Record, other: Record) -> str:
    named = _("{kept} stays, and also goes by the name {other}.")
    if kept["name"] == other["name"]:
        named = _("{kept} stays.")
    return " ".join(
        (
            named.format(kept=kept["name"], other=other["name"]),
            _("It gets everything that the other has; u takes it back."),
        )
    )
