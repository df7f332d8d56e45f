"""The usual links between people and between organisations, as they are called each way."""

from crm.text import fold

PAIRS: tuple[tuple[str, str], ...] = (
    ("assistant of", "assisted by"),
    ("reports to", "manager of"),
    ("deputy of", "has deputy"),
    ("successor of", "predecessor of"),
    ("mentor of", "mentored by"),
    ("adviser to", "advised by"),
    ("spokesperson of", "represented by"),
    ("introduced by", "introduced"),
    ("parent of", "child of"),
    ("part of", "has part"),
    ("member of", "has member"),
    ("owner of", "owned by"),
    ("subsidiary of", "has subsidiary"),
    ("supplier of", "customer of"),
    ("funder of", "funded by"),
    ("supervises", "supervised by"),
    ("hosts", "hosted by"),
    ("assistent till", "har assistent"),
    ("rapporterar till", "chef för"),
    ("ställföreträdare för", "har ställföreträdare"),
    ("efterträdare till", "företrädare till"),
    ("mentor för", "har mentor"),
    ("rådgivare till", "har rådgivare"),
    ("talesperson för", "företräds av"),
    ("presenterad av", "presenterade"),
    ("förälder till", "barn till"),
    ("del av", "har del"),
    ("medlem i", "har medlem"),
    ("ägare till", "ägs av"),
    ("dotterbolag till", "har dotterbolag"),
    ("leverantör till", "kund hos"),
    ("finansiär av", "finansieras av"),
    ("har tillsyn över", "står under tillsyn av"),
    ("värd för", "har som värd"),
)
"""A link as read from its first end, and from its second."""

SYMMETRIC: tuple[str, ...] = (
    "colleague of",
    "partner of",
    "married to",
    "sibling of",
    "friend of",
    "relative of",
    "collaborates with",
    "competes with",
    "kollega till",
    "partner till",
    "gift med",
    "syskon till",
    "vän till",
    "släkt med",
    "samarbetar med",
    "konkurrerar med",
)
"""Links that read alike from both ends."""

_REVERSE = {
    **{fold(there): back for there, back in PAIRS},
    **{fold(back): there for there, back in PAIRS},
}


def reverse_type(label: str) -> str:
    """Return what a link is called from its other end: its own label where no other is known."""
    return _REVERSE.get(fold(label), label)


def known_types() -> list[str]:
    """Return every label that is known, for completion."""
    return [label for pair in PAIRS for label in pair] + list(SYMMETRIC)
