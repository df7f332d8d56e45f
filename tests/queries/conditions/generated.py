"""A book of records that differ in whatever conditions ask about, made from one seed."""

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from sqlmodel import Session

from crm.actions.fields import add_field
from crm.actions.labels import tag
from crm.inputs import CustomFieldIn
from crm.models import (
    Collaboration,
    CollaborationOrganisation,
    ContactDetail,
    FollowUp,
    Identifier,
    Interaction,
    InteractionTopic,
    Membership,
    Organisation,
    OtherName,
    Participant,
    Person,
    Post,
    Statement,
    Topic,
)
from crm.models.base import Row
from crm.vocabulary import (
    Attendance,
    Classification,
    CollaborationStatus,
    ContactType,
    Direction,
    FollowUpStatus,
    InteractionKind,
    InteractionStatus,
    Priority,
    RecordKind,
    Stance,
)

Value = TypeVar("Value")

TEXTS = (
    *("Mårder", "marder", "ØSTERGÅRD", "o'neill", "50 %", "a_b", "12", "12,0", "007", "2019"),
    *("2019-04-11", "Falun, Dalarnas län", "VD", "vd ", "Ægir", "ﬁnans", "true", "false", "*?[a]"),
)
DATES = (
    *(None, "2017", "2018-11", "2019", "2019-04", "2019-05", "2019-05-01", "2019-05-02"),
    *("2019-05-03", "2020"),
)
CUSTOM: tuple[dict[str, Any], ...] = (
    {},
    {"visits": 3},
    {"visits": 2.5},
    {"member": True},
    {"member": False},
    {"since": "2018"},
)
FIELDS = ("visits", "number"), ("member", "yes/no"), ("since", "date"), ("level", "text")
TAGS = ("vip", "Årsmöte", "2019")


