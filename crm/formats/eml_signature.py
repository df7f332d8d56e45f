"""What the lines below a letter tell of its sender: telephone, role, organisation.

Only what is certain to the eye is proposed: a number with a label or a country code, a title that
holds a word for a title, an organisation that holds a word for one or stands below the title.
"""

import re

from crm.formats.records import ProposalRecord
from crm.text import clean_line, fold, words

SIGNATURE_LINES = 15
LINE_LENGTH = 100
MOBILE = "phone:mobile"
_DIVIDER = re.compile(r"--\s?")
_CLOSING = re.compile(
    r"(?:med |de )?(?:bästa |vänliga? |varma? |soliga )?(?:hälsning(?:ar)?|vänligen|mvh|hälsar"
    r"|bästa|(?:kind |best |warm )?regards|best wishes|sincerely(?: yours)?"
    r"|yours (?:sincerely|truly)"
    r"|cheers|best|mit freundlichen grüßen)[\s,.!/|]*(?P<name>\w{2,20}(?: \w{2,20})?)?",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?P<label>mobil(?:e|telefon|nr)?|mob|cell|tel(?:efon|ephone)?|tfn|phone|direkt|direct|växel"
    r"|switchboard|office|kontor|m|t|v|d|p)\s*[.:]*\s*(?P<number>[+(]?\d[\d\s()/.–-]{5,24}\d)",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(r"\+\d[\d\s()/.–-]{6,24}\d")
# An area code and a hyphen, as Swedes write them; no date and no identity number begins so.
_SWEDISH = re.compile(r"(?<![\d-])0\d{1,3}\s?[-–]\s?\d{2,3}(?:\s?\d{2,3}){1,2}(?![\d-])")
_SWEDISH_MOBILE = re.compile(r"(?:\+46\s?(?:\(0\))?\s?|0)7[02369]")
_FAX = re.compile(r"\bfax\b[^\d+(]{0,10}[\d\s()+/.–-]{0,25}", re.IGNORECASE)
_MOBILE = ("mobil", "mobile", "mobiltelefon", "mobilnr", "mob", "cell", "m")
_TITLES = {
    "vd", "ceo", "cfo", "cto", "coo", "chef", "direktor", "director", "manager", "president",
    "ordforande", "sekreterare", "statssekreterare", "minister", "statsrad", "landshovding",
    "kommunalrad", "regionrad", "kommundirektor", "kommunchef", "naringslivschef", "strateg",
    "naringslivsstrateg", "handlaggare", "utredare", "samordnare", "koordinator", "coordinator",
    "projektledare", "radgivare", "advisor", "adviser", "analytiker", "analyst", "expert",
    "generaldirektor", "generalsekreterare", "platschef", "konsult", "consultant", "ingenjor",
    "engineer", "ekonom", "jurist", "professor", "forskare", "researcher", "assistent",
    "assistant", "kommunikator", "pressekreterare", "utvecklingsledare", "verksamhetsledare",
    "head", "officer", "secretary", "chair", "chairman", "chairperson", "partner", "founder",
}  # fmt: skip
_TITLE_ENDINGS = ("chef", "direktor", "ledare", "sekreterare", "strateg", "samordnare", "radgivare")
_ORGANISATIONS = {
    "ab", "hb", "kb", "kommun", "region", "lansstyrelsen", "regeringskansliet", "universitet",
    "hogskola", "institut", "stiftelsen", "forbund", "forbundet", "ltd", "inc", "gmbh", "oy",
    "as", "aps", "university", "institute", "agency", "ministry", "council", "myndigheten",
}  # fmt: skip
_ORGANISATION_ENDINGS = ("departementet", "verket", "styrelsen", "forbundet", "myndigheten")
# What parts the name, the role and the organisation on one line.
_BREAK = re.compile(r"\s*[,|•·]\s+|\s+[-–/]\s+")
_NO_NAME = re.compile(r"[@\d]|www\.|https?:", re.IGNORECASE)


def proposals(own: str, name: str, email: str) -> list[ProposalRecord]:
    """Return what the signature below a sender's own words proposes about them."""
    lines = signature(own.split("\n"), name)
    found = [*_numbers(lines), *_place(lines, name)]
    return [
        ProposalRecord(email=email, name=name, field=field, value=value)
        for field, value in dict.fromkeys(found)
    ]


def signature(lines: list[str], name: str) -> list[str]:
    """Return the lines of a signature: those below `-- `, below a closing, or from the name on."""
    lines = [clean_line(line) for line in lines]
    for place in range(len(lines) - 1, max(len(lines) - 60, -1), -1):
        if _DIVIDER.fullmatch(lines[place]) or _is_closing(lines[place], name):
            return _filled(lines[place + 1 :])
        if name and _BREAK.split(fold(lines[place]), maxsplit=1)[0] == fold(name):
            return _filled(lines[place:])
    return []


def _is_closing(line: str, name: str) -> bool:
    """Tell whether a line says farewell, perhaps with the sender's name: `Mvh Göran`."""
    found = _CLOSING.fullmatch(line)
    return found is not None and fold(found["name"] or "") in fold(name)


def _filled(lines: list[str]) -> list[str]:
    return [line for line in lines if line][:SIGNATURE_LINES]


def _numbers(lines: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in lines:
        if len(line) > LINE_LENGTH:
            continue
        line = _FAX.sub("", line)
        labelled = list(_LABELLED.finditer(line))
        for one in labelled:
            is_mobile = one["label"].lower() in _MOBILE
            kind = MOBILE if is_mobile else _kind(one["number"])
            found.append((kind, clean_line(one["number"])))
        if not labelled:
            plain = [*_INTERNATIONAL.findall(line), *_SWEDISH.findall(line)]
            found += [(_kind(one), clean_line(one)) for one in plain]
    return [(field, number) for field, number in found if 7 <= _digits(number) <= 15]


def _kind(number: str) -> str:
    return MOBILE if _SWEDISH_MOBILE.match(number) else "phone"


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _place(lines: list[str], name: str) -> list[tuple[str, str]]:
    """Return the role and the organisation: parts of one line, or lines below each other."""
    parts = [
        part.strip()
        for line in lines
        if len(line) <= LINE_LENGTH
        for part in _BREAK.split(line)
        if part.strip() and fold(part) != fold(name)
    ]
    role = next((part for part in parts[:4] if _is_title(part)), "")
    organisation = next((part for part in parts if _is_organisation(part)), "")
    if role and not organisation:
        below = parts[parts.index(role) + 1 : parts.index(role) + 2]
        organisation = next((part for part in below if _could_be_a_name(part)), "")
    found = [("role", role), ("organisation", organisation)]
    return [(field, value) for field, value in found if value]


def _is_title(part: str) -> bool:
    if _NO_NAME.search(part) or len(part) > 60:
        return False
    said = words(part)
    return len(said) <= 6 and any(word in _TITLES or word.endswith(_TITLE_ENDINGS) for word in said)


def _is_organisation(part: str) -> bool:
    if _NO_NAME.search(part) or len(part) > 80:
        return False
    said = words(part)
    return 1 <= len(said) <= 8 and (
        said[-1] in _ORGANISATIONS
        or said[0] in _ORGANISATIONS
        or any(word.endswith(_ORGANISATION_ENDINGS) for word in said)
    )


def _could_be_a_name(part: str) -> bool:
    return not _NO_NAME.search(part) and 2 <= len(part) <= 60 and part[:1].isupper()
