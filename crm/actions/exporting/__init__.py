"""Exports: what is chosen of a book, fed to a writer page by page, into a stream or a file."""

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace as with_values
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar, Unpack, cast

from sqlmodel import Session

from crm.actions.exporting.abandoned import clear_abandoned
from crm.actions.exporting.feeds import Item, feed
from crm.actions.exporting.files import whole_file, whole_folder
from crm.actions.exporting.options import ExportOptions, Order, order_for
from crm.actions.exporting.titles import title_of
from crm.actions.undisturbed import without_cycle_search
from crm.errors import UsageError
from crm.formats import WriteOptions, writer_name_for
from crm.formats.protocol import FolderWriter, FormatWriter
from crm.i18n import _

__all__ = ["ExportOptions", "export", "export_file"]

Target = TypeVar("Target")


class ReadableBook(Protocol):
    """A book that can be read: `crm.book.Book`."""

    def read(self) -> AbstractContextManager[Session]:
        """Open a session for queries."""


def export(
    book: ReadableBook,
    stream: BinaryIO,
    *,
    format: str = "csv",
    **options: Unpack[ExportOptions],
) -> int:
    """Write what is chosen to a stream of bytes, and return how many records were written.

    `format` is one of `crm.formats.writer_names()`. A table holds each record once, people where
    they work now, several values joined by ` ::: `; JSON holds them whole. Memory does not grow
    with the book.
    Errors: `UsageError` (format, kind, column, condition, a stream of text), `NotFound` and
    `Ambiguous` for the list and the organisation.
    """
    if isinstance(cast(object, stream), io.TextIOBase):
        raise UsageError(_("An export writes bytes: open the file in mode wb."))
    order = order_for(format, options)
    if _writes_folder(order):
        message = _("The format {name} writes a folder of files: name the folder.")
        raise UsageError(message.format(name=format))
    return _write(book, order, cast(FormatWriter, order.writer).write, stream)


def export_file(
    book: ReadableBook,
    path: Path,
    *,
    format: str | None = None,
    replace: bool = False,
    **options: Unpack[ExportOptions],
) -> int:
    """Write what is chosen to a new file, or folder of files, and return how many records.

    The format is told by the end of the name where it is not given. The file is written whole or
    not at all, and can be read by its owner only. What is there already stays unless `replace`;
    what an export left beside it that was killed more than an hour ago is cleared away.
    Errors: as `export`; `Invalid` where something is there, `OSError` where the system refuses.
    """
    order = order_for(format or writer_name_for(path), options)
    clear_abandoned(path.parent)
    if _writes_folder(order):
        with whole_folder(path, replace=replace) as folder:
            return _write(book, order, cast(FolderWriter, order.writer).write_folder, folder)
    with whole_file(path, replace=replace) as stream:
        return _write(book, order, cast(FormatWriter, order.writer).write, stream)


class Counted:
    """Items that are counted as they are given."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self.count = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self._items:
            self.count += 1
            yield item


def _writes_folder(order: Order) -> bool:
    return hasattr(order.writer, "write_folder")


def _write(
    book: ReadableBook,
    order: Order,
    write: Callable[[Iterable[Item], Target, WriteOptions], int],
    target: Target,
) -> int:
    with book.read() as session, without_cycle_search():
        fed = feed(session, order)
        writing = with_values(
            order.writing,
            columns=tuple(fed.columns),
            headings=fed.headings,
            title=title_of(session, order),
        )
        given = Counted(fed.items)
        written = write(given, target, writing)
    if order.left_out and written < given.count:
        order.left_out(given.count - written)
    return written
