"""Records, written to a file that others can open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Select

from crm.actions.exporting import export_file
from crm.actions.exporting.columns import table_columns
from crm.actions.exporting.offered import offered_formats
from crm.book import Book
from crm.errors import CrmError, Invalid
from crm.i18n import N_, _, current_language, ngettext
from crm.settings import today
from crm.system import reason_of
from crm.vocabulary import RecordKind
from tui.dialogs.completing import fitting
from tui.dialogs.confirm import ConfirmDialog
from tui.dialogs.form import Values
from tui.dialogs.working import WorkingDialog
from tui.progress import Progress
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import TextField

KINDS = {
    RecordKind.PERSON: "people",
    RecordKind.ORGANISATION: "organisations",
    RecordKind.INTERACTION: "interactions",
    RecordKind.FOLLOW_UP: "follow-ups",
    RecordKind.COLLABORATION: "collaborations",
}
NOUNS = {
    RecordKind.PERSON: N_("people"),
    RecordKind.ORGANISATION: N_("organisations"),
    RecordKind.INTERACTION: N_("interactions"),
    RecordKind.FOLLOW_UP: N_("follow-ups"),
    RecordKind.COLLABORATION: N_("collaborations"),
}
EXCEL = "csv for Excel"
TITLES = {
    EXCEL: N_("CSV that Excel opens"),
    "xlsx": N_("Excel (XLSX)"),
    "vcard": N_("vCard for phones and Outlook"),
    "html": N_("HTML, a page to print"),
    "ics": N_("ICS for calendars"),
    "addresses": N_("Addresses for an e-mail"),
    "csv": "CSV",
    "tsv": "TSV",
    "json": "JSON",
    "md": "Markdown",
}


class ExportDialog(WorkingDialog[Path]):
    """Writes the records at hand to a file and answers its path; escape, twice, stops it."""

    def __init__(self, kind: str, ids: Sequence[int]) -> None:
        super().__init__(_("Export"), save=_("Write the file"))
        self._kind = RecordKind(kind)
        self._ids = tuple(ids)
        self._columns: Sequence[str] = ()
        self._endings: dict[str, str] = {}

    @property
    def total(self) -> int:
        """How many records are at hand."""
        return len(self._ids)

    async def prepare(self) -> None:
        """Fetch the formats and the columns that there are."""
        offered = await self.access.run(lambda: offered_formats(KINDS[self._kind]))
        self._endings = {EXCEL: ".csv"} | {one.name: one.suffix for one in offered}
        self._columns = await self.access.ask(table_columns, self._kind, None)
        count = len(self._ids)
        self.about = ngettext("{count} record", "{count} records", count).format(count=count)

    def rows(self) -> Iterable[Widget]:
        """Yield where to, as what, and which columns."""
        path = f"~/{_(NOUNS[self._kind])}-{today().isoformat()}.csv"
        yield FormField(_("File"), TextField(path), name="path", required=True)
        known = [name for name in TITLES if name in self._endings]
        others = [name for name in self._endings if name not in TITLES]
        formats = [(name, _(TITLES.get(name, name))) for name in (*known, *others)]
        yield FormField(_("Format"), ChoiceSelect(formats), name="format")
        columns = CompletionInput(
            self._complete_column, multiple=True, placeholder=_("empty for the usual ones")
        )
        yield FormField(_("Columns"), columns, name="columns", hint=", ".join(self._columns))

    async def _complete_column(self, text: str) -> Sequence[Choice]:
        return fitting(text, (Choice(f"#{name}", name) for name in self._columns))

    @on(Select.Changed)
    def _rename(self, event: Select.Changed) -> None:
        """Let the end of the file's name say its format."""
        field = self.field("path", TextField)
        path = Path(field.value)
        if isinstance(event.value, str) and path.suffix in self._endings.values():
            with self.prevent(Input.Changed):
                field.value = str(path.with_suffix(self._endings[event.value]))

    async def store(self, values: Values) -> Path | None:
        """Write the file, after asking where one is there already."""
        path = _path(values["path"])
        replace = path.exists()
        if replace:
            question = _("{path} is there already. Replace it?").format(path=path)
            dialog = ConfirmDialog(question, confirm=_("Replace"), danger=True)
            if not await self.app.push_screen_wait(dialog):
                return None
        columns = [choice.label for choice in values["columns"]] or None
        request = ExportRequest(path, self._kind, self._ids, values["format"], columns, replace)
        stopped = _("The export was stopped; no file was written.")
        return await self.carry_out(stopped, partial(request.write, self.access.book))

    def _write(
        self,
        book: Book,
        progress: Progress,
        path: Path,
        name: str,
        columns: Sequence[str] | None,
        replace: bool,
    ) -> None:
        # Excel takes the sign that parts cells from the language of the system.
        in_swedish = name == EXCEL and current_language() == "sv"
        try:
            export_file(
                book,
                path,
                format="csv" if name == EXCEL else name,
                replace=replace,
                kind=KINDS[self._kind],
                ids=self._ids,
                columns=columns,
                bom=name == EXCEL,
                delimiter=";" if in_swedish else None,
                progress=progress.tell,
            )
        except OSError as error:
            message = _("{path} cannot be written: {reason}.")
            raise CrmError(message.format(path=path, reason=reason_of(error))) from None


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written: where, which records, as what, and whether over what is there."""

    path: Path
    kind: RecordKind
    ids: Sequence[int]
    format: str
    columns: Sequence[str] | None = None
    replace: bool = False

    def write(self, book: Book, progress: Progress) -> Path:
        """Write the file and return its path; errors: as `export_file`, and `Interrupted`."""
        for_excel = self.format == EXCEL
        # Excel takes the sign that parts cells from the language of the system.
        in_swedish = for_excel and current_language() == "sv"
        try:
            export_file(
                book,
                self.path,
                format="csv" if for_excel else self.format,
                replace=self.replace,
                kind=KINDS[self.kind],
                ids=self.ids,
                columns=self.columns,
                bom=for_excel,
                delimiter=";" if in_swedish else None,
                progress=progress.tell,
            )
        except OSError as error:
            message = _("{path} cannot be written: {reason}.")
            raise CrmError(message.format(path=self.path, reason=reason_of(error))) from None
        return self.path


def _path(text: str) -> Path:
    """Return the file that is meant; errors: `Invalid` where none can be written there."""
    if not text.strip():
        raise Invalid.field("path", _("This must be filled in."))
    path = readable_path(text)
    if path.is_dir():
        message = _("{path} is a folder; name a file in it.")
        raise Invalid.field("path", message.format(path=path))
    if not path.parent.is_dir():
        message = _("There is no folder {path}; make it first.")
        raise Invalid.field("path", message.format(path=path.parent))
    return path


def readable_path(text: str) -> Path:
    """Return the path that somebody typed; `~` is their home."""
    try:
        return Path(text.strip()).expanduser().absolute()
    except RuntimeError:
        message = _("There is no home folder of that name; write the whole path.")
        raise Invalid.field("path", message) from None
