"""Radicale, vdirsyncer and khard, as a book and its folder of cards meet them."""

import base64
import http.client
import json
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from crm.cli.program import program
from tests.processes import speak_through, start

NAMES = ("radicale", "vdirsyncer", "khard")
MISSING = [name for name in NAMES if find_spec(name) is None]


@contextmanager
def serving(place: Path) -> Iterator[int]:
    """Run a server of cards on a free port of this machine; anybody may have books there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    options = {
        "--config": "",
        "--server-hosts": f"127.0.0.1:{port}",
        "--auth-type": "none",
        "--storage-filesystem-folder": str(place),
        "--logging-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    with (place / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "radicale", *words],
            env=surroundings(place),
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until somebody answers, half a minute at most."""
    for _attempt in range(300):
        with socket.socket() as call:
            if call.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None
        time.sleep(0.1)
    raise TimeoutError(port)


def surroundings(home: Path) -> dict[str, str]:
    """Nothing of the user's own: neither settings nor a proxy."""
    folders = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **folders}


def become(name: str, words: Sequence[str], typed: Path, said: Path) -> None:
    """Be another program, in a fork of ours: `python -m NAME WORDS <typed >said 2>&1`."""
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    speak_through(os.open(typed, os.O_RDONLY), os.open(said, os.O_WRONLY | os.O_APPEND))
    home = surroundings(said.parent)
    os.environ.clear()
    os.environ.update(home)
    sys.argv = [name, *words]
    try:
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code:
            raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


@dataclass
class Side:
    """The cards of one user at the server, as their telephone sees and changes them."""

    port: int
    user: str = "anna"

    def ask(self, method: str, name: str = "", body: str | None = None, **headers: str) -> str:
        call = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        secret = base64.b64encode(f"{self.user}:x".encode()).decode()
        headers |= {"Authorization": f"Basic {secret}"}
        content = None if body is None else body.encode()
        call.request(method, f"/{self.user}/contacts/{name}", content, headers)
        answer = call.getresponse()
        text = answer.read().decode()
        call.close()
        assert answer.status < 300, text
        return text

    def names(self) -> list[str]:
        listed = self.ask("PROPFIND", Depth="1")
        return sorted(re.findall(r"/contacts/([^<]+\.vcf)</", listed))

    def cards(self) -> dict[str, str]:
        return {name: self.ask("GET", name) for name in self.names()}

    def card_of(self, name: str) -> tuple[str, str]:
        [found] = [(file, text) for file, text in self.cards().items() if f"FN:{name}" in text]
        return found

    def put(self, name: str, text: str) -> None:
        self.ask("PUT", name, text, **{"Content-Type": "text/vcard; charset=utf-8"})

    def change(self, name: str, *changes: tuple[str, str]) -> None:
        file, text = self.card_of(name)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.put(file, text)


@dataclass
class Peers:
    """A book, its folder, and a server with vdirsyncer between them, all in one place."""

    place: Path
    server: Side

    @property
    def folder(self) -> Path:
        return self.place / "cards" / "contacts"

    @property
    def kept(self) -> Path:
        return self.place.with_suffix(".kept")

    def set_up(self) -> None:
        """Write the settings, each for this place alone."""
        self.folder.mkdir(parents=True)
        (self.place / "vdirsyncer.conf").write_text(
            f"""
[general]
status_path = "{self.place}/status/"
[pair telephone]
a = "folder"
b = "server"
collections = ["contacts"]
[storage folder]
type = "filesystem"
path = "{self.place}/cards/"
fileext = ".vcf"
[storage server]
type = "carddav"
url = "http://127.0.0.1:{self.server.port}/"
username = "{self.server.user}"
password = "x"
"""
        )
        (self.place / "khard.conf").write_text(f"[addressbooks]\n[[cards]]\npath = {self.folder}\n")

    def crm(self, *words: str) -> Result:
        return CliRunner().invoke(program, ["--db", str(self.place / "book.db"), *words])

    def do(self, *words: str) -> Any:
        answer = self.crm(*words, "--json")
        assert answer.exit_code == 0, answer.stderr
        return json.loads(answer.stdout or "null")

    def write(self, *words: str) -> str:
        """Export; return what was done, without the place."""
        answer = self.crm("export", "--as", "vdir", str(self.folder), *words)
        assert answer.exit_code == 0, answer.stderr
        return answer.stderr.removeprefix(f"{self.folder}: ").strip()

    def take(self, *words: str) -> tuple[int, int]:
        """Import; return how many are new and how many changed."""
        report = self.do("import", str(self.folder), *words)
        return report["new"], report["updated"]

    def run(self, peer: str, *words: str, answer: str = "", fails: bool = False) -> str:
        # Loaded once, here: to load it takes longer than all that it does.
        import_module(f"{peer}.cli")
        words = ("-c", str(self.place / f"{peer}.conf"), *words)
        typed, said = self.place / "typed", self.place / "said"
        typed.write_text(answer)
        said.write_bytes(b"")
        child = start(lambda _say: become(peer, words, typed, said))
        died_of, text = child.messages(), said.read_text()
        assert bool(child.end()) is fails, (died_of, text)
        return text

    def sync(self, *words: str, fails: bool = False) -> list[str]:
        """Let vdirsyncer run; return what it carried."""
        said = self.run("vdirsyncer", "sync", *words, fails=fails)
        return re.findall(r"^(Copying|Deleting)", said, re.MULTILINE)

    def keep(self) -> None:
        """Keep how all sides are now."""
        shutil.copytree(self.place, self.kept)

    def restore(self) -> None:
        """Make all sides as they were when that was kept."""
        for part in self.kept.iterdir():
            if part.is_dir():
                shutil.rmtree(self.place / part.name)
                shutil.copytree(part, self.place / part.name)
            else:
                shutil.copy(part, self.place / part.name)

    def state(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def numbers(self, reference: str) -> list[str]:
        details = self.do("person", "show", reference)["contact_details"]
        return [one["value"] for one in details if one["type"] == "phone"]
