import subprocess
import sys

SCRIPT = """
import sys
import tui.app, tui.screens.agenda, tui.pages.agenda
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"sqlalchemy", "sqlmodel"}))
"""


def test_the_agenda_is_read_before_the_tables_are_imported() -> None:
    process = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert (process.returncode, process.stdout.strip()) == (0, "")
