"""How far a long piece of work has come, on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from crm.i18n import _, ngettext
from crm.labels import number_label

PATIENCE = 1.0
"""Seconds before anything is said; most work is done by then."""
INTERVAL = 0.1


@contextmanager
def shown_progress() -> Iterator[Callable[[int, int], None] | None]:
    """Give what is to be told `(done, total)`; it writes one line that goes away in the end.

    A total of 0 says that nobody knows it.

    Where stderr is no terminal it is None, and nothing is written.
    """
    if not sys.stderr.isatty():
        yield None
        return
    line = _Line()
    try:
        yield line.tell
    finally:
        line.clear()


class _Line:
    """The last line of the terminal, written anew some times a second."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE
        self._width = 0

    def tell(self, done: int, total: int) -> None:
        """Say how far the work is; a total of 0 is one that is not known."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + INTERVAL
        if not total:
            text = ngettext("{count} record", "{count} records", done)
            self._write(text.format(count=number_label(done)))
            return
        text = _("{done} of {total} ({percent} %)")
        said = {"done": number_label(done), "total": number_label(total)}
        self._write(text.format(**said, percent=100 * done // total))

    def clear(self) -> None:
        """Leave the line empty, if anything was written on it."""
        if self._width:
            self._write("")
            self._write("", end="\r")

    def _write(self, text: str, end: str = "") -> None:
        sys.stderr.write(f"\r{text:{self._width}}{end}")
        sys.stderr.flush()
        self._width = len(text)
