"""Standard output as a stream of bytes; a terminal is shown nothing that it could act on."""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from crm.errors import UsageError
from crm.i18n import _
from crm.text import for_terminal


@contextmanager
def standard_output(format: str) -> Iterator[BinaryIO]:
    """Give standard output for a format; errors: `UsageError` where a terminal cannot show it."""
    from crm.formats import writer
    from crm.formats.registry import is_binary

    if not sys.stdout.isatty():
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    if is_binary(writer(format)):
        message = _("A terminal cannot show the format {name}: name a file.")
        raise UsageError(message.format(name=format))
    with _Terminal() as stream:
        yield cast(BinaryIO, stream)


class _Terminal(io.RawIOBase):
    """Shows UTF-8 on the terminal, line by line, each control character as a sign."""

    def __init__(self) -> None:
        super().__init__()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def writable(self) -> bool:
        """Say that it takes text."""
        return True

    def write(self, data: Any) -> int:
        """Show all lines that are whole."""
        content = bytes(data)
        lines, end, rest = (self._rest + self._decoder.decode(content)).rpartition("\n")
        sys.stdout.write(for_terminal(lines + end, multiline=True))
        self._rest = rest
        return len(content)

    def close(self) -> None:
        """Show what is left without a line end."""
        if not self.closed:
            sys.stdout.write(for_terminal(self._rest, multiline=True))
        super().close()
