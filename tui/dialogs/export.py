"""People or organisations, written to a file that others can open."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Select

from crm.actions.exporting import export
from crm.actions.exporting.choosing import table_columns
from crm.book import Book
from crm.errors import CrmError, Invalid
from crm.i18n import _, ngettext
from crm.settings import today
from crm.vocabulary import RecordKind
from tui.dialogs.completing import fitting
from tui.dialogs.confirm import ConfirmDialog
from tui.dialogs.form import FormDialog, Values
from tui.widgets.completion_input import CompletionInput
from tui.widgets.form import ChoiceSelect, FormField
from tui.widgets.suggestions import Choice
from tui.widgets.text_field import TextField

KINDS = {RecordKind.PERSON: "people", RecordKind.ORGANISATION: "organisations"}
EXCEL = "csv for Excel"
ENDINGS = {EXCEL: ".csv", "csv": ".csv", "tsv": ".tsv", "json": ".json"}


class ExportDialog(FormDialog[Path]):
    """Writes the records at hand to a file; answers its path."""

    def __init__(self, kind: str, ids: Sequence[int]) -> None:
        super().__init__(_("Export"), save=_("Write the file"))
        self._kind = RecordKind(kind)
        self._ids = tuple(ids)
        self._columns: Sequence[str] = ()

    async def prepare(self) -> None:
        """Fetch the columns that there are."""
        self._columns = await self.access.ask(table_columns, self._kind, None)
        count = len(self._ids)
        self.about = ngettext("{count} record", "{count} records", count).format(count=count)

    def rows(self) -> Iterable[Widget]:
        """Yield where to, as what, and which columns."""
        nouns = {RecordKind.PERSON: _("people"), RecordKind.ORGANISATION: _("organisations")}
        path = f"~/{nouns[self._kind]}-{today().isoformat()}.csv"
        yield FormField(_("File"), TextField(path), name="path", required=True)
        formats = [
            (EXCEL, _("CSV that Excel opens")),
            ("csv", "CSV"),
            ("tsv", "TSV"),
            ("json", "JSON"),
        ]
        yield FormField(_("Format"), ChoiceSelect(formats), name="format")
        columns = CompletionInput(
            self._complete_column, multiple=True, placeholder=_("empty for all of them")
        )
        yield FormField(_("Columns"), columns, name="columns", hint=", ".join(self._columns))

    async def _complete_column(self, text: str) -> Sequence[Choice]:
        return fitting(text, (Choice(f"#{name}", name) for name in self._columns))

    @on(Select.Changed)
    def _rename(self, event: Select.Changed) -> None:
        """Let the end of the file's name say its format."""
        field = self.field("path", TextField)
        path = Path(field.value)
        if isinstance(event.value, str) and path.suffix in ENDINGS.values():
            with self.prevent(Input.Changed):
                field.value = str(path.with_suffix(ENDINGS[event.value]))

    async def store(self, values: Values) -> Path | None:
        """Write the file, after asking where one is there already."""
        path = _path(values["path"])
        if path.exists():
            question = _("{path} is there already. Replace it?").format(path=path)
            dialog = ConfirmDialog(question, confirm=_("Replace"), danger=True)
            if not await self.app.push_screen_wait(dialog):
                return None
        columns = [choice.label for choice in values["columns"]] or None
        book, name = self.access.book, values["format"]
        await self.access.run(lambda: self._write(book, path, name, columns))
        return path

    def _write(self, book: Book, path: Path, name: str, columns: Sequence[str] | None) -> int:
        # Beside the goal, so that what stood there is replaced whole or not at all.
        draft = path.with_name(f".{path.name}.part")
        try:
            with draft.open("w", encoding="utf-8", newline="") as stream:
                count = export(
                    book,
                    stream,
                    format="csv" if name == EXCEL else name,
                    kind=KINDS[self._kind],
                    ids=self._ids,
                    columns=columns,
                    bom=name == EXCEL,
                )
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            message = _("{path} cannot be written: {reason}.")
            reason = error.strerror or type(error).__name__
            raise CrmError(message.format(path=path, reason=reason)) from None
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
        return count


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
