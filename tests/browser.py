"""A real browser without a window, driven through the Chrome DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/. The terminal in the page is drawn on a canvas,
so what it shows is read from what the page receives, and drawn on a grid as a terminal would.
"""

import asyncio
import base64
import json
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
from rich.cells import cell_len

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome", "chrome")
     if (found := shutil.which(name))),
    None,
)  # fmt: skip
PATIENCE = 90.0
PAUSE = 0.05
CLICK_AGAIN = 5.0
PORT_FILE = "DevToolsActivePort"
# ECMA-48, 5.4: a control sequence, of which only the one that moves the cursor matters here.
SEQUENCE = re.compile(r"\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07]*\x07|\x1b.")


class Grid:
    """What a terminal shows: text goes where the cursor was moved to."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str] = {}
        self._row = self._column = 0

    def write(self, text: str) -> None:
        """Draw what a program wrote."""
        end = 0
        for sequence in SEQUENCE.finditer(text):
            self._print(text[end : sequence.start()])
            end = sequence.end()
            if sequence[2] == "H":
                row, _semicolon, column = (sequence[1] or "1;1").partition(";")
                self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
        self._print(text[end:])

    def _print(self, text: str) -> None:
        for letter in text:
            if letter == "\n":
                self._row += 1
            elif letter == "\r":
                self._column = 0
            else:
                self._cells[self._row, self._column] = letter
                self._column += cell_len(letter)

    @property
    def lines(self) -> list[str]:
        """The lines as they stand."""
        if not self._cells:
            return []
        rows, columns = (1 + max(place[axis] for place in self._cells) for axis in (0, 1))
        return [
            "".join(self._cells.get((row, column), " ") for column in range(columns))
            for row in range(rows)
        ]

    def find(self, text: str) -> tuple[int, int] | None:
        """Return the row and column where a text stands first."""
        for row, line in enumerate(self.lines):
            if (column := line.find(text)) >= 0:
                return row, column
        return None


class Page:
    """The terminal in a page, as somebody at the mouse and the keyboard has it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.grid = Grid()
        self._socket = socket
        self._number = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._size = (0, 0)
        self._listener = asyncio.create_task(self._listen())

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a method of the protocol and return its result."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        return await asyncio.wait_for(answer, PATIENCE)

    async def _listen(self) -> None:
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said.get("result"))
            elif said["method"] == "Network.webSocketFrameReceived":
                frame = said["params"]["response"]
                if frame["opcode"] == 2:
                    self.grid.write(base64.b64decode(frame["payloadData"]).decode())
            elif said["method"] == "Network.webSocketFrameSent":
                self._note_size(said["params"]["response"]["payloadData"])

    def _note_size(self, payload: str) -> None:
        if payload.startswith('["resize"'):
            size = json.loads(payload)[1]
            self._size = (size["width"], size["height"])

    async def see(self, *texts: str, patience: float = PATIENCE) -> None:
        """Wait until the terminal shows some texts."""

        def is_there() -> bool:
            return all(self.grid.find(text) for text in texts)

        await self._until(is_there, str(texts), patience)

    async def _until(
        self, is_so: Callable[[], bool], expected: str, patience: float = PATIENCE
    ) -> None:
        try:
            async with asyncio.timeout(patience):
                while not is_so():
                    await asyncio.sleep(PAUSE)
        except TimeoutError:
            shown = "\n".join(self.grid.lines)
            raise AssertionError(f"not seen: {expected}, but:\n{shown}") from None

    async def click(self, text: str, *shown: str) -> None:
        """Click on a text until it shows others: what is drawn anew may miss a click."""
        for _attempt in range(round(PATIENCE / CLICK_AGAIN)):
            await self._click(text)
            with suppress(AssertionError):
                return await self.see(*shown, patience=CLICK_AGAIN)
        return await self.see(*shown, patience=CLICK_AGAIN)

    async def _click(self, text: str) -> None:
        await self._until(lambda: all(self._size) and self.grid.find(text) is not None, text)
        row, column = self.grid.find(text) or (0, 0)
        script = "JSON.stringify(document.querySelector('.xterm-screen').getBoundingClientRect())"
        found = await self.call("Runtime.evaluate", expression=script)
        box = json.loads(found["result"]["value"])
        columns, rows = self._size
        where = {
            "x": box["x"] + (column + len(text) / 2) * box["width"] / columns,
            "y": box["y"] + (row + 0.5) * box["height"] / rows,
            "button": "left",
            "clickCount": 1,
        }
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, **where)

    async def type(self, text: str) -> None:
        """Type letters."""
        for letter in text:
            await self.call("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            await self.call("Input.dispatchKeyEvent", type="keyUp", key=letter)


@asynccontextmanager
async def browsing(address: str, folder: Path) -> AsyncIterator[Page]:
    """Open an address in a browser of its own."""
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM or "chromium",
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--window-size=1000,700", "--remote-debugging-port=0", f"--user-data-dir={folder}"),
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        port = await _port(folder / PORT_FILE)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                [target] = [one for one in await answer.json() if one["type"] == "page"]
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                page = Page(socket)
                await page.call("Network.enable")
                await page.call("Page.navigate", url=address)
                yield page
                page._listener.cancel()
    finally:
        browser.terminate()
        await browser.wait()


async def _port(file: Path) -> int:
    async with asyncio.timeout(PATIENCE):
        while not file.exists() or "\n" not in (text := file.read_text()):
            await asyncio.sleep(PAUSE)
    return int(text.splitlines()[0])
