"""Two records that are one: which to keep, and what it will have."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Button, Select, Static

from crm.actions.duplicates import mark_distinct
from crm.actions.organisations import merge_organisations
from crm.actions.people import merge_people
from crm.actions.topics import merge_topics
from crm.book import Session
from crm.errors import CrmError
from crm.i18n import N_, _, ngettext
from crm.labels import label
from crm.queries.organisations import get_organisation
from crm.queries.people import get_person
from crm.queries.topics import get_topic
from crm.vocabulary import RecordKind, reference
from tui.dialogs.form import FormDialog, Values
from tui.dialogs.newcomers import saved
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.roles import content
from tui.work import begin

Record = Mapping[str, Any]

GET: Mapping[RecordKind, Callable[..., Any]] = {
    RecordKind.PERSON: get_person,
    RecordKind.ORGANISATION: get_organisation,
    RecordKind.TOPIC: get_topic,
}
MERGE: Mapping[RecordKind, Callable[[Session, int, int], Any]] = {
    RecordKind.PERSON: merge_people,
    RecordKind.ORGANISATION: merge_organisations,
    RecordKind.TOPIC: merge_topics,
}
COMPARED = (RecordKind.PERSON, RecordKind.ORGANISATION)


class MergeDialog(FormDialog[int]):
    """Makes two people, organisations or topics one; answers the id of the one that stays."""

    DEFAULT_CSS = """
    MergeDialog {
        & .two { height: auto; margin: 1 0 0 0; }
        & .two > Static {
            width: 1fr;
            height: auto;
            padding: 0 1;
            border-left: outer $border-blurred;
        }
        & .two > Static.-kept { border-left: outer $success; }
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

    async def prepare(self) -> None:
        """Fetch both."""
        first, second = self._ids
        get = GET[self._kind]
        self._records = (await self.access.ask(get, first), await self.access.ask(get, second))

    def rows(self) -> Iterable[Widget]:
        """Yield which to keep, both beside each other, and what will be."""
        choices = [
            (str(index), f"{record['name']} ({reference(self._kind, record['id'])})")
            for index, record in enumerate(self._records)
        ]
        yield FormField(_("Keep"), ChoiceSelect(choices), name="keep")
        yield Horizontal(
            *(Static(content(_summary(record), multiline=True)) for record in self._records),
            classes="two",
        )
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

    @on(Select.Changed)
    def _preview(self) -> None:
        if not self.is_open:
            return
        kept, other = self.kept_and_other
        for static, record in zip(self.query(".two > Static"), self._records, strict=True):
            static.set_class(record is kept, "-kept")
        self.query_one(".outcome", Static).update(content(_outcome(kept, other), "muted"))

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
        return await self.access.tell(said, _merge, self._kind, kept["id"], other["id"])


def _merge(session: Session, kind: RecordKind, keep: int, other: int) -> int:
    return saved(MERGE[kind](session, keep, other).id)


def _summary(record: Record) -> str:
    """Return what is known of a record, in a few lines."""
    lines = [record["name"], label(record.get("classification"))]
    for membership in record.get("memberships", ()):
        parts = (membership["role"], membership["organisation"]["name"])
        lines.append(", ".join(filter(None, parts)))
    lines += [detail["value"] for detail in record.get("contact_details", ())]
    lines += record.get("synonyms", ())
    if people := record.get("people"):
        count = len(people)
        lines.append(ngettext("{count} person", "{count} people", count).format(count=count))
    if tags := record.get("tags"):
        lines.append(", ".join(tags))
    if last := record.get("last_interaction"):
        lines.append(_("last interaction {date}").format(date=last))
    return "\n".join(line for line in lines if line)


def _outcome(kept: Record, other: Record) -> str:
    named = _("{kept} stays, and also goes by the name {other}.")
    if kept["name"] == other["name"]:
        named = _("{kept} stays.")
    return " ".join(
        (
            named.format(kept=kept["name"], other=other["name"]),
            _("It gets everything that the other has; where they differ, its own stays."),
        )
    )
