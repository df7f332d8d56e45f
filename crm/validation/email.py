"""E-mail addresses, by python-email-validator (RFC 5321, 5322, 6531) without asking the DNS."""

import re
from urllib.parse import unquote

from crm.errors import Invalid
from crm.i18n import _
from crm.text import clean_line
from crm.validation.refusal import refusal

EMAIL_LENGTH = 254  # RFC 3696, erratum 1690

# The addresses that everybody has. What does not fit goes to the library; what fits is what the
# library would accept and return, which a test compares.
_ATOM = r"[A-Za-z0-9_!#$%&'*+\-/=?^`{|}~]++"
_PLAIN = re.compile(rf"({_ATOM}(?:\.{_ATOM})*+)@((?:[A-Za-z0-9]++[.-])++)([A-Za-z]++)")
# No part of a domain as short as this can be longer than a part may be (RFC 1035 2.3.4).
_SHORT_DOMAIN = 63
# Names that RFC 6761 and others keep from being used for e-mail.
_RESERVED = frozenset(("arpa", "invalid", "local", "localhost", "onion", "test"))
# Local parts whose case carries no meaning (RFC 2142).
_ROLES = frozenset((
    "info", "marketing", "sales", "support", "abuse", "noc", "security", "postmaster",
    "hostmaster", "usenet", "news", "webmaster", "www", "uucp", "ftp",
))  # fmt: skip
_WEB_ADDRESS = re.compile(r"(?:https?:|www\.)", re.IGNORECASE)


def normalise_email(text: str) -> str:
    """Return an address as it is stored, its domain in lower case.

    `mailto:` and angle brackets around it are dropped. Errors: `Invalid` for anything else than
    one address that could be delivered to.
    """
    # What is an address as it stands has nothing to be cleaned of.
    if len(text) <= EMAIL_LENGTH and (plain := _normalise_plain(text)):
        return plain
    address = _bare(clean_line(text))
    if len(address) <= EMAIL_LENGTH and (plain := _normalise_plain(address)):
        return plain
    if sentence := _obvious_fault(address):
        raise refusal("email", sentence, text)
    return _normalise_by_library(address, text)


def _bare(line: str) -> str:
    if line[:7].lower() == "mailto:":
        line = clean_line(unquote(line[7:].partition("?")[0]))
    if line.startswith("<") and line.endswith(">"):
        line = line[1:-1].strip()
    return line


def _normalise_plain(address: str) -> str | None:
    match = _PLAIN.fullmatch(address)
    if not match:
        return None
    local, domain, last = match[1], match[2].lower(), match[3].lower()
    if domain[-1] != "." or len(domain) > _SHORT_DOMAIN or last in _RESERVED:
        return None
    role = local.lower()
    return f"{role if role in _ROLES else local}@{domain}{last}"


def _normalise_by_library(address: str, text: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        normalised = validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        raise _library_refusal(address, text) from None
    if len(normalised) > EMAIL_LENGTH:
        raise refusal("email", _("An e-mail address has at most 254 characters."), text)
    return normalised


def _obvious_fault(address: str) -> str | None:
    if not address:
        return _("Give an e-mail address, such as name@example.se.")
    if len(address) > EMAIL_LENGTH:
        return _("An e-mail address has at most 254 characters.")
    if _WEB_ADDRESS.match(address):
        return _("{value} is a web address; give it as a website, and here an e-mail address.")
    if "@" not in address:
        return _("{value} is not an e-mail address: it has no @, as in name@example.se.")
    return None


def _library_refusal(address: str, text: str) -> Invalid:
    domain = address.rpartition("@")[2]
    if address.count("@") > 1:
        sentence = _("{value} seems to hold more than one e-mail address; give them one by one.")
    elif "<" in address or " " in address:
        sentence = _("{value} has more than an e-mail address in it; give the address alone.")
    elif "." not in domain:
        sentence = _("{value} is not an e-mail address: after @ comes a name such as example.se.")
    elif domain.rpartition(".")[2].lower() in _RESERVED:
        sentence = _("{value} cannot be delivered to: its domain is a reserved one.")
    else:
        sentence = _("{value} is not an e-mail address; check how it is spelt.")
    return refusal("email", sentence, text)
