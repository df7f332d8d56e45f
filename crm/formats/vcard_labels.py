"""What kind of address or number it is: TYPE and X-ABLabel of a card, one label of ours.

What has a type in every version (work, home, mobile, fax, pager) is read from and written as one;
any other label stands in X-ABLabel, as Apple, Google and Nextcloud write it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from crm.formats.cells import label_of

APPLE_LABEL = "X-ABLABEL"

# Apple marks its own labels: `_$!<Work>!$_`; some programs lose the underscores.
_APPLE = re.compile(r"_?\$!<([^<>]*)>!\$_?")
_APPLE_WORDS = {
    "homepage": "homepage",
    "homefax": "home fax",
    "workfax": "fax",
    "otherfax": "fax",
    "assistantphone": "assistant",
}
# Types that say how a number is used rather than whose it is (RFC 2426 3.3.1, 3.3.2, 3.2.1).
_TECHNICAL = frozenset({
    "pref", "internet", "x400", "voice", "msg", "text", "video", "isdn", "bbs", "modem", "pcs",
    "textphone", "dom", "intl", "postal", "parcel", "uri", "smtp",
})  # fmt: skip
_TYPES_OF = {
    "work": ("work",),
    "home": ("home",),
    "mobile": ("cell",),
    "fax": ("fax",),
    "home fax": ("home", "fax"),
    "pager": ("pager",),
    "switchboard": ("main",),
}
_LABEL_OF = {"cell": "mobile", "mobile": "mobile", "main": "switchboard"}
_ONLY_PHONES = frozenset({"mobile", "fax", "home fax", "pager", "switchboard"})


def label_from_types(types: Sequence[str]) -> str:
    """Return the label that the types of a property come to, or the empty text."""
    said = [one for one in types if one not in _TECHNICAL]
    if not said:
        return ""
    if "fax" in said:
        return "home fax" if "home" in said else "fax"
    for one in ("pager", "cell", "mobile", "main"):
        if one in said:
            return _LABEL_OF.get(one, one)
    return label_of(said[0])


@lru_cache(maxsize=1024)
def label_from_apple(text: str) -> str:
    """Return what an X-ABLabel says; Apple's own words become ours."""
    match = _APPLE.fullmatch(text)
    if match is None:
        return text
    word = match[1].strip()
    return _APPLE_WORDS.get(word.lower()) or label_of(word)


def types_of(label: str, *, is_phone: bool) -> tuple[str, ...]:
    """Return the types that say a label, or none where an X-ABLabel has to."""
    if label in _ONLY_PHONES and not is_phone:
        return ()
    return _TYPES_OF.get(label, ())


def apple_label(label: str) -> str:
    """Write a label as the value of X-ABLabel."""
    return "_$!<HomePage>!$_" if label == "homepage" else label
