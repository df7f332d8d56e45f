"""Text written to a stream of bytes."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def text_over(stream: BinaryIO, *, newline: str = "") -> Iterator[io.TextIOWrapper]:
    """Write UTF-8 over a stream of bytes, which stays open; `newline` as of `open`."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline=newline)
    try:
        yield text
        text.flush()
    finally:
        _let_go(text)


def _let_go(text: io.TextIOWrapper) -> None:
    """Part the text from its stream, also where that can take no more."""
    try:
        text.detach()
    except OSError:
        # What could not be written is reported by whatever tried to.
        return
