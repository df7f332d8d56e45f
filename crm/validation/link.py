"""Web addresses (RFC 3986), http and https alone."""

import re
from urllib.parse import SplitResult, urlsplit

from crm.i18n import _
from crm.text import clean_line
from crm.validation.refusal import refusal

LINK_LENGTH = 2000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PORT = re.compile(r":\d{1,5}(?:[/?#]|$)", re.ASCII)
# What browsers read as another address than the one shown, and what ends an address in a text.
_FORBIDDEN = re.compile(r"""[\s\\<>"]""")
_HOST_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")
_HIGHEST_PORT = 65535


def normalise_link(text: str) -> str:
    """Return a web address with its scheme, `https` where none was given, and host in lower case.

    Errors: `Invalid` for other schemes (`javascript:`, `file:`, `mailto:`), an address with a user
    name before the host, white space, or no host with a dot in it.
    """
    link = clean_line(text)
    if sentence := _obvious_fault(link):
        raise refusal("link", sentence, text)
    parts = _split(link if _scheme(link) else "https://" + link.removeprefix("//"))
    if parts is None:
        raise refusal("link", _("{value} is not a web address, such as www.example.se."), text)
    normalised = parts._replace(netloc=parts.netloc.lower()).geturl()
    if len(normalised) > LINK_LENGTH:
        raise refusal("link", _("A web address has at most 2000 characters."), text)
    return normalised


def _scheme(link: str) -> str:
    """Return the scheme in lower case, or nothing (`example.se:8080` is a host and its port)."""
    match = _SCHEME.match(link)
    if not match or ("." in match[1] and _PORT.match(link, match.end() - 1)):
        return ""
    return match[1].lower()


def _obvious_fault(link: str) -> str | None:
    if not link:
        return _("Give a web address, such as www.example.se.")
    if len(link) > LINK_LENGTH:
        return _("A web address has at most 2000 characters.")
    scheme = _scheme(link)
    if scheme == "mailto" or (not scheme and re.fullmatch(r"[^/?#\s]+@[^/?#\s]+", link)):
        return _("{value} is an e-mail address; give it as one, and here a web address.")
    if scheme not in ("", "http", "https"):
        return _("{value} cannot be kept as a web address; begin with http:// or https://.")
    if _FORBIDDEN.search(link):
        return _("{value} has characters in it that a web address cannot have, such as a space.")
    return None


def _split(link: str) -> SplitResult | None:
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    if "@" in parts.netloc or (port or 0) > _HIGHEST_PORT:
        return None
    labels = host.removesuffix(".").split(".")
    if len(labels) < 2 or not all(_HOST_LABEL.fullmatch(label) for label in labels):
        return None
    return parts
