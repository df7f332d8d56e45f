"""Kinds of records as words on a command line."""

from typing import Any

import click

from crm.cli.parameters import Word
from crm.vocabulary import RecordKind

RECORD_KINDS = tuple(kind for kind in RecordKind if kind != RecordKind.MEMBERSHIP)


class KindWord(Word):
    """A kind of record; `org` is short for `organisation`."""

    def __init__(self, *kinds: RecordKind) -> None:
        super().__init__(kinds or RECORD_KINDS)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind that was given."""
        return super().convert("organisation" if value == "org" else value, param, ctx)
