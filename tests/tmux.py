"""Somebody at a terminal: keys go in through tmux, and the screen is read as it stands."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from tempfile import TemporaryDirectory
from types import TracebackType

TMUX = shutil.which("tmux")
PATIENCE = 90.0
"""Seconds until something that was to be shown counts as missing; a quiet machine needs one."""
PAUSE = 0.06
STEADY = 2
"""Looks in a row that find the screen as it was, after which what a key did counts as done."""


class Screen:
    """A terminal of 80 columns and 24 lines in a tmux server of its own."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        # The path of a socket has at most 107 bytes (unix(7)), which a test's own folder exceeds.
        # The server removes it as it ends, perhaps while the folder is cleared.
        self._folder = TemporaryDirectory(prefix="tmux-", ignore_cleanup_errors=True)
        self._environment = {**environment, "TERM": "xterm-256color"}
        self._environment.pop("TMUX", None)
        self._tmux("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", *words)
        self._tmux("set-option", "-s", "escape-time", "0")

    def __enter__(self) -> "Screen":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._tmux("kill-server", check=False)
        self._folder.cleanup()

    def _tmux(self, *words: str, check: bool = True) -> str:
        command = [TMUX or "tmux", "-u", "-S", f"{self._folder.name}/socket", *words]
        done = subprocess.run(
            command, env=self._environment, check=check, capture_output=True, text=True
        )
        return done.stdout

    @property
    def text(self) -> str:
        """What the screen shows."""
        return self._tmux("capture-pane", "-p")

    def see(self, *expected: str, without: str = "") -> str:
        """Wait until the screen shows all of some texts; return it."""

        def is_there(text: str) -> bool:
            return all(one in text for one in expected) and (not without or without not in text)

        return self.wait(is_there, f"{expected}" + (f" without {without!r}" if without else ""))

    def wait(self, is_there: Callable[[str], bool], expected: str) -> str:
        """Wait until the screen is as expected; return it."""
        limit = time.monotonic() + PATIENCE
        while not is_there(text := self.text):
            assert time.monotonic() < limit, f"not seen: {expected}, but:\n{text}"
            time.sleep(PAUSE)
        return text

    def press(self, *keys: str) -> None:
        """Press keys, by their names in tmux, each once the screen shows what the last one did."""
        for key in keys:
            before = self._colours
            self._tmux("send-keys", key)
            self._settle(before, key)

    def type(self, text: str) -> None:
        """Type text."""
        before = self._colours
        self._tmux("send-keys", "-l", text)
        self._settle(before, text)

    @property
    def _colours(self) -> str:
        """What the screen shows with its colours, which tell where the focus is."""
        return self._tmux("capture-pane", "-p", "-e")

    def _settle(self, before: str, done: str) -> None:
        limit = time.monotonic() + PATIENCE
        while (after := self._colours) == before:
            assert time.monotonic() < limit, f"{done!r} changed nothing:\n{self.text}"
            time.sleep(PAUSE)
        steady = 0
        while steady < STEADY:
            time.sleep(PAUSE)
            before, after = after, self._colours
            steady = steady + 1 if before == after else 0
