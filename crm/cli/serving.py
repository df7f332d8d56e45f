"""The interface in a browser: served on this machine, at an address that cannot be guessed."""

import os
import secrets
import shlex
import subprocess
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING

from crm.cli.failures import say
from crm.cli.invocation import current
from crm.cli.output import print_lines
from crm.errors import CrmError, UsageError
from crm.i18n import _, current_language
from crm.settings import actor_name
from crm.system import reason_of

if TYPE_CHECKING:
    from aiohttp.web import Application
    from textual_serve.server import Server

KEY_BYTES = 18


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def serve(host: str, port: int) -> None:
    """Serve the interface over the book of this call until ctrl+c.

    Whoever has the address can read and change the book. It holds a key of this run, because other
    users of the machine reach its ports too, and so does every page in a browser on it: WebSockets
    are not kept apart by origin (RFC 6455, section 10.2). Errors: `UsageError` where the extra is
    not installed, `CrmError` where the port is taken.
    """
    server_class = _keyed_server()
    if not is_loopback(host):
        warning = _(
            "Warning: {host} is more than this machine. Whoever learns the address can read and "
            "change the whole book, and all of it goes over the network unencrypted."
        )
        say(warning.format(host=host))
    _pass_on_to_children()
    server = server_class(_command(), host, port, "Samverkan", _url(host, port))
    try:
        server.serve()
    except OSError as error:
        message = _("{host}:{port} cannot be served on ({reason}); choose another --port.")
        raise CrmError(message.format(host=host, port=port, reason=reason_of(error))) from None


def _keyed_server() -> "type[Server]":
    """Return the class of a server whose path is a key; it is imported only to serve."""
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError:
        message = _("Serving needs more packages: pip install 'samverkan[serve]'.")
        raise UsageError(message) from None

    class KeyedServer(Server):
        """Textual's server, under a path that is the key; it logs nothing, for that holds it."""

        key = secrets.token_urlsafe(KEY_BYTES)

        async def _make_app(self) -> "Application":
            whole = web.Application()
            whole.add_subapp(f"/{self.key}", await super()._make_app())
            return whole

        async def on_startup(self, app: "Application") -> None:
            """Say nothing yet: the port is not taken."""

        def serve(self, debug: bool = False) -> None:
            web.run_app(
                self._make_app(),
                host=self.host,
                port=self.port,
                print=self._announce,
                access_log=None,
            )

        def _announce(self, *_words: object) -> None:
            print_lines([f"{self.public_url}/{self.key}/"])
            say(_("Open this address in a browser; ctrl+c ends it."))

    return KeyedServer


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host.strip("[]") else f"http://{host}:{port}"


def _pass_on_to_children() -> None:
    """Let the process of each browser work on the same book, by the same name and language."""
    invocation = current()
    os.environ["CRM_DATABASE"] = str(invocation.path)
    os.environ["CRM_ACTOR"] = actor_name(invocation.actor)
    os.environ["CRM_LANG"] = current_language()


def _command() -> str:
    """Return what a shell is told; nothing in it comes from the user."""
    words = [sys.executable, "-m", "crm", "tui"]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
