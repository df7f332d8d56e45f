"""Hostile text, and how it gets into a book: through the doors, and behind their back."""

import json
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from crm.actions.collaborations import add_collaboration
from crm.actions.contacts import add_contact_detail
from crm.actions.interactions import log_interaction
from crm.actions.labels import tag
from crm.actions.lists import add_list
from crm.actions.posts import add_post
from crm.book import Session, open_book
from crm.errors import Invalid
from crm.inputs import CollaborationIn, ContactListIn, InteractionIn, PostIn
from crm.vocabulary import RecordKind
from tests.people import contact, key, organisation, person
from tests.rounds import rounds

SECURITY = Path(__file__).parents[1] / ".." / "shared" / "data" / "corpora" / "security"
LISTED = SECURITY / "minimaxir+big-list-of-naughty-strings" / "blns.json"
FORMULAS = SECURITY / "payloadbox+csv-injection-payloads" / "Intruder__csv-payload.txt"
PROMISED = {0, 2, 3, 4, 5, 6, 7, 8}

TOGETHER = 20
"""How many naughty strings stand in one note."""
FORGED = "\x1b[66;66H"
"""A control sequence that nothing but hostile data would write."""
RAW = (
    "\x1b]0;OWNED\x07",
    "\x1b]52;c;T1dORUQ=\x1b\\",
    f"\x1b[2J{FORGED}",
    f"\x1b[5m{FORGED}\x1b[8m",
    "\x9b31mOWNED",
    "\x9d0;OWNED\x9c",
    "\x90OWNED\x9c",
    "\x00OWNED\x07\x08\x08\x7f",
    "\x0eOWNED\x0f",
    "OWNED\r\x0b\x0cOWNED\n",
    "\u202eDENWO\u2066\u2028",
)
MARKUP = (
    "[@click=app.quit]x[/]",
    "[/]",
    "[bold]",
    "[red on",
    "[link='file:///etc/passwd']y[/link]",
    ":warning:",
)
OWN = (
    *RAW,
    *MARKUP,
    "",
    "\ud800OWNED\udfff",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b" * 60,
    "\u05d1\u05e8\u05d0\u05e9\u05d9\u05ea \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "a\udcff",
    "x" * 100_001,
    "=cmd|' /C calc'!A0",
    "%s%n{0}{__class__}\\N",
    "'; DROP TABLE person; -- \" OR 1=1",
    "p99999999999999999999999",
    "../../etc/passwd",
    "~nobody-of-this-name/x.csv",
    "--",
    "-",
)


def some_naughty_strings(one_of: int) -> list[str]:
    """Return one of so many of them, where each is tried in many ways; all in the full rounds."""
    return naughty_strings()[:: rounds(one_of, 1)]


def naughty_strings() -> list[str]:
    """Return the strings of the lists beside the repository, where they are there."""
    strings = json.loads(LISTED.read_text(encoding="utf-8")) if LISTED.exists() else []
    formulas = FORMULAS.read_text(encoding="utf-8").splitlines() if FORMULAS.exists() else []
    return [*strings, *formulas]


# Rows that are given raw text behind the back of the doors: the mark that tells that they were
# shown, the table, and the columns.
SPOILT = {
    "Somebody": ("person", ("name", "note", "given_name", "honorific_prefix", "language")),
    "Someplace": ("organisation", ("name", "note", "area", "website")),
    "Somepost": ("post", ("name", "role", "note")),
    "Somerole": ("membership", ("role", "note")),
    "Sometalk": ("interaction", ("subject", "place", "details", "atmosphere", "source")),
    "Somepart": ("participant", ("role", "organisation_name", "function")),
    "Somesaid": ("statement", ("text",)),
    "Somevow": ("follow_up", ("title", "owner", "quote")),
    "Somework": ("collaboration", ("title", "purpose", "lead")),
    "Sometopic": ("topic", ("name", "note")),
    "Somelist": ("contact_list", ("name", "note")),
    "Sometag": ("tag", ("name",)),
    "Somereach": ("contact_detail", ("value", "label", "note")),
}


def fill(session: Session, name: str, number: int = 0) -> None:
    """Add one record of every sort, and what hangs on them; some texts are refused as names."""
    try:
        firm = organisation(session, name, note=name, area=name[:300])
    except Invalid:
        firm = organisation(session, f"Firm {number}", note=name)
    try:
        somebody = person(session, name, note=name, family_name="Plain")
    except Invalid:
        somebody = person(session, f"Person {number}", note=name)
    place, who = f"o{key(firm)}", f"p{key(somebody)}"
    subject = f"{name[:200]} {number}"
    post = add_post(session, PostIn(label=subject, organisation=place, note=name))
    somebody_else: dict[str, Any] = {"organisation": place, "post": f"s{key(post)}"}
    person(session, f"Else {number}", memberships=[{**somebody_else, "start_date": "2018"}])
    topic = f"Topic {number} {name[:50]}"
    entry: dict[str, Any] = {
        "kind": "meeting",
        "subject": subject,
        "starts_at": f"2019-05-{3 + number % 20:02}",
        "status": "planned",
        "place": subject,
        "details": name,
        "participants": [{"person": who, "organisation": place}],
        "topics": [topic],
        "statements": [{"speaker": who, "topic": topic, "text": f"Said {name}"}],
        "follow_ups": [
            {"title": subject, "due_date": f"2019-05-{1 + number % 9:02}", "direction": "ours"}
        ],
    }
    log_interaction(session, InteractionIn(**entry))
    work = CollaborationIn(title=subject, organisations=[place], review_on="2019-05-05")
    add_collaboration(session, work)
    add_list(session, ContactListIn(name=topic))
    tag(session, RecordKind.PERSON, key(somebody), [f"tag {number}"])
    add_contact_detail(
        session, RecordKind.PERSON, key(somebody), contact("address", subject, label="work")
    )


def spoil(session: Session) -> None:
    """Put raw text into the rows that are shown, past every check, some into each."""
    hostile = cycle((*RAW, *MARKUP))
    for mark, (table, columns) in SPOILT.items():
        for (row_id,) in session.connection().execute(sql(f"SELECT id FROM {table}")).all():
            for column in columns:
                values = {"text": f"{mark}{next(hostile)}", "id": row_id}
                statement = sql(f'UPDATE {table} SET "{column}" = :text WHERE id = :id')
                session.connection().execute(statement, values)


def build_hostile_book(path: Path) -> None:
    """Make a book that holds all naughty strings and whose rows are spoilt in part."""
    with open_book(path, actor="\x1b]0;OWNED\x07 Actor") as book:
        with book.write("Spoilt \x1b]0;OWNED\x07") as session:
            for number, text in enumerate(("Plain", *RAW, *MARKUP)):
                fill(session, text or "empty", number)
        book.tell("Spoil \x9b31m it", spoil)
        naughty = naughty_strings()
        with book.write("Naughty strings") as session:
            for start in range(0, len(naughty), TOGETHER):
                note = "\n".join(f"Note {text}" for text in naughty[start : start + TOGETHER])
                person(session, f"Naughty {start}", note=note)