class Maker:
    """Fills a book by chance; each of the ids is kept by kind."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.random = Random(seed)
        self.ids: dict[RecordKind, list[int]] = {}

    def fill(self) -> None:
        for key, sort in FIELDS:
            nouns = ["person", "organisation", "interaction", "follow-up", "collaboration"]
            entry = CustomFieldIn(key=key, type=sort, applies_to=nouns)
            add_field(self.session, entry)
        self.ids = {
            RecordKind.ORGANISATION: self.many(9, self.organisation),
            RecordKind.PERSON: self.many(24, self.person),
        }
        self.topics = self.many(4, lambda: self.put(Topic(name=f"{self.text()} {self.number()}")))
        self.ids[RecordKind.INTERACTION] = self.many(16, self.interaction)
        self.ids[RecordKind.COLLABORATION] = self.many(6, self.collaboration)
        self.ids[RecordKind.FOLLOW_UP] = self.many(16, self.follow_up)
        for kind in (RecordKind.PERSON, RecordKind.ORGANISATION, RecordKind.INTERACTION):
            for identity in self.ids[kind]:
                names = [name for name in TAGS if self.random.random() < 0.3]
                tag(self.session, kind, identity, names)

    # By chance.

    def one(self, values: Sequence[Value]) -> Value:
        return self.random.choice(list(values))

    def maybe(self, value: Value) -> Value | None:
        return value if self.random.random() < 0.6 else None

    def text(self) -> str:
        return self.one(TEXTS)

    def number(self) -> int:
        return self.random.randrange(10_000)

    def date(self) -> str | None:
        return self.one(DATES)

    def known(self, kind: RecordKind) -> int:
        return self.one(self.ids[kind])

    def many(self, count: int, make: Any) -> list[int]:
        return [make() for _ in range(count)]

    def put(self, row: Row) -> int:
        self.session.add(row)
        self.session.flush()
        assert row.id is not None
        return row.id

    # The records.

    def organisation(self) -> int:
        others = self.ids.setdefault(RecordKind.ORGANISATION, [])
        made = self.put(
            Organisation(
                name=self.text(),
                classification=self.one(list(Classification)),
                parent_id=self.maybe(self.one(others)) if others else None,
                area=self.maybe(self.text()),
                website=self.maybe("https://example.se/å"),
                founding_date=self.date(),
                custom=self.one(CUSTOM),
            )
        )
        others.append(made)
        self.contact(organisation_id=made)
        if self.maybe(True):
            number = str(self.number())
            scheme = self.one(("orgnr", "lei"))
            self.put(Identifier(organisation_id=made, scheme=scheme, identifier=number))
        return made

    def person(self) -> int:
        made = self.put(
            Person(
                name=self.text(),
                given_name=self.maybe(self.text()),
                note=self.maybe(self.text() + "\n" + self.text()),
                custom=self.one(CUSTOM),
            )
        )
        self.contact(person_id=made)
        if self.maybe(True):
            self.put(OtherName(person_id=made, name=self.text()))
        for _ in range(self.random.randrange(3)):
            self.membership(made)
        return made

    def membership(self, person: int) -> None:
        workplace = self.known(RecordKind.ORGANISATION)
        post = Post(name=self.text(), role=self.maybe(self.text()), organisation_id=workplace)
        made = self.put(
            Membership(
                person_id=person,
                organisation_id=workplace,
                role=self.maybe(self.text()),
                post_id=self.maybe(self.put(post)),
                start_date=self.date(),
                end_date=self.maybe(self.date()),
                primary=bool(self.maybe(True)),
            )
        )
        self.contact(membership_id=made)

    def contact(self, **owner: int) -> None:
        for _ in range(self.random.randrange(3)):
            value = self.text()
            kind = self.one(list(ContactType))
            until = self.maybe(self.date())
            self.put(
                ContactDetail(
                    type=kind,
                    value=value,
                    match_key=value,
                    label=self.maybe(self.text()),
                    valid_until=until,
                    **owner,  # type: ignore[arg-type]
                )
            )

    def interaction(self) -> int:
        made = self.put(
            Interaction(
                kind=self.one(list(InteractionKind)),
                status=self.one(list(InteractionStatus)),
                subject=self.text(),
                starts_at=self.one((self.date() or "2019-01-02", "2019-04-11T09:30")),
                ends_at=self.date(),
                place=self.maybe(self.text()),
                custom=self.one(CUSTOM),
            )
        )
        for topic in self.topics:
            if self.random.random() < 0.3:
                self.put(InteractionTopic(interaction_id=made, topic_id=topic))
        for _ in range(self.random.randrange(4)):
            self.participant(made)
        return made

    def participant(self, interaction: int) -> None:
        person = self.maybe(self.known(RecordKind.PERSON))
        organisation = self.known(RecordKind.ORGANISATION)
        name = self.text()
        alone = person is not None and self.maybe(True)
        self.put(
            Participant(
                interaction_id=interaction,
                person_id=person,
                organisation_id=None if alone else organisation,
                organisation_name=None if alone else name,
                role=self.maybe(self.text()),
                attendance=self.one(list(Attendance)),
            )
        )
        self.put(
            Statement(
                interaction_id=interaction,
                person_id=person,
                organisation_id=None if person else organisation,
                topic_id=self.maybe(self.one(self.topics)),
                stance=self.maybe(self.one(list(Stance))),
                text=self.text(),
            )
        )

    def collaboration(self) -> int:
        made = self.put(
            Collaboration(
                title=self.text(),
                purpose=self.maybe(self.text()),
                status=self.one(list(CollaborationStatus)),
                review_on=self.date(),
                custom=self.one(CUSTOM),
            )
        )
        for organisation in self.random.sample(self.ids[RecordKind.ORGANISATION], 2):
            self.put(CollaborationOrganisation(collaboration_id=made, organisation_id=organisation))
        return made

    def follow_up(self) -> int:
        return self.put(
            FollowUp(
                title=self.text(),
                direction=self.one(list(Direction)),
                owner=self.maybe(self.text()),
                due_date=self.date(),
                status=self.one(list(FollowUpStatus)),
                priority=self.one(list(Priority)),
                organisation_id=self.maybe(self.known(RecordKind.ORGANISATION)),
                person_id=self.maybe(self.known(RecordKind.PERSON)),
                interaction_id=self.maybe(self.known(RecordKind.INTERACTION)),
                collaboration_id=self.maybe(self.known(RecordKind.COLLABORATION)),
                custom=self.one(CUSTOM),
            )
        )
