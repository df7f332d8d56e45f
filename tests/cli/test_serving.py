"""The interface in a browser: an interaction is logged by mouse and keyboard in a real one."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from crm.actions.people import add_person
from crm.book import open_book
from crm.cli.serving import is_loopback
from crm.inputs import PersonIn
from crm.queries.interactions import list_interactions
from tests.browser import CHROMIUM, browsing
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("localhost", True), ("::1", True),
        ("[::1]", True), ("0.0.0.0", False), ("192.168.1.5", False), ("example.org", False),
        ("localhost.example.org", False),
    ],
)  # fmt: skip
def test_loopback_is_this_machine_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


def test_where_to_serve_is_said_only_of_serving(run: Run) -> None:
    said = run("tui", "--port", "8123")
    assert said.code == 2
    assert said.err.startswith("--host and --port say where")


def test_a_port_that_is_taken_is_one_sentence(run: Run) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        said = run("tui", "--serve", "--host", "0.0.0.0", "--port", str(port))
    assert (said.code, said.out) == (1, "")
    assert "0.0.0.0 is more than this machine" in said.err
    assert "choose another --port" in said.err


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@asynccontextmanager
async def served(database: Path) -> AsyncIterator[str]:
    """Serve a book; yield the address."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "crm", "--db", str(database)),
        *("tui", "--serve", "--port", str(free_port())),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert server.stdout is not None
    try:
        yield (await server.stdout.readline()).decode().strip()
    finally:
        server.terminate()
        await server.communicate()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_an_interaction_is_logged_by_clicks_in_a_browser(tmp_path: Path) -> None:
    database = tmp_path / "book.db"
    with open_book(database, actor="Anna") as book:
        book.tell("Add", add_person, PersonIn(name="Åsa Öberg"))
    async with served(database) as address:
        origin = "/".join(address.split("/")[:3])
        async with aiohttp.ClientSession() as session:
            for unkeyed in ("/", "/ws", "/static/"):
                async with session.get(origin + unkeyed) as answer:
                    assert answer.status == 404
        async with browsing(address, tmp_path / "profile") as page:
            await page.click("2 People", "1 record", "Holds no role")
            await page.click("l Log", "Log what happened", "Åsa Öberg ×")
            await page.type("Kaffe med Åsa")
            await page.see("Kaffe med Åsa")
            await page.click("Save", "Logged Kaffe med Åsa")
    with open_book(database, actor="Anna") as book:
        [logged] = book.ask(list_interactions)
    assert logged["subject"] == "Kaffe med Åsa"
