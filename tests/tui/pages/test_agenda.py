import subprocess
import sys

SCRIPT = """
import sys
import tui.app, tui.screens.agenda, tui.pages.agenda, tui.screens.search
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"sqlalchemy", "sqlmodel"}))
"""


def test_the_agenda_and_the_search_are_there_before_the_tables() -> None:
    process = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert (process.returncode, process.stdout.strip()) == (0, "")
