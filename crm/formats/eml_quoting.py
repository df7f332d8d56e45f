"""What of a message is its sender's own: the history that it quotes is left out, with a note."""

import re
from dataclasses import dataclass

from crm.i18n import _, ngettext

DETAILS_LENGTH = 20_000
# As many quoted lines stay where an answer is written between them.
QUOTED_IN_A_ROW = 3
_QUOTED = re.compile(r"\s{0,3}[>|]")
_SAYS = r"wrote|writes|skrev|skriver|schrieb|schreibt|skreiv|kirjoitti|a écrit|escribió|ha scritto"
_ATTRIBUTION = re.compile(
    rf"(?:(?:On|Den|Am|Le|El|Il|På)\b.{{5,200}}\b(?:{_SAYS})\b.{{0,120}}|.{{3,200}}\b(?:{_SAYS}))\s*:",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"\s{0,3}-{2,}\s{0,3}(?:Original Message|Ursprungligt meddelande|Ursprüngliche Nachricht"
    r"|Opprinnelig melding|Oprindelig meddelelse|Original-meddelande|Originalmeddelande"
    r"|Ursprungligt mejl|Message d'origine)\s{0,3}-{2,}",
    re.IGNORECASE,
)
_HEADS = (
    re.compile(r"\*?(?:From|Från|Von|Fra|Avsändare)\s?:", re.IGNORECASE),
    re.compile(r"\*?(?:Sent|Date|Skickat|Datum|Gesendet|Sendt|Dato|Skickades)\s?:", re.IGNORECASE),
)
_FORWARDED = re.compile(r"\s*(?:fwd?|vb|wg|vs|vidarebefordrat)\s*:", re.IGNORECASE)
_LOOKED_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a message: as it is kept, and the sender's own words, for a signature."""

    details: str
    own: str
    is_cut: bool


def shortened(text: str, subject: str) -> Body:
    """Leave out the history that a message quotes, and what is beyond 20,000 characters.

    Nothing is left out of what is passed on, nor of a message that is all quotation.
    """
    lines = text.split("\n")
    if _FORWARDED.match(subject):
        return _within_limit(text, text)
    end = _history(lines)
    own = "\n".join(lines[:end]).strip("\n")
    if not any(line.strip() and not _QUOTED.match(line) for line in lines[:end]):
        return _within_limit(text, "")
    kept = _without_long_quotations(lines[:end])
    left_out = sum(bool(line.strip()) for line in lines[end:])
    details = "\n".join(kept).strip("\n")
    return _within_limit(f"{details}\n\n{_note(left_out)}" if left_out else details, own)


def _within_limit(details: str, own: str) -> Body:
    is_cut = len(details) > DETAILS_LENGTH
    if is_cut:
        details = details[:DETAILS_LENGTH].rstrip() + "\n\n" + _("[The rest is left out.]")
    return Body(details, own[-DETAILS_LENGTH:], is_cut)


def _note(count: int) -> str:
    text = ngettext("[{count} quoted line left out]", "[{count} quoted lines left out]", count)
    return text.format(count=count)


def _history(lines: list[str]) -> int:
    """Return the line at which the history begins that runs to the end of a message."""
    last_own = _last_own_line(lines)
    for number, line in enumerate(lines):
        if _DIVIDER.match(line) or _begins_head(lines, number):
            return _without_rule(lines, number)
        if _is_attribution(lines, number) and _is_quoted_to_the_end(lines, number, last_own):
            return number
    return len(lines)


def _begins_head(lines: list[str], number: int) -> bool:
    """Tell whether the fields of an earlier message stand here, as Outlook writes them."""
    if not _HEADS[0].match(lines[number].strip()):
        return False
    following = lines[number + 1 : number + 1 + _LOOKED_AHEAD]
    return any(_HEADS[1].match(line.strip()) for line in following)


def _without_rule(lines: list[str], number: int) -> int:
    """Leave out the rule that Outlook draws above the fields."""
    above = lines[number - 1].strip() if number else ""
    return number - 1 if len(above) > 4 and set(above) <= set("_-") else number


def _is_attribution(lines: list[str], number: int) -> bool:
    """Tell whether a line, or two that were broken apart, say who wrote what follows."""
    line = lines[number].strip()[:400]
    if not line or _QUOTED.match(line):
        return False
    following = lines[number + 1].strip()[:400] if number + 1 < len(lines) else ""
    return any(_ATTRIBUTION.fullmatch(one) for one in (line, f"{line} {following}"))


def _last_own_line(lines: list[str]) -> int:
    own = (at for at in range(len(lines) - 1, -1, -1) if lines[at].strip())
    return next((at for at in own if not _QUOTED.match(lines[at])), -1)


def _is_quoted_to_the_end(lines: list[str], number: int, last_own: int) -> bool:
    """Tell whether only quotation follows; the first line may be the rest of the attribution."""
    filled = (at for at in range(number + 1, len(lines)) if lines[at].strip())
    first = next(filled, None)
    return first is not None and last_own <= first


def _without_long_quotations(lines: list[str]) -> list[str]:
    """Leave out quotations of many lines that an answer is written below."""
    kept: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if _QUOTED.match(line):
            run.append(line)
            continue
        kept += run if len(run) <= QUOTED_IN_A_ROW else [_note(len(run))]
        run = []
        kept.append(line)
    return kept[:-1]
