"""What went wrong, as one sentence on stderr and an exit code."""

import errno
import os
import sys
from collections.abc import Callable

import click

from crm import errors
from crm.i18n import _, quoted

FAULT, USAGE, UNREADABLE, STORAGE = 1, 2, 7, 8
INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell reports of a program that SIGPIPE ended, as `git` and `cat` are."""

STORAGE_FAULTS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG}


def guarded(work: Callable[[], None]) -> int:
    """Do the work and return the exit code; whatever goes wrong becomes a sentence on stderr."""
    try:
        work()
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, EOFError, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return BROKEN_PIPE
    except Exception as error:
        return report(error)
    return 0


def report(error: Exception) -> int:
    """Say what went wrong on stderr and return the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.message)
        return USAGE
    if isinstance(error, click.UsageError):
        say(_misplaced(error) or f"{sentence_of(error)}\n{_hint(error)}")
        return USAGE
    if isinstance(error, errors.CrmError):
        say(_with_nearest(error))
        return error.exit_code
    if isinstance(error, OSError):
        return _report_system(error)
    return _report_fault(error)


def _with_nearest(error: errors.CrmError) -> str:
    nearest = error.nearest if isinstance(error, errors.NotFound) else ()
    if not nearest or any(name in error.message for name in nearest):
        return error.message
    question = _("Did you mean {names}?").format(names=", ".join(map(quoted, nearest)))
    return f"{error.message} {question}"


def say(text: str) -> None:
    """Write to stderr, where nothing can act on the terminal."""
    from crm.text import for_terminal

    click.echo(for_terminal(text, multiline=True), err=True)


def sentence_of(error: click.ClickException) -> str:
    """Return Click's message on one line, ending in a full stop."""
    text = " ".join(error.format_message().split())
    return text if text.endswith((".", "?", ")")) else f"{text}."


def _hint(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "crm"
    return _("See “{command} --help”.").format(command=command)


def _misplaced(error: click.UsageError) -> str:
    """Return where an option of `crm` itself belongs that was given to a command, else nothing."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None:
        return ""
    known = {name for each in error.ctx.find_root().command.params for name in each.opts}
    if error.option_name not in known:
        return ""
    said = _("{option} stands before the command, as in “crm {option} … {command}”.")
    command = error.ctx.command_path.partition(" ")[2]
    return said.format(option=error.option_name, command=command)


def _report_system(error: OSError) -> int:
    from pathlib import Path

    from crm.system import reason_of

    named = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    reason = reason_of(error)
    if error.errno in STORAGE_FAULTS:
        if not named:
            _silence_stdout()
        say(_("Nothing more could be written: {reason}.").format(reason=reason))
        return STORAGE
    if not named:
        say(_("The system refused the work: {reason}.").format(reason=reason))
        return STORAGE
    folder = Path(named).parent
    if error.errno == errno.ENOENT and not folder.is_dir():
        say(_("There is no folder {path}; make it first.").format(path=folder))
    else:
        say(_("The file {path} cannot be used: {reason}.").format(path=named, reason=reason))
    return UNREADABLE


def _report_fault(error: Exception) -> int:
    if os.environ.get("CRM_DEBUG"):
        import traceback

        say("".join(traceback.format_exception(error)))
    kind, detail = type(error).__name__, " ".join(str(error).split())[:200]
    message = _(
        "This is a fault in the program, please report it: {kind}: {detail}. "
        "CRM_DEBUG=1 shows where it happened."
    )
    say(message.format(kind=kind, detail=detail))
    return FAULT


def _silence_stdout() -> None:
    # Python flushes stdout once more as it ends, and would complain again (its manual, "Note on
    # SIGPIPE").
    try:
        number = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, number)
    os.close(silent)
