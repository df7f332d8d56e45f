"""The properties of a card by name, and what the groups of them say."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter

from crm.formats.records import ContactDetailRecord, RelationRecord
from crm.formats.vcard_cards import Card
from crm.formats.vcard_labels import APPLE_LABEL, label_from_apple
from crm.formats.vcard_properties import Property
from crm.formats.vcard_values import (
    address_from,
    components_of,
    email_from,
    phone_from,
    revision_from,
    uid_from,
)

# What says in one word who somebody is to the person (Evolution, Outlook, KAddressBook).
RELATIONS = {
    f"{program}{word}": word.lower()
    for program in ("X-", "X-EVOLUTION-", "X-MS-")
    for word in ("SPOUSE", "MANAGER", "ASSISTANT")
}
APPLE_RELATION = "X-ABRELATEDNAMES"
RELATED = "RELATED"
RELATION_NAMES = frozenset({RELATED, APPLE_RELATION, *RELATIONS})
_PLACES = ("work", "home")
_RELATED = "related"
_preference = attrgetter("head.preference")
_REFERENCES = ("urn:", "http:", "https:", "mailto:", "data:", "cid:")


class Contents:
    """A card as it is asked: the properties of a name, in their order."""

    def __init__(self, card: Card) -> None:
        self.card = card
        found: dict[str, list[Property]] = {}
        for one in card.properties:
            name = one.name
            if name in found:
                found[name].append(one)
            else:
                found[name] = [one]
        self._by_name = found
        labels = found.get(APPLE_LABEL, ())
        self._labels = {one.group: label_from_apple(one.text) for one in labels}

    def all(self, name: str) -> Sequence[Property]:
        """Return the properties of a name, those that are preferred first."""
        found = self._by_name.get(name, ())
        return found if len(found) < 2 else sorted(found, key=_preference)

    def first(self, name: str) -> Property | None:
        """Return the property of a name, of several the preferred that says something."""
        found = self._by_name.get(name)
        if found is None:
            return None
        if len(found) == 1:
            return found[0]
        found = sorted(found, key=_preference)
        return next((one for one in found if one.value), found[0])

    def text(self, *names: str) -> str:
        """Return what the first of some names says on one line, or the empty text."""
        for name in names:
            if name in self._by_name and (one := self.first(name)) and (text := one.line_text):
                return text
        return ""

    def listed(self, name: str) -> list[str]:
        """Return what the properties of a name list between commas, each text once."""
        found = self.all(name)
        return list(dict.fromkeys(text for one in found for text in one.texts)) if found else []

    def has_any(self, names: AbstractSet[str]) -> bool:
        """Tell whether there is a property of one of some names."""
        return not names.isdisjoint(self._by_name)

    def label(self, one: Property) -> str:
        """Return what its X-ABLabel, its types or its group say about a property."""
        head = one.head
        if not head.group:
            return head.label
        place = head.group if head.group in _PLACES else ""
        return self._labels.get(head.group) or head.label or place

    @property
    def uid(self) -> str:
        """The uid, without what makes it a URI."""
        return uid_from(self.text("UID"))

    @property
    def revision(self) -> str:
        """When the card was changed, or the empty text."""
        one = self.first("REV")
        return revision_from(one.text) if one else ""

    @property
    def note(self) -> str:
        """All notes, parted by an empty line."""
        return "\n\n".join([text for one in self.all("NOTE") if (text := one.text)])

    def details(self) -> list[ContactDetailRecord]:
        """Return the ways to reach somebody, kind by kind."""
        return [
            ContactDetailRecord(kind, value, self.label(one), name)
            for name, kind, value_of in _DETAILS
            if name in self._by_name
            for one in self.all(name)
            if (value := value_of(one))
        ]

    def relations(self) -> list[RelationRecord]:
        """Return the links to others, by uid or by name."""
        return list(self._relations()) if self.has_any(RELATION_NAMES) else []

    def _relations(self) -> Iterator[RelationRecord]:
        for one in self.all(RELATED):
            said, value = self.label(one) or _RELATED, one.text
            is_text = one.parameter("VALUE").lower() == "text"
            if not is_text and uid_from(value) != value:
                yield RelationRecord(said, uid=uid_from(value))
            elif value and (is_text or not value.lower().startswith(_REFERENCES)):
                yield RelationRecord(said, name=value)
        for one in self.all(APPLE_RELATION):
            if one.text:
                yield RelationRecord(self.label(one) or _RELATED, name=one.text)
        for name, said in RELATIONS.items():
            for one in self._by_name.get(name, ()):
                if one.text:
                    yield RelationRecord(said, name=one.text)


def _address(one: Property) -> str:
    return address_from(components_of(one)) or " ".join(one.parameter("LABEL").split())


_DETAILS: tuple[tuple[str, str, Callable[[Property], str]], ...] = (
    ("EMAIL", "email", lambda one: email_from(one.line_text)),
    ("TEL", "phone", lambda one: phone_from(one.line_text)),
    ("ADR", "address", _address),
    ("URL", "link", lambda one: one.line_text),
)
