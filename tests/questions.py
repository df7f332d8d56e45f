"""Every question that `crm.queries` answers, to be asked of a book that holds something of each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from crm.inputs import OrganisationIn, PersonIn
from crm.matching import Candidate
from crm.queries import (
    activity,
    agenda,
    as_of,
    belongings,
    briefing,
    candidates,
    collaborations,
    conditions,
    contacts,
    duplicates,
    extra_values,
    follow_ups,
    history,
    interactions,
    labels,
    lists,
    memberships,
    merged,
    merging,
    namesakes,
    orders,
    organisation_tree,
    organisations,
    people,
    quick_entry,
    record_changes,
    references,
    silence,
    sources,
    standing,
    standings,
    statements,
    threads,
    timeline,
    told_changes,
    topics,
    whole_book,
    whole_organisations,
    whole_people,
    whole_work,
)
from crm.queries.lines.emptiness import is_empty
from crm.queries.lines.organisations import organisations_by_name
from crm.queries.lines.people import people_by_name
from crm.store import driver_connection
from crm.vocabulary import RecordKind

Ask = Callable[[Session], object]

PERSON, ORGANISATION = RecordKind.PERSON, RecordKind.ORGANISATION
DAY, NOW = date(2019, 5, 2), "2030-01-01T00:00:00Z"
REFERENCES = (
    *("p1", "nobody-has-this-uid", "info@almi.example", "08-465 004 40", "556000-4615", "Gör Lund"),
)
NAMESAKE = Candidate(kind="person", id=0, name="Göran Lundvall", emails=("goran@almi.example",))


def _each(kinds: tuple[RecordKind, ...], ask: Callable[[Session, RecordKind], object]) -> Ask:
    """Ask the same of several nouns."""
    return lambda session: [ask(session, kind) for kind in kinds]


def _changes(session: Session) -> object:
    newest = history.list_batches(session, reference="p1")[0]["id"]
    changes = record_changes.changes_of_record(session, newest, PERSON, 1)
    told = told_changes.tell_changes(session, changes)
    return [[told_changes.beyond_title(one) for one in told], history.get_batch(session, newest)]


def _resolve(session: Session) -> None:
    for text in REFERENCES:
        for way in references._WAYS:
            way(session, text, tuple(RecordKind))
    references.nearest_names(session, "Göran Lundvoll", (PERSON, ORGANISATION, RecordKind.TOPIC))
    for resolve, text in {
        references.resolve_person: "p1",
        references.resolve_organisation: "ALMI",
        references.resolve_topic: "t1",
        references.resolve_collaboration: "c1",
        references.resolve_interaction: "Industridagen",
        references.resolve_follow_up: "f1",
        references.resolve_list: "l1",
        references.resolve_post: "Statssekreterare, Näringsdepartementet",
        references.resolve_membership: "m1",
    }.items():
        resolve(session, text)


def _plan(session: Session) -> object:
    line = "möte med Göran Lundwall @ALMI #riskkapital i går: bra samtal. Vi skickar rapport 3 maj"
    plan = quick_entry.plan_line(session, line)
    return [quick_entry.refusal(plan), quick_entry.rows_of(plan), quick_entry.summary(plan)]


def _conditions(session: Session, kind: RecordKind) -> None:
    conditions.filter_condition(session, kind, "anna")
    for key in conditions.condition_keys(session, kind):
        conditions.key_values(session, kind, key.name, "a")


def _sources(session: Session, kind: RecordKind) -> object:
    sources.list_sources(session, kind, 1)
    return sources.origin_of(sources.origins_of_record(session, kind, 1), "name")


def _possible_duplicates(session: Session) -> None:
    for data in (
        PersonIn(name="Göran Lundwall", emails=["info@almi.example"], phones=["08-465 004 40"]),
        OrganisationIn(name="Almi AB", emails=["info@almi.example"]),
    ):
        found = duplicates.possible_duplicates_of(session, data)
        duplicates.still_open(session, found)
    namesakes.frequencies_near(session, NAMESAKE, ["Göran Lundwall"])
    namesakes.near_ids(session, NAMESAKE)


def _standing(session: Session) -> None:
    standing.standing_on(session, 1, [DAY], 7)
    standings.standings_of(session, [1, 2], [7])
    standing.sole_organisation_on(session, 1, DAY)
    standing.name_on(session, 1, DAY)
    memberships.current_memberships(session, 1, DAY)


def _extra(session: Session, kind: RecordKind) -> object:
    return extra_values.extra_values(session, kind, [1], ["created_at", "tags", "custom.diet"])


def _timelines(session: Session, kind: RecordKind) -> None:
    timeline.timeline(session, kind, 1, start="2019", end="2019-12", topic=1, limit=20)
    page = timeline.timeline_page(session, kind, 1, limit=1, with_parts=True)
    timeline.timeline_page(session, kind, 1, limit=1, before=page.older)


def _counts(session: Session) -> None:
    people.count_people(session)
    organisations.count_organisations(session)


def _ordered(session: Session) -> None:
    for kind, ids in LISTED.items():
        for name in orders.order_names(kind):
            ids(session, order=orders.Order(name))


def _place(session: Session) -> None:
    for kind, ids in LISTED.items():
        for order in (None, orders.Order(orders.order_names(kind)[-1])):
            orders.place_of(session, kind, ids(session), order, "b")


def _fitting(session: Session) -> None:
    people.person_ids(session, where="role = vd and custom.diet ~ a and contacted since 2018")
    conditions.fitting_ids(session, PERSON, "phone is filled", [1, 2])
    organisations.organisation_ids(session, area="Sandviken")


def _all_by_name(session: Session) -> object:
    connection = driver_connection(session)
    return [list(all_of(connection)) for all_of in (people_by_name, organisations_by_name)]


def _holders(session: Session) -> None:
    memberships.list_memberships(session)
    memberships.list_posts(session, vacant=True)


def _whole_book(session: Session) -> object:
    return list(whole_book.book_entries(session))


def _page(session: Session) -> None:
    """Ask for the first page of each list, and for one in the middle."""
    people.list_people(session, limit=20)
    people.list_people(session, limit=20, after=2)
    organisations.list_organisations(session, limit=20)
    organisations.list_organisations(session, limit=20, after=2)
    interactions.list_interactions(session, limit=20)
    follow_ups.list_follow_ups(session, limit=20, status="open")
    history.list_batches(session)
    for kind, ids in LISTED.items():
        for name in orders.order_names(kind):
            order = orders.Order(name, descending=True)
            if orders.is_quick(kind, order):
                ids(session, limit=20, order=order)


def _belongings(session: Session, kind: RecordKind) -> None:
    belongings.relationships_of(session, kind, [1, 2])
    belongings.other_names_of(session, kind, [1, 2])
    candidates.candidates(session, kind, [1, 2])


def _said(session: Session, kind: RecordKind) -> None:
    for topic in statements.said_by_topic(session, kind, [1], each=1, topics=5):
        about = topic["topic"]
        statements.said_on(session, kind, [1], about["id"] if about else None, limit=5)


LISTED: Mapping[RecordKind, Callable[..., Sequence[int]]] = {
    PERSON: people.person_ids,
    ORGANISATION: organisations.organisation_ids,
    RecordKind.INTERACTION: interactions.interaction_ids,
    RecordKind.FOLLOW_UP: follow_ups.follow_up_ids,
    RecordKind.COLLABORATION: collaborations.collaboration_ids,
}
BOTH = (PERSON, ORGANISATION)
TIMED = (*BOTH, RecordKind.TOPIC, RecordKind.COLLABORATION)
RECORDED = (*TIMED, RecordKind.INTERACTION, RecordKind.FOLLOW_UP, RecordKind.LIST)

QUESTIONS: Mapping[str, Ask] = {
    "pages of lists": _page,
    "references": _resolve,
    "a line of quick entry": _plan,
    "whether there is anything": lambda s: is_empty(driver_connection(s)),
    "what was logged last": activity.last_logged,
    "how much there was each month": activity.monthly_activity,
    "the agenda": lambda session: agenda.agenda(session, most=100),
    "who is silent": _each(BOTH, lambda session, kind: silence.long_silent(session, kind)),
    "a briefing": _each(
        (*BOTH, RecordKind.INTERACTION), lambda s, kind: briefing.brief(s, kind, 1)
    ),
    "timelines": _each(TIMED, _timelines),
    "a record as it was": _each(RECORDED, lambda s, kind: as_of.record_as_of(s, kind, 1, NOW)),
    "the columns of a record as they were": lambda s: history.as_of(s, PERSON, 1, NOW),
    "its changes": _changes,
    "its sources": _each(BOTH, _sources),
    "fields, tags and own fields of a line": _each(BOTH, _extra),
    "a person": lambda s: people.get_person(s, 1),
    "an organisation": lambda s: organisations.get_organisation(s, 1),
    "its tree": lambda s: organisation_tree.organisation_tree(s, 1),
    "an interaction": lambda s: interactions.get_interaction(s, 1),
    "its thread": lambda s: threads.threads_of(s, [1]),
    "a promise": lambda s: follow_ups.get_follow_up(s, 1),
    "a collaboration": lambda s: collaborations.get_collaboration(s, 1),
    "a topic": lambda s: [topics.get_topic(s, 1), topics.find_topic(s, "Riskkapital")],
    "a list": lambda s: lists.get_list(s, 1, limit=100),
    "who is on a list": _each(BOTH, lambda s, kind: lists.ids_on_list(s, kind, 1, [1, 2])),
    "the records on lists": lambda s: [lists.records_on_lists(s, [1]), lists.kinds_on_list(s, 1)],
    "saved searches": lambda s: lists.list_saved_searches(s, PERSON),
    "a membership": lambda s: memberships.get_membership(s, 1),
    "memberships of a person": lambda s: memberships.list_memberships(s, person=1),
    "memberships of an organisation": lambda s: memberships.list_memberships(s, organisation=7),
    "a post": lambda s: memberships.get_post(s, 1),
    "posts of an organisation": lambda s: memberships.list_posts(s, organisation=5),
    "standing": _standing,
    "assessments": _each(BOTH, lambda s, kind: labels.list_assessments(s, kind, 1)),
    "documents": lambda s: labels.list_documents(s, RecordKind.INTERACTION, 1),
    "fields of the user's own": labels.list_fields,
    "tags": labels.list_tags,
    "topics": topics.list_topics,
    "the whole book, page by page": _whole_book,
    "tags on records": _each(BOTH, lambda s, kind: labels.tags_on(s, kind, [1, 2])),
    "how people are reached": lambda s: contacts.best_contacts_of_people(s, [1, 2], DAY),
    "people at an organisation": lambda s: people.person_ids(s, organisation=7, role="vd"),
    "people on a topic": lambda s: people.person_ids(s, topic=1, tag="industriföretag"),
    "people on a fixed list": lambda s: people.person_ids(s, contact_list=1),
    "parts of an organisation": lambda s: organisations.organisation_ids(s, parent=1),
    "interactions with somebody": lambda s: interactions.interaction_ids(s, person=1),
    "interactions with an organisation": lambda s: interactions.interaction_ids(s, organisation=7),
    "interactions on a topic": lambda s: interactions.interaction_ids(s, topic=1),
    "late promises": lambda s: follow_ups.follow_up_ids(s, status="overdue", direction="ours"),
    "promises of an owner": lambda s: follow_ups.follow_up_ids(s, owner="Anna"),
    "collaborations of one": lambda s: collaborations.collaboration_ids(s, organisation=7),
    "values to propose": _each(tuple(LISTED), _conditions),
    "may this one be known": _possible_duplicates,
    "two records side by side": _each(BOTH, lambda s, kind: merging.preview_merge(s, kind, 1, 2)),
    "whether any were merged": merged.any_merged,
    "whom one was merged into": lambda s: merged.survivors_of(s, PERSON, ["b"]),
    "whole people": lambda s: whole_people.whole_people(s, [1, 2]),
    "whole organisations": lambda s: whole_organisations.whole_organisations(s, [1, 2]),
    "whole interactions": lambda s: whole_work.whole_interactions(s, [1, 2]),
    "whole collaborations": lambda s: whole_work.whole_collaborations(s, [1, 2]),
    "names and links of some": _each(BOTH, _belongings),
    "what was said": _each(BOTH, _said),
    "who spoke on a topic": lambda s: statements.voices_on(s, 1, limit=20),
}

WHOLE: Mapping[str, tuple[str, Ask]] = {
    "everybody": ("a list of all in order", people.person_ids),
    "everybody, for a line each": ("a list of all in order", _all_by_name),
    "how many there are": ("a count of all", _counts),
    "in the order of a column": ("the column is worked out for all that are listed", _ordered),
    "the first that begins so": ("a name is looked up among all that are listed", _place),
    "who has a role, anywhere": (
        "a part of a word is sought",
        lambda s: people.person_ids(s, role="vd", classification="agency"),
    ),
    "interactions from a day on": (
        "what began before may last into it, and ends have no index",
        lambda s: interactions.interaction_ids(s, start="2019-04"),
    ),
    "who fits a condition": ("conditions are about whatever one likes", _fitting),
    "all posts and memberships": ("a list of all", _holders),
    "all collaborations": ("a list of all", collaborations.list_collaborations),
    "all lists": ("a list of all, counted", lists.list_lists),
    "all batches": ("a list of all", history.batch_ids),
    "duplicates": ("all are compared", _each(BOTH, duplicates.find_duplicates)),
}
"""What looks at all records of a table, and why it has to."""
