"""The words that a line is read by, in Swedish and English, folded as `crm.text.fold` does."""

from crm.text import fold
from crm.vocabulary import Direction, InteractionKind


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _of_kinds(words: dict[InteractionKind, str]) -> dict[str, InteractionKind]:
    return {word: kind for kind, listed in words.items() for word in _folded(listed)}


NOUNS = _of_kinds(
    {
        InteractionKind.MEETING: "möte mötet sammanträde träff meeting",
        InteractionKind.CALL: "samtal telefonsamtal tel telefon call phonecall",
        InteractionKind.EMAIL: "mejl mail epost e-post email e-mail",
        InteractionKind.LETTER: "brev letter",
        InteractionKind.VISIT: "besök visit",
        InteractionKind.SEMINAR: "seminarium seminariet seminar",
        InteractionKind.NOTE: "anteckning notering note",
    }
)
"""What it was, said by a noun, which then is no part of the subject."""
PAST_VERBS = _of_kinds(
    {
        InteractionKind.MEETING: "träffade mötte met pratade talade spoke talked",
        InteractionKind.CALL: "ringde ringt rang called phoned",
        InteractionKind.EMAIL: "mejlade mejlat mailade mailat emailed e-mailed",
        InteractionKind.VISIT: "besökte visited",
    }
)
"""What it was, said by what somebody did; it has been, so a day without a year is the latest."""
VERBS = PAST_VERBS | _of_kinds(
    {
        InteractionKind.MEETING: "träffa meet",
        InteractionKind.CALL: "ring ringa",
        InteractionKind.EMAIL: "mejla maila",
        InteractionKind.VISIT: "besöka",
    }
)
STAYING = _of_kinds(
    {
        InteractionKind.MEETING: "lunch fika kaffe frukost middag workshop videomöte"
        " coffee breakfast dinner",
    }
)
"""Words that tell what it was and say more than that, so that they stay in the subject."""
STAYING_ENDS = {
    "telefonmote": InteractionKind.CALL,
    "mote": InteractionKind.MEETING,
    "motet": InteractionKind.MEETING,
    "seminarium": InteractionKind.SEMINAR,
    "besok": InteractionKind.VISIT,
}
"""How compounds end that do so too: styrelsemöte, frukostseminarium, studiebesök."""

HAD = _folded("hade haft had")
PLANNED = _folded("planerat planerar planerad bokat bokad planned planning booked")
DOERS = _folded("jag vi we")
"""Who we are; the English “I” is told from the Swedish “i” by its capital letter."""
ENGLISH_I = "I"
FILLERS = (
    HAD | PLANNED | DOERS | _folded("har have a an ett en the kort short quick phone telephone")
)
"""What may stand before the word for what it was, and is left out with it."""
TITLES = _folded(
    "vd ceo ordförande statssekreterare statsrådet minister ministern generaldirektör gd"
    " kommunalråd riksdagsledamot rektor professor direktör chair director president secretary"
    " herr fru dr mr mrs ms"
)
"""What stands before a name and is no part of it."""
WITH = _folded("med with")
ALSO = _folded("och and samt & + ,")
ADDRESSING = _folded("från from till to")
"""What stands before whoever called or wrote, or was called or written to."""
ADDRESSED = frozenset((InteractionKind.CALL, InteractionKind.EMAIL, InteractionKind.LETTER))
AT = _folded("hos")
VISITED = _folded("på till to at on")
"""What stands before an organisation that was visited."""
PLACE = _folded("i in")
ABOUT = _folded("om about ang angående re gällande kring regarding concerning rörande")
PREPOSITIONS = (
    ABOUT
    | WITH
    | ADDRESSING
    | AT
    | PLACE
    | _folded("på on at för for av of by inför efter after before mellan between under om")
)
TIES_TO_WHO = PREPOSITIONS - ABOUT - _folded("för for inför efter after before")
"""What ties a marked organisation to those who took part, and goes with the mark."""
STOPS = (
    PREPOSITIONS
    | ALSO
    | FILLERS
    | _folded("up back again off out igen tillbaka upp runt")
    | _folded("att that som who den det de this kl klockan via utan without när when")
)
"""Words that are no part of a name written in small letters."""

ARROWS = {
    "->": Direction.OURS,
    "→": Direction.OURS,
    "=>": Direction.OURS,
    "<-": Direction.THEIRS,
    "←": Direction.THEIRS,
    "<->": Direction.JOINT,
    "↔": Direction.JOINT,
}
_MARKERS = {
    Direction.OURS: (
        *("uppföljning", "följ upp", "todo", "to do", "att göra", "göra", "vi", "vi lovar"),
        *("vi lovade", "follow-up", "follow up", "followup", "we", "we promise", "we promised"),
        "we will",
    ),
    Direction.THEIRS: (
        *("de lovar", "de lovade", "väntar på", "de", "deras", "theirs"),
        *("they", "they promise", "they promised", "they will", "waiting for", "waiting on"),
    ),
    Direction.JOINT: ("tillsammans", "gemensamt", "together", "joint", "jointly"),
}
MARKERS = {fold(text): whose for whose, texts in _MARKERS.items() for text in texts}
"""The words that begin a promise where a colon follows them."""
LONGEST_MARKER = 3
