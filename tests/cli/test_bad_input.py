"""Bad input at every door: a sentence, the promised exit code, nothing raw, nothing half-saved."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "corpora" / "security"
LISTED = SHARED / "minimaxir+big-list-of-naughty-strings" / "blns.json"
PROMISED = {0, 2, 3, 4, 5, 6, 7, 8}
RAW_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
AT_A_TIME = 6
OWN = (
    "",
    "\x00",
    "\x1b]0;title\x07\x9b31m",
    "\u202egnp.exe",
    "\ud800",
    "a\udcff",
    "[@click=app.quit]x[/]",
    "'; DROP TABLE person; -- \" OR",
    "x" * 100_001,
    "p99999999999999999999999",
    "%s%n{0}{__class__}",
    "../../etc/passwd",
    "~nobody-of-this-name/x.csv",
    "--",
    "-",
)
# Where a text may stand in each command.
LINES = (
    "show {}",
    "find {}",
    "timeline {}",
    "timeline p1 --from {}",
    "timeline p1 --topic {}",
    "agenda --days {}",
    "person add {}",
    "person add x --given {} --family {} --prefix {} --alias {} --language {} --note {}",
    "person add x --email {}",
    "person add x --phone {}",
    "person add x --address {}",
    "person add x --link {}",
    "person add x --organisation {}",
    "person add x --organisation {} --create",
    "person add x --organisation o1 --role {}",
    "person add x --organisation o1 --since {}",
    "person add x --set {}",
    "person add x --tag {}",
    "person list --organisation {}",
    "person list --role {}",
    "person list --tag {}",
    "person edit {} --note x",
    "person edit p1 --name {}",
    "person edit p1 --remove-email {}",
    "person edit p1 --remove-alias {}",
    "person delete {}",
    "person merge p1 {}",
    "org add {}",
    "org add x --kind {}",
    "org add x --orgnr {}",
    "org add x --website {}",
    "org add x --parent {}",
    "org list --area {}",
    "org edit o1 --name {}",
    "post add {} --organisation o1",
    "post give s1 {}",
    "membership add {} o1",
    "membership add p1 o1 --role {}",
    "membership end {}",
    "membership end m1 --on {}",
    "log call {}",
    "log {} x",
    "log call x --on {}",
    "log call x --at {}",
    "log call x --place {} --note {} --atmosphere {} --reference {} --source {}",
    "log call x --with {}",
    "log call x --with {} --create",
    "log call x --topic {}",
    "log call x --topic {} --create",
    "log call x --said {}",
    "log call x --said {} --create",
    "log call x --follow-up {}",
    "log call x --follow-up y --due {}",
    "interaction edit i1 --subject {}",
    "interaction edit i1 --without {}",
    "interaction list --from {}",
    "follow-up add {}",
    "follow-up add x --repeats {}",
    "follow-up add x --quote {}",
    "follow-up edit f1 --owner {}",
    "follow-up done {}",
    "follow-up list --owner {}",
    "collaboration add {} --organisation o1",
    "collaboration add x --organisation {}",
    "collaboration edit c1 --lead {}",
    "topic add {}",
    "topic edit t1 --synonym {}",
    "topic merge t1 {}",
    "list add {}",
    "list add x --query {}",
    "list show {}",
    "list add-member l1 {}",
    "tag p1 {}",
    "untag p1 {}",
    "field add {}",
    "field add x --label {} --choice {}",
    "field edit {} --label x",
    "field remove {}",
    "link p1 {} p2",
    "link p1 x {}",
    "unlink p1 {} p2",
    "assess o1 --influence 3 --reason {}",
    "assess {} --influence 3",
    "document add o1 {} y",
    "document add o1 x {}",
    "duplicates --kind {}",
    "history {}",
    "undo {}",
    "completion {}",
    "export - --where {}",
    "export - --columns {}",
    "export - --list {}",
    "export - --as {}",
    "import list.csv --map {}",
    "import list.csv --source {} --dry-run",
    "--lang {} agenda",
    "--actor {} person add x",
    "{}",
)
# Where it names a file: a text that leads out of the folder may not be tried on these.
FILE_LINES = (
    "import {}",
    "export {}",
    "export {} --as csv",
    "backup {}",
    "restore {}",
    "--db {} agenda",
    "--db {} find x",
)


@pytest.fixture
def book(do: Run) -> None:
    do("org", "add", "ALMI")
    do("person", "add", "Göran Lundwall", "--organisation", "ALMI", "--email", "g@almi.se")
    do("person", "add", "Eva Ny")
    do("post", "add", "VD", "--organisation", "ALMI")
    do("topic", "add", "Kapital")
    do("log", "call", "Kapital", "--with", "p1", "--topic", "t1", "--follow-up", "Call back")
    do("collaboration", "add", "Kapital", "--organisation", "ALMI")
    do("list", "add", "Inbjudna")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder so deep that none of our own texts leads out of the test's."""
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    (place / "list.csv").write_text("name,note\nEva,x\n")


def check(run: Run, line: str, text: str) -> None:
    """Call a command with a text at its places and look at what comes back."""
    words = [text if word == "{}" else word for word in line.split()]
    outcome = run(*words, stdin="")
    said = (line, ascii(text)[:80], outcome.code, outcome.err[:300])
    assert outcome.code in PROMISED, said
    assert not RAW_CONTROL.search(outcome.out + outcome.err), said
    assert "Traceback" not in outcome.err, said
    if outcome.code:
        assert outcome.out == "", said
        assert outcome.err, said


@pytest.mark.usefixtures("book", "folder")
@pytest.mark.parametrize("text", OWN, ids=lambda text: ascii(text)[:20])
def test_every_command_takes_every_bad_text(run: Run, text: str) -> None:
    for line in (*LINES, *FILE_LINES):
        check(run, line, text)
