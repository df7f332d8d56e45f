"""The command `crm`: the options before the commands, and the table of the commands."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from crm.cli.commands import LazyCommand, LazyGroup, Option, option
from crm.cli.failures import guarded, say
from crm.cli.invocation import Invocation
from crm.cli.language import choose, speaking
from crm.i18n import LANGUAGES, N_

COMPLETION_VARIABLE = "_CRM_COMPLETE"


def _place(module: str, summary: str, attribute: str = "commands") -> LazyCommand:
    return LazyCommand(f"crm.cli.{module}", attribute, summary)


SECTIONS = {
    N_("Look things up"): {
        "agenda": _place("agenda", N_("Show what is late, due, coming and waited for.")),
        "brief": _place("brief", N_("Show what to know before meeting somebody.")),
        "find": _place("find", N_("Find anything by what is written about it.")),
        "show": _place("show", N_("Show one record, whatever it is.")),
        "timeline": _place("timeline", N_("Show what happened around a record, newest first.")),
    },
    N_("People and organisations"): {
        "person": _place("person", N_("Add, list, show, edit, merge and delete people.")),
        "org": _place("organisation", N_("Add, list, show, edit, merge and delete organisations.")),
        "post": _place("post", N_("Keep the posts of organisations, held or vacant.")),
        "membership": _place("membership", N_("Keep who is where, in which role, since when.")),
        "link": _place("link", N_("Link two people or two organisations."), "link_records"),
        "unlink": _place("link", N_("Take a link away."), "unlink_records"),
        "duplicates": _place("duplicates", N_("List records that may be the same.")),
    },
    N_("What happens"): {
        "log": _place("log", N_("Log a meeting, a call or anything else that happened.")),
        "interaction": _place("interaction", N_("List, show, edit and delete interactions.")),
        "follow-up": _place("follow_up", N_("Keep promises, ours and theirs.")),
        "collaboration": _place("collaboration", N_("Keep agreed ways of working together.")),
    },
    N_("Order and lists"): {
        "topic": _place("topic", N_("Keep the topics that are talked about.")),
        "tag": _place("tag", N_("Put tags on a record."), "tag_record"),
        "untag": _place("tag", N_("Take tags off a record."), "untag_record"),
        "list": _place("contact_list", N_("Keep lists of contacts, fixed or filled by a search.")),
        "field": _place("field", N_("Define fields of your own.")),
        "assess": _place("assess", N_("Judge influence, interest and stance, dated.")),
        "document": _place("document", N_("Keep files and links with a record.")),
    },
    N_("In and out"): {
        "import": _place("import_files", N_("Take in people and organisations from files.")),
        "export": _place("export_file", N_("Write people or organisations to a file.")),
    },
    N_("The book"): {
        "history": _place("history", N_("Show what was changed, when and by whom."), "history"),
        "undo": _place("history", N_("Take back what was done last, or a batch."), "undo"),
        "backup": _place("maintenance", N_("Write a copy of the book to a file."), "backup"),
        "restore": _place("maintenance", N_("Put a backup in the place of the book."), "restore"),
        "doctor": _place("maintenance", N_("Check the book and say what it runs on."), "doctor"),
        "migrate": _place("maintenance", N_("Bring the book up to this version."), "migrate"),
    },
    N_("This program"): {
        "tui": _place("interface", N_("Open the interface on the terminal.")),
        "demo": _place("demo", N_("Open a demonstration in a book of its own.")),
        "completion": _place("completion", N_("Print the script that completes in your shell.")),
    },
}
SYNONYMS = {"organisation": "org", "organization": "org", "followup": "follow-up"}
"""Words that mean a command as well, for whoever does not remember how it is written."""


class Program(LazyGroup):
    """The command `crm`, which turns whatever goes wrong into a sentence and an exit code."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        **extra: Any,
    ) -> NoReturn:
        """Carry out a call and leave with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        with speaking(), _unicode_output():
            if COMPLETION_VARIABLE in os.environ:
                sys.exit(self._complete())
            sys.exit(guarded(self._work(words, extra)))

    def _work(self, words: list[str], extra: dict[str, Any]) -> Callable[[], None]:
        def work() -> None:
            with self.make_context("crm", words, **extra) as context:
                self.invoke(context)
                for note in context.obj.notes:
                    say(note)

        return work

    def _complete(self) -> int:
        from crm.cli.completion import answer_shell

        return answer_shell(self, COMPLETION_VARIABLE)


@contextmanager
def _unicode_output() -> Iterator[None]:
    # Under LANG=C the streams would refuse å ä ö; what no encoding can hold is escaped.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    yield


def _choose_language(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value:
        choose(value)


def _show_version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"samverkan {version('samverkan')}")
        context.exit()


@click.group(
    "crm",
    cls=Program,
    sections=SECTIONS,
    synonyms=SYNONYMS,
    invoke_without_command=True,
    help=N_(
        "Samverkan keeps your contacts: people, organisations, what was said and what was "
        "promised.\n\n"
        "Without a command the interface opens on a terminal; anywhere else the agenda is printed."
    ),
)
@option("--db", "database", metavar="PATH|URL", help=N_("The book to use [CRM_DATABASE]."))
@click.option(
    "--lang",
    cls=Option,
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_choose_language,
    help=N_("The language to speak [CRM_LANG]."),
)
@option("--actor", metavar="NAME", help=N_("Who acts [CRM_ACTOR]."))
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=N_("Show the version and leave."),
)
@click.pass_context
def program(context: click.Context, database: str | None, actor: str | None) -> None:
    """Remember the options before the command; without one, open the interface or the agenda."""
    context.obj = Invocation(database, actor)
    if context.invoked_subcommand is None:
        from crm.cli.interface import open_or_print

        open_or_print()
