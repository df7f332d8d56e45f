"""Why a line cannot be saved as it stands, as the errors that references have."""

from crm.errors import Ambiguous, CrmError, Invalid, NotFound
from crm.i18n import _, quoted
from crm.labels import label
from crm.queries.quick_entry.plan import Candidate, Certainty, Meant, Plan
from crm.text import shorten
from crm.vocabulary import RecordKind

SHOWN_TEXT = 60
SHOWN_NAMES = 3


def refusal(plan: Plan) -> CrmError | None:
    """Return the first thing that keeps a plan from being saved; None where nothing does.

    `Invalid` for a mistake of the line, `Ambiguous` with the candidates for a name that fits
    several, `NotFound` with the nearest names for one that fits nobody.
    """
    for mistake in plan.mistakes:
        part = plan.line.text[mistake.start : mistake.end]
        return Invalid.field("line", mistake.message, part)
    for meant in plan.undecided:
        return _ambiguous(meant) if meant.certainty is Certainty.AMBIGUOUS else _unknown(meant)
    return None


def _ambiguous(meant: Meant) -> Ambiguous:
    message = _("“{text}” fits several: {candidates}. Say which with its reference.")
    shown = ", ".join(map(_described, meant.candidates))
    text = shorten(meant.name.text, SHOWN_TEXT)
    return Ambiguous(
        message.format(text=text, candidates=shown),
        [(one.reference, one.name) for one in meant.candidates],
    )


def _unknown(meant: Meant) -> NotFound:
    text = shorten(meant.name.text, SHOWN_TEXT)
    kinds = [RecordKind.PERSON, RecordKind.ORGANISATION]
    shown = ", ".join(map(label, [meant.kind] if meant.kind is RecordKind.TOPIC else kinds))
    names = [one.name for one in meant.candidates[:SHOWN_NAMES]]
    if not names:
        message = _(
            "“{text}” is not known here ({kinds}); check the spelling, or let --create add it."
        )
        return NotFound(message.format(text=text, kinds=shown))
    message = _("“{text}” is not known here ({kinds}); did you mean {names}?")
    nearest = ", ".join(map(quoted, names))
    return NotFound(message.format(text=text, kinds=shown, names=nearest), names)


def _described(candidate: Candidate) -> str:
    detail = f" ({candidate.detail})" if candidate.detail else ""
    return f"{candidate.reference} {candidate.name}{detail}"
