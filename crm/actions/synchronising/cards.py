"""What the book would write as the cards of its people or organisations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from crm.actions.exporting.feeds import feed
from crm.actions.exporting.options import ExportOptions, order_for
from crm.formats.vcard_writer import card_of
from crm.formats.vdir import digest_of
from crm.queries.kinds import MODELS, batched
from crm.vocabulary import RecordKind

VERSION = "3.0"
"""What telephones, servers and khard all take."""
KINDS = {RecordKind.PERSON: "people", RecordKind.ORGANISATION: "organisations"}
NOUNS = {word: kind for kind, word in KINDS.items()}


@dataclass(frozen=True, slots=True)
class OurCard:
    """A record as a card; `digest` is the same for as long as the card says the same."""

    id: int
    uid: str
    name: str
    content: bytes
    digest: str


def cards(session: Session, options: ExportOptions, names: Mapping[str, str]) -> Iterator[OurCard]:
    """Give the cards of what is chosen, one at a time; `names` is what a card calls itself by uid.

    Errors: as `export`.
    """
    for item in feed(session, order_for("vcard", options)).items:
        yield _card(item, names.get(item["uid"], ""))


def cards_with(
    session: Session, kind: RecordKind, uids: Iterable[str], names: Mapping[str, str]
) -> dict[str, OurCard]:
    """Return the cards of the records with these uids, by uid; what is not there has none."""
    model: Any = MODELS[kind]
    found: dict[str, OurCard] = {}
    for some in batched(sorted(uids)):
        statement = select(model.id).where(model.uid.in_(some))
        ids = [identity for (identity,) in session.execute(statement)]
        options: ExportOptions = {"kind": KINDS[kind], "ids": ids}
        found |= {card.uid: card for card in cards(session, options, names)} if ids else {}
    return found


def _card(item: Mapping[str, Any], own_name: str) -> OurCard:
    # A card that came from elsewhere goes on under the uid that it has there.
    shown = {**item, "uid": own_name or item["uid"]}
    content = card_of(shown, VERSION).encoded()
    return OurCard(item["id"], item["uid"], item["name"], content, digest_of(content))
