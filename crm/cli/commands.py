"""Click's commands, groups and parameters, with help that is translated when it is shown."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from crm.cli.parameters import Text, Word
from crm.i18n import N_, _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

USAGE = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."))
"""The words of a usage line."""
AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


class _TranslatedHelp:
    """Keeps a help text as it is written and gives it in the language in use."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """The help text in the language in use."""
        return _(self._help) if self._help else self._help

    @help.setter
    def help(self, text: str | None) -> None:
        self._help = text


class _PlainNumbers(click.Parameter):
    """Says in words which numbers it takes: ranges are for mathematicians."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Return the value as what it is; errors: `click.BadParameter`."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter:
            if isinstance(self.type, click.IntRange):
                message = _which_numbers(value, self.type)
                raise click.BadParameter(message, ctx, self) from None
            raise


def _which_numbers(value: Any, numbers: click.IntRange) -> str:
    if numbers.max is None:
        message = _("“{value}” is no whole number of {least} or more.")
        return message.format(value=value, least=numbers.min)
    message = _("“{value}” is no whole number from {least} to {most}.")
    return message.format(value=value, least=numbers.min, most=numbers.max)


class Option(_TranslatedHelp, _PlainNumbers, click.Option):
    """An option whose help is translated when it is shown, and names the words it takes."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the two columns of the help."""
        record = super().get_help_record(ctx)
        return record and (record[0], _with_words(record[1], self.type))

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Leave out ranges."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


class Argument(_TranslatedHelp, _PlainNumbers, click.Argument):
    """An argument whose help is translated when it is shown, and names the words it takes."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return the two columns of the help."""
        shown, text = super().get_help_record(ctx)
        return shown, _with_words(text, self.type)


def _with_words(text: str, kind: click.ParamType[Any]) -> str:
    return f"{text} [{'|'.join(kind.words)}]" if isinstance(kind, Word) else text


class Command(_TranslatedHelp, click.Command):
    """A command with translated help that ends in an example, which stays as it is written."""

    example = ""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, which Click keeps in the language it was first asked in."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line, those that are words in the language in use."""
        return [
            _(piece) if piece in USAGE else piece for piece in super().collect_usage_pieces(ctx)
        ]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example beneath the options."""
        if self.example:
            with formatter.section(_("Example")):
                for line in self.example.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Group(Command, click.Group):
    """A noun: a group whose commands are listed in the order they were written."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order they were added."""
        return list(self.commands)


class LazyCommand(NamedTuple):
    """Where a command is to be found, and its summary, known without importing it."""

    module: str
    attribute: str
    summary: str


class LazyGroup(Group):
    """A group that imports a command when it is used (Click's manual, "Lazily Loading").

    `sections` maps a heading to the commands beneath it, `synonyms` another word to a command.
    """

    def __init__(
        self,
        *args: Any,
        sections: Mapping[str, Mapping[str, LazyCommand]],
        synonyms: Mapping[str, str],
        **attributes: Any,
    ) -> None:
        super().__init__(*args, **attributes)
        self.sections = sections
        self.synonyms = synonyms
        self.places = {name: place for part in sections.values() for name, place in part.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names without importing anything."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        place = self.places.get(self.synonyms.get(cmd_name, cmd_name))
        if place is None:
            return None
        command: click.Command = getattr(import_module(place.module), place.attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was named; an unknown one is told its nearest names."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(
                error.command_name, possibilities=self.places, ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings, one line each."""
        width = max(map(len, self.places))
        for heading, part in self.sections.items():
            with formatter.section(_(heading)):
                formatter.write_dl(
                    [(f"{name:{width}}", _(place.summary)) for name, place in part.items()]
                )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete the names of the commands without importing them."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(name, help=_(place.summary))
            for name, place in self.places.items()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)


def option(
    *declarations: str, help: str, **attributes: Any
) -> Callable[[AnyFunction], AnyFunction]:
    """Add an option; `help` is marked with `N_` where it is written."""
    is_flag = attributes.get("is_flag") or any("/" in name for name in declarations)
    if not is_flag:
        attributes.setdefault("type", Text())
    return click.option(*declarations, cls=Option, help=help, **attributes)


def argument(name: str, *, help: str, **attributes: Any) -> Callable[[AnyFunction], AnyFunction]:
    """Add an argument; `help` is marked with `N_` where it is written."""
    attributes.setdefault("type", Text())
    return click.argument(name, cls=Argument, help=help, **attributes)


def command(
    name: str,
    *,
    help: str,
    example: str,
    group: click.Group | None = None,
    cls: type[Command] = Command,
) -> Callable[[Callable[..., None]], Command]:
    """Make a command of a function, in a group or on its own."""

    def decorate(function: Callable[..., None]) -> Command:
        made = click.command(name, cls=cls, help=help)(function)
        made.example = example
        if group is not None:
            group.add_command(made)
        return made

    return decorate


def noun(name: str, *, help: str) -> Group:
    """Make the group that holds the commands of a noun."""
    return Group(name, help=help)


def walk(group: click.Group, ctx: click.Context) -> Sequence[tuple[str, click.Command]]:
    """Return every command beneath a group with its path (`person add`), groups included."""
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(ctx):
        child = group.get_command(ctx, name)
        if child is None or child.hidden:
            continue
        found.append((name, child))
        if isinstance(child, click.Group):
            found += [(f"{name} {path}", below) for path, below in walk(child, ctx)]
    return found
