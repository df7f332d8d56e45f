"""The frame: help, version, language, wrong use, and what goes wrong."""

import errno
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from crm import i18n
from crm.cli import agenda
from crm.cli.commands import Command, walk
from crm.cli.failures import guarded
from crm.cli.program import SECTIONS, program
from crm.errors import (
    Ambiguous,
    Conflict,
    CrmError,
    DatabaseError,
    FormatError,
    Invalid,
    NotFound,
    UsageError,
)
from tests.cli.conftest import Run

COMMANDS = walk(program, click.Context(program, info_name="crm"))


def test_help_lists_every_command_under_a_heading(run: Run) -> None:
    outcome = run("--help")
    assert outcome.code == 0
    for heading, places in SECTIONS.items():
        assert f"\n{heading}:\n" in outcome.out
        for name, place in places.items():
            assert f"  {name} " in outcome.out
            assert place.summary in outcome.out


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_each_command_has_help_and_an_example(run: Run, path: str, command: click.Command) -> None:
    outcome = run(*path.split(), "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"Usage: crm {path} ")
    assert outcome.err == ""
    if not isinstance(command, click.Group):
        assert isinstance(command, Command)
        assert command.example.startswith(f"crm {path}")
        assert f"Example:\n  {command.example.splitlines()[0]}\n" in outcome.out


@pytest.mark.parametrize(
    ("name", "summary"),
    [(name, place.summary) for part in SECTIONS.values() for name, place in part.items()],
)
def test_summaries_begin_the_help(name: str, summary: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert command is not None
    assert (command.help or "").startswith(summary.removesuffix("."))


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[path for path, _ in COMMANDS])
def test_every_option_and_argument_is_explained(path: str, command: click.Command) -> None:
    unexplained = [
        parameter.name for parameter in command.params if not getattr(parameter, "help", None)
    ]
    assert unexplained == []


def test_version_is_printed(run: Run) -> None:
    outcome = run("--version")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("samverkan ")


def test_unknown_command_names_the_nearest(run: Run) -> None:
    outcome = run("fnd", "x")
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err == "No such command 'fnd'. Did you mean 'find'?\nSee “crm --help”.\n"


def test_unknown_option_points_at_the_help_of_the_command(run: Run) -> None:
    outcome = run("person", "list", "--jsn")
    assert outcome.code == 2
    assert outcome.err == (
        "No such option '--jsn'. Did you mean '--json'?\nSee “crm person list --help”.\n"
    )


def test_an_option_of_the_program_that_stands_behind_a_command_is_told_its_place(run: Run) -> None:
    outcome = run("person", "list", "--db", "book.db")
    assert outcome.code == 2
    assert outcome.err == "--db stands before the command, as in “crm --db … person list”.\n"


def test_missing_argument_is_named(run: Run) -> None:
    outcome = run("show")
    assert outcome.code == 2
    assert outcome.err == "Missing argument 'REF'.\nSee “crm show --help”.\n"


def test_word_that_is_none_of_a_list(run: Run) -> None:
    outcome = run("log", "party", "x")
    assert outcome.code == 2
    assert outcome.err == (
        "Invalid value for 'KIND': “party” is none of: "
        "meeting, call, email, letter, visit, seminar, note.\nSee “crm log --help”.\n"
    )


def test_a_folder_that_is_missing_is_told_to_be_made(run: Run, tmp_path: Path) -> None:
    outcome = run("export", str(tmp_path / "lists" / "people.csv"))
    assert outcome.code == 7
    assert outcome.err == f"There is no folder {tmp_path / 'lists'}; make it first.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("agenda", "--days", "-5"), "“-5” is no whole number from 0 to 3660."),
        (("history", "--limit", "0"), "“0” is no whole number of 1 or more."),
        (("undo", "[red]"), "“[red]” is no whole number of 1 or more."),
    ],
)
def test_which_numbers_are_taken_is_said_in_words(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    outcome = run(*words)
    assert outcome.code == 2
    assert outcome.err.partition(": ")[2].startswith(sentence)


def test_noun_without_a_command_shows_its_help_as_an_error(run: Run) -> None:
    outcome = run("person")
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("Usage: crm person [OPTIONS] COMMAND")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (CrmError("a"), 1),
        (UsageError("a"), 2),
        (NotFound("a"), 3),
        (Ambiguous("a"), 4),
        (Invalid("a"), 5),
        (Conflict("a"), 6),
        (FormatError("a"), 7),
        (DatabaseError("a"), 8),
        (FileNotFoundError(errno.ENOENT, "No such file", "x.csv"), 7),
        (IsADirectoryError(errno.EISDIR, "Is a directory", "x"), 7),
        (PermissionError(errno.EACCES, "Permission denied", "x"), 7),
        (OSError(errno.ENOSPC, "No space left on device", "x"), 8),
        (OSError(errno.EROFS, "Read-only file system", "x"), 8),
        (OSError(errno.EMFILE, "Too many open files"), 8),
        (click.UsageError("a"), 2),
        (ZeroDivisionError("a"), 1),
        (RecursionError("a"), 1),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 141),
        (click.exceptions.Exit(0), 0),
    ],
)
def test_each_failure_has_its_exit_code(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> None:
        raise error

    assert guarded(work) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err


def test_fault_is_one_sentence_and_a_traceback_only_when_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(days: int = 0) -> None:
        raise RuntimeError("oh \x1b[31m no\nreally")

    monkeypatch.setattr(agenda, "print_agenda", break_down)
    outcome = run("agenda")
    assert outcome.code == 1
    assert outcome.err == (
        "This is a fault in the program, please report it: RuntimeError: oh �[31m no really. "
        "CRM_DEBUG=1 shows where it happened.\n"
    )
    monkeypatch.setenv("CRM_DEBUG", "1")
    assert run("agenda").err.startswith("Traceback (most recent call last):\n")


def test_nearest_names_are_added_where_the_sentence_lacks_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work() -> None:
        raise NotFound("There is no field “invandrng”.", ["invandring"])

    assert guarded(work) == 3
    expected = "There is no field “invandrng”. Did you mean “invandring”?\n"
    assert capsys.readouterr().err == expected


def test_address_of_no_file_is_refused(run: Run) -> None:
    outcome = run("--db", "postgresql://host/book", "agenda")
    assert outcome.code == 2
    assert outcome.err.startswith("The address 'postgresql://host/book' names no file;")


@pytest.mark.parametrize("name", ["a\udcffb", "\ud800"])
def test_half_a_letter_is_refused(run: Run, name: str) -> None:
    outcome = run("person", "add", name)
    assert outcome.code == 5
    assert outcome.err == "The value of NAME is not written in UTF-8; write it anew.\n"


@pytest.fixture
def swedish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a tiny Swedish catalogue in the place of the real one."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalog = Catalog(locale="sv", domain=i18n.DOMAIN)
    for source, target in {
        "Usage:": "Användning:",
        "Options": "Flaggor",
        "[OPTIONS]": "[FLAGGOR]",
        "Show this message and exit.": "Visa denna hjälp.",
        "Show one record, whatever it is.": "Visa en post, vilken som helst.",
        "Look things up": "Slå upp",
        "Missing argument": "Saknar argument",
        "See “{command} --help”.": "Se ”{command} --help”.",
    }.items():
        catalog.add(source, target)
    file = tmp_path / "locales" / "sv" / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:
        write_mo(stream, catalog)
    monkeypatch.setattr(i18n, "FOLDER", tmp_path / "locales")
    monkeypatch.setattr("crm.cli.language.FOLDER", tmp_path / "locales")
    i18n._catalogue.cache_clear()
    yield
    i18n._catalogue.cache_clear()


@pytest.mark.usefixtures("swedish")
def test_help_is_in_the_language_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = run("--lang", "sv", "show", "--help").out
    assert asked.startswith("Användning: crm show [FLAGGOR] REF\n")
    assert "  Visa en post, vilken som helst.\n" in asked
    assert "\nFlaggor:\n" in asked
    assert "Visa denna hjälp.\n" in asked
    monkeypatch.setenv("CRM_LANG", "sv")
    assert run("show", "--help").out == asked
    assert "\nSlå upp:\n" in run("--help").out
    assert run("--lang", "en", "show", "--help").out.startswith("Usage: crm show ")


@pytest.mark.usefixtures("swedish")
def test_errors_are_in_the_language_asked_for(run: Run) -> None:
    assert run("--lang", "sv", "show").err == "Saknar argument 'REF'.\nSe ”crm show --help”.\n"
    assert run("show").err == "Missing argument 'REF'.\nSee “crm show --help”.\n"
