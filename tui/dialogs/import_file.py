"""A file with people and organisations, looked through before it is taken in."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NotRequired, TypedDict

from textual import on
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from crm.actions.importing import ImportReport, import_file
from crm.book import Book
from crm.errors import Invalid
from crm.formats import parse_mapping
from crm.i18n import _, ngettext
from tui.access import Done
from tui.dialogs.addresses import parted
from tui.dialogs.export import readable_path
from tui.dialogs.form import FormDialog, Values
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.lazy_table import LazyTable
from tui.widgets.roles import content
from tui.widgets.table_columns import Column
from tui.widgets.table_messages import RowHighlighted
from tui.widgets.text_field import TextField


class WarningRow(TypedDict):
    """A warning as a line of the table."""

    id: int
    line: int
    field: str
    value: str
    problem: str
    file: NotRequired[str]


class ImportDialog(FormDialog[bool]):
    """Says first what a file would change, then takes it in."""

    DEFAULT_CSS = """
    ImportDialog {
        & .plan { height: auto; margin: 1 0 0 0; padding: 0 0 0 18; }
        & LazyTable { display: none; height: 8; margin: 1 0 0 0; }
        & LazyTable.-some { display: block; }
        & .warning { height: auto; padding: 0 1; }
    }
    """
    WIDE = True
    ENTER_SAVES: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__(_("Import"), save=_("Look through it"))
        self._looked_through: Values | None = None
        self._problems: list[str] = []

    def rows(self) -> Iterable[Widget]:
        """Yield which file, and where what it would change is shown."""
        path = TextField(placeholder=_("the path of a CSV, TSV or JSON file"))
        yield FormField(_("File"), path, name="path", required=True)
        kinds = [
            ("auto", _("as the file tells")),
            ("people", _("people")),
            ("organisations", _("organisations")),
        ]
        yield FormField(_("Each row is"), ChoiceSelect(kinds), name="records")
        mapping = TextField(placeholder=_("such as Mejl=email, Namn=name"))
        yield FormField(_("Columns"), mapping, name="mapping")
        source = TextField(placeholder=_("where this comes from, for the history"))
        yield FormField(_("Source"), source, name="source")
        yield Static(classes="plan")
        yield LazyTable(_columns(), marking=False)
        yield Static(classes="warning")

    @on(Input.Changed)
    @on(Select.Changed)
    def _look_again(self) -> None:
        if self._looked_through is not None and self.values != self._looked_through:
            self._looked_through = None
            self._name_button(_("Look through it"))

    @on(RowHighlighted)
    def _tell_whole(self, event: RowHighlighted) -> None:
        """Show the whole of a problem, for which its column may be too narrow."""
        problem = self._problems[event.index] if event.index is not None else ""
        self.query_one(".warning", Static).update(content(problem, "warning"))

    async def store(self, values: Values) -> bool | None:
        """Look through the file; once that is done, take it in."""
        options = _options(values)
        for_good = values == self._looked_through
        self.say(_("Reading the file…"), "muted")
        report = await self.access.run(
            lambda: _import(self.access.book, options, dry_run=not for_good)
        )
        self.say("")
        if not for_good:
            self._show_plan(report)
            self._looked_through = values
            self._name_button(_("Import"))
            return None
        if report["batch"] is not None:
            self.access.own_batches.append(report["batch"])
            file = _("Import of {file}").format(file=options["path"].name)
            done = Done(report["batch"], f"{file}: {_summary(report)}")
            self.access.note_change(done)
        return True

    def _name_button(self, label: str) -> None:
        button = self.query_one("#save", Button)
        button.label = content(label)
        button.refresh(layout=True)

    def _show_plan(self, report: ImportReport) -> None:
        self.query_one(".plan", Static).update(content(_summary(report), "strong"))
        rows = [
            WarningRow(
                id=index + 1,
                line=warning["line"],
                field=warning["field"],
                value=warning["value"],
                problem=warning["problem"],
            )
            for index, warning in enumerate(report["warnings"])
        ]

        async def fetch(ids: Sequence[int]) -> Sequence[WarningRow]:
            await asyncio.sleep(0)
            return [rows[one - 1] for one in ids]

        self._problems = [warning["problem"] for warning in report["warnings"]]
        table = self.query_one(LazyTable)
        table.set_class(bool(rows), "-some")
        table.set_rows([row["id"] for row in rows], fetch, keep_cursor=False)


def _columns() -> list[Column]:
    return [
        Column("line", _("Line"), width=6, align="right", priority=3, sortable=False),
        Column("field", _("Field"), width=14, priority=2, sortable=False),
        Column("problem", _("Problem"), flex=3, priority=4, sortable=False),
        Column("value", _("Value"), flex=1, priority=1, role="muted", sortable=False),
    ]


def _options(values: Values) -> dict[str, Any]:
    if not values["path"].strip():
        raise Invalid.field("path", _("This must be filled in."))
    return {
        "path": readable_path(values["path"]),
        "records": values["records"],
        "mapping": parse_mapping(parted(values["mapping"])),
        "source": values["source"].strip() or None,
    }


def _import(book: Book, options: dict[str, Any], *, dry_run: bool) -> ImportReport:
    return import_file(book, **options, dry_run=dry_run)


def _summary(report: ImportReport) -> str:
    """Return what became of a file, as counts."""
    counts = {
        _("{count} new"): report["new"],
        _("{count} updated"): report["updated"],
        _("{count} unchanged"): report["unchanged"],
        _("{count} possibly known already"): report["possible_duplicates"],
        _("{count} rejected"): report["rejected"],
    }
    number = report["records"]
    said = [ngettext("{count} record", "{count} records", number).format(count=number)]
    return ", ".join(said + [text.format(count=count) for text, count in counts.items() if count])
