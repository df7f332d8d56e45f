"""What may stand on a command line: text, words of a closed list, dates, references, settings."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

import click

from crm.cli.invocation import Invocation, is_unicode
from crm.errors import Invalid
from crm.i18n import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from crm.dates import DateSpan
    from crm.vocabulary import RecordKind

Prefer = Literal["future", "past", "none"]


class Text(click.ParamType[str]):
    """Text whose bytes were UTF-8: half a letter would be stored as none."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text; errors: `Invalid` where the bytes were not UTF-8."""
        text = str(value)
        if not is_unicode(text):
            field = param.human_readable_name if param else "text"
            message = _("The value of {field} is not written in UTF-8; write it anew.")
            raise Invalid.field(field, message.format(field=_shown_name(param)))
        return text


class Word(click.ParamType[str]):
    """A word of a closed list, by its key or as it is called in the language in use."""

    name = "word"

    def __init__(self, words: type[StrEnum] | Sequence[str], *more: str) -> None:
        self.words = (*(str(word) for word in words), *more)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return what stands for a word; help names the words themselves."""
        return _shown_name(param).lstrip("-").upper()

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the key of the word that was given."""
        from crm.labels import label
        from crm.text import fold

        text = Text().convert(value, param, ctx)
        wanted = fold(text).replace(" ", "_")
        for word in self.words:
            if wanted in (word, fold(label(word)).replace(" ", "_")):
                return word
        message = _("“{value}” is none of: {words}.")
        text_words = ", ".join(self.words)
        raise click.BadParameter(message.format(value=text, words=text_words), ctx, param)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Complete the words."""
        from click.shell_completion import CompletionItem

        from crm.labels import label
        from crm.text import fold

        return [
            CompletionItem(word, help=label(word))
            for word in self.words
            if word.startswith(fold(incomplete))
        ]


class Reference(Text):
    """A record of one of some kinds: `p12`, a uid, an e-mail address, a name …"""

    name = "ref"

    def __init__(self, *kinds: "RecordKind") -> None:
        self.kinds = kinds

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Complete references and names from the book."""
        from crm.cli.completion import complete_reference

        return complete_reference(ctx, self.kinds, incomplete)


class Day(Text):
    """A date, whole or partial, or a phrase for one; empty text empties a date."""

    name = "date"

    def __init__(self, prefer: Prefer = "none") -> None:
        self.prefer = prefer

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the date as ISO text and note what a phrase was taken for."""
        text = super().convert(value, param, ctx)
        if not text.strip():
            return ""
        from crm.dates import understand_day, weekday_and_iso

        day = understand_day(text, prefer=self.prefer)
        invocation = ctx.find_object(Invocation) if ctx else None
        note_date(invocation, _shown_name(param), text, day, weekday_and_iso(day))
        return day


class Span(click.ParamType["DateSpan"]):
    """A date or a range of dates, with a time or without."""

    name = "date"

    def __init__(self, prefer: Prefer = "none") -> None:
        self.prefer = prefer

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "DateSpan":
        """Return what the phrase means and note it."""
        text = Text().convert(value, param, ctx)
        invocation = ctx.find_object(Invocation) if ctx else None
        return span_of(text, self.prefer, _shown_name(param), invocation)


class Clock(Text):
    """A time of day: `9`, `09:30`, `kl 14`."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the time as HH:MM."""
        from crm.dates import parse_time

        return parse_time(super().convert(value, param, ctx))


class Setting(click.ParamType[tuple[str, str]]):
    """The value of a field of the user's own, as KEY=VALUE."""

    name = "key=value"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the key and the value."""
        if isinstance(value, tuple):
            return value
        key, equals, text = Text().convert(value, param, ctx).partition("=")
        if not equals or not key.strip():
            self.fail(_("Write it as KEY=VALUE."), param, ctx)
        return key.strip(), text


def span_of(text: str, prefer: Prefer, name: str, invocation: Invocation | None) -> "DateSpan":
    """Return what a phrase means and note it; errors: `Invalid`."""
    from crm.dates import understand

    span = understand(text, prefer=prefer)
    note_date(invocation, name, text, span.start, span.text)
    return span


def note_date(invocation: Invocation | None, name: str, said: str, day: str, shown: str) -> None:
    """Remember to say what a phrase was taken for, unless it was that date already."""
    if invocation and said.strip() != day:
        invocation.notes.append(f"{name.lstrip('-')}: {shown}")


def _shown_name(param: click.Parameter | None) -> str:
    if param is None:
        return "text"
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
