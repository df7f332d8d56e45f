"""Run an example here, as `python docs/examples/NAME` does in a process of its own."""

import io
import runpy
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


@dataclass(frozen=True)
class Ended:
    """What a script wrote, and its exit code."""

    code: object
    out: str
    err: str


def run(name: str, *words: Path) -> Ended:
    """Run a script with some arguments."""
    script = str(EXAMPLES / name)
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    arguments = patch.object(sys, "argv", [script, *map(str, words)])
    with arguments, redirect_stdout(out), redirect_stderr(err):
        try:
            runpy.run_path(script, run_name="__main__")
        except SystemExit as end:
            code = end.code or 0
    return Ended(code, out.getvalue(), err.getvalue())
