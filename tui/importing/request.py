"""An import that is being prepared: which file, and what was said of it so far."""

from dataclasses import dataclass, field
from pathlib import Path

from crm.actions.importing import (
    FileDescription,
    ImportReport,
    ImportWarning,
    describe_file,
    import_file,
)
from crm.actions.synchronising import FolderReport, import_folder
from crm.book import Book
from crm.errors import FormatError
from crm.formats.vdir import SUFFIX
from crm.i18n import N_, _, ngettext
from crm.system import reason_of
from crm.text import for_terminal
from tui.progress import Progress

MOST_ENTRIES = 10_000
"""How many records of each outcome are listed; all are counted."""
FORMATS = {
    "csv": "CSV",
    "tsv": "TSV",
    "xlsx": "Excel (XLSX)",
    "xls": "Excel (XLS)",
    "ods": "OpenDocument (ODS)",
    "json": "JSON",
    "vcard": "vCard",
    "ics": "iCalendar (ICS)",
    "eml": "EML",
    "mbox": "MBOX",
    "vdir": N_("Cards in a folder"),
}
KILO = 1000


def import_stopped() -> str:
    """Say what it means that an import was stopped."""
    return _("The import was stopped; nothing of it is saved.")


@dataclass(slots=True)
class ImportRequest:
    """What `import_file` is asked for, a file at a time."""

    path: Path
    mapping: dict[str, str] = field(default_factory=dict)
    records: str = "auto"
    add_people: bool = False

    @property
    def name(self) -> str:
        """The name of the file, as it may be shown."""
        return for_terminal(self.path.name)

    def describe(self, book: Book) -> FileDescription:
        """Say what the file is; errors: `FormatError`, `UsageError`."""
        return book.ask(describe_file, self.path, mapping=self.mapping, records=self.records)

    def plan(self, book: Book, progress: Progress) -> ImportReport:
        """Say what the import would do; errors: as `import_file`, and `Interrupted`."""
        return self._import(book, progress, dry_run=True)

    def apply(self, book: Book, progress: Progress, source: str) -> ImportReport:
        """Take the file in; errors: as `import_file`, and `Interrupted`."""
        return self._import(book, progress, source=source or None)

    def _import(
        self, book: Book, progress: Progress, *, dry_run: bool = False, source: str | None = None
    ) -> ImportReport:
        return import_file(
            book,
            self.path,
            mapping=self.mapping,
            records=self.records,
            add_people=self.add_people,
            entries=MOST_ENTRIES,
            progress=progress.tell,
            dry_run=dry_run,
            source=source,
        )


class FolderRequest(ImportRequest):
    """What `import_folder` is asked for: those cards of a folder that changed there."""

    def describe(self, book: Book) -> FileDescription:
        """Say how much lies in the folder; errors: `FormatError`."""
        try:
            sizes = [
                one.stat().st_size for one in self.path.iterdir() if one.suffix.lower() == SUFFIX
            ]
        except OSError as error:
            message = _("{path} cannot be looked into: {reason}.")
            raise FormatError(message.format(path=self.name, reason=reason_of(error))) from None
        return FileDescription(
            format="vdir",
            program="",
            encoding="",
            delimiter="",
            sheet="",
            size=sum(sizes),
            records="people",
            columns=[],
            has_names=True,
        )

    def _import(
        self, book: Book, progress: Progress, *, dry_run: bool = False, source: str | None = None
    ) -> ImportReport:
        result = import_folder(
            book,
            self.path,
            entries=MOST_ENTRIES,
            progress=progress.tell,
            dry_run=dry_run,
            source=source,
        )
        result.report["warnings"] += _left_alone(result.folder)
        return result.report


def request_for(path: Path) -> ImportRequest:
    """Return what is asked for a file, or for a folder of cards."""
    return FolderRequest(path) if path.is_dir() else ImportRequest(path)


def _left_alone(folder: FolderReport) -> list[ImportWarning]:
    """Return a doubt for each card that was not simply carried over, and why."""
    return [
        ImportWarning(
            line=0,
            field="",
            value=change["name"],
            problem=change["problem"],
            file=change["file"],
        )
        for changes in (folder.faults, folder.gone_there, folder.conflicts)
        for change in changes
    ]


def file_line(description: FileDescription) -> str:
    """Return what a file is, on one line."""
    name = _(FORMATS.get(description["format"], description["format"]))
    if description["program"]:
        name = _("{format} of {program}").format(format=name, program=description["program"])
    count = len(description["columns"])
    columns = ngettext("{count} column", "{count} columns", count).format(count=count)
    said = (
        name,
        description["encoding"].upper(),
        _delimiter(description["delimiter"]),
        _("sheet {name}").format(name=description["sheet"]) if description["sheet"] else "",
        columns if count else "",
        size_text(description["size"]),
    )
    return " · ".join(filter(None, said))


def size_text(size: int) -> str:
    """Return a size in bytes as people say it."""
    if size < KILO:
        return _("{count} bytes").format(count=size)
    if size < KILO * KILO:
        return _("{count} kB").format(count=round(size / KILO))
    return _("{count} MB").format(count=f"{size / KILO / KILO:.1f}")


def _delimiter(delimiter: str) -> str:
    if not delimiter:
        return ""
    named = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
    return named.get(delimiter, delimiter)
