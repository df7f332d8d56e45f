"""How the lists of each noun look: the columns a person reads, the keys a program gets."""

from crm.cli.cells import by_id, few, moment, name_of, names_of, phone, said, yes
from crm.cli.output import Column, Listing
from crm.i18n import N_, _
from crm.labels import label, share_label
from crm.vocabulary import RecordKind, reference

PEOPLE = Listing(
    by_id(RecordKind.PERSON),
    (
        Column("name", N_("Name")),
        Column("role", N_("Role")),
        Column("organisation", N_("Organisation")),
        Column("email", N_("E-mail")),
        Column("phone", N_("Phone"), phone),
        Column("last_interaction", N_("Last contact")),
    ),
    (
        *("id", "name", "organisation", "organisation_id", "role", "email", "phone"),
        "last_interaction",
    ),
    N_("No people."),
)
ORGANISATIONS = Listing(
    by_id(RecordKind.ORGANISATION),
    (
        Column("name", N_("Name")),
        Column("classification", N_("Kind"), label),
        Column("parent", N_("Part of")),
        Column("area", N_("Place")),
        Column("phone", N_("Phone"), phone),
        Column("people", N_("People")),
        Column("last_interaction", N_("Last contact")),
    ),
    (
        *("id", "name", "classification", "parent", "area", "email", "phone", "people"),
        "last_interaction",
    ),
    N_("No organisations."),
)
INTERACTIONS = Listing(
    by_id(RecordKind.INTERACTION),
    (
        Column("starts_at", N_("When"), moment),
        Column("kind", N_("Kind"), label),
        Column("status", N_("Status"), label),
        Column("subject", N_("Subject")),
        Column("participants", N_("Participants")),
        Column("topics", N_("Topics")),
    ),
    (
        *("id", "kind", "status", "subject", "starts_at", "ends_at", "place", "participants"),
        "topics",
    ),
    N_("No interactions."),
)
FOLLOW_UPS = Listing(
    by_id(RecordKind.FOLLOW_UP),
    (
        Column("due_date", N_("Due")),
        Column("overdue", N_("Late"), yes),
        Column("direction", N_("Whose"), label),
        Column("status", N_("Status"), label),
        Column("title", N_("Promise")),
        Column("owner", N_("Owner")),
        Column("organisation", N_("Organisation"), name_of),
        Column("person", N_("Person"), name_of),
    ),
    (
        *("id", "uid", "title", "direction", "owner", "due_date", "status", "done_on", "priority"),
        *("organisation", "person", "interaction", "collaboration", "quote", "repeats", "overdue"),
    ),
    N_("No follow-ups."),
)
COLLABORATIONS = Listing(
    by_id(RecordKind.COLLABORATION),
    (
        Column("title", N_("Title")),
        Column("status", N_("Status"), label),
        Column("organisations", N_("Organisations")),
        Column("lead", N_("Lead")),
        Column("agreed_on", N_("Agreed on")),
        Column("review_on", N_("Review on")),
        Column("open_follow_ups", N_("Open")),
    ),
    (
        *("id", "title", "status", "organisations", "lead", "agreed_on", "review_on"),
        "open_follow_ups",
    ),
    N_("No collaborations."),
)
TOPICS = Listing(
    by_id(RecordKind.TOPIC),
    (
        Column("name", N_("Topic")),
        Column("synonyms", N_("Also called"), ", ".join),
        Column("parent", N_("Part of"), name_of),
        Column("interactions", N_("Interactions")),
    ),
    ("id", "uid", "name", "synonyms", "parent", "note", "interactions"),
    N_("No topics."),
)
LISTS = Listing(
    by_id(RecordKind.LIST),
    (
        Column("name", N_("List")),
        Column("about", N_("Of"), label),
        Column("condition", N_("Condition")),
        Column("query", N_("Search")),
        Column("count", N_("Members")),
        Column("problem", N_("Problem")),
        Column("note", N_("Note")),
    ),
    ("id", "uid", "name", "query", "condition", "about", "note", "count", "problem"),
    N_("No lists."),
)
LIST_MEMBERS = Listing(
    lambda row: reference(row["kind"], row["id"]),
    (Column("name", N_("Name")), Column("kind", N_("Kind"), label)),
    ("kind", "id", "name"),
    N_("The list is empty."),
)
POSTS = Listing(
    by_id(RecordKind.POST),
    (
        Column("label", N_("Post")),
        Column("organisation", N_("Organisation"), name_of),
        Column(
            "holders",
            N_("Held by"),
            lambda holders: names_of(holder["person"] for holder in holders if holder["current"]),
        ),
        Column("vacant", N_("Vacant"), yes),
    ),
    ("id", "uid", "label", "role", "organisation", "vacant", "note"),
    N_("No posts."),
)
MEMBERSHIPS = Listing(
    by_id(RecordKind.MEMBERSHIP),
    (
        Column("person", N_("Person"), name_of),
        Column("role", N_("Role")),
        Column("organisation", N_("Organisation"), name_of),
        Column("post", N_("Post"), name_of),
        Column("start_date", N_("Since")),
        Column("end_date", N_("Until")),
        Column("current", N_("Now"), yes),
    ),
    (
        *("id", "person", "organisation", "post", "role", "start_date", "end_date", "primary"),
        "current",
    ),
    N_("No memberships."),
)
TIMELINE = Listing(
    lambda row: row["reference"],
    (
        Column("date", N_("When"), moment),
        Column("kind", N_("What"), label),
        Column("title", N_("Title")),
        Column("detail", N_("Detail")),
        Column("topics", N_("Topics"), few),
    ),
    ("kind", "id", "date", "title", "detail", "topics"),
    N_("Nothing has happened yet."),
    said,
)
HITS = Listing(
    lambda row: row["reference"],
    (
        Column("kind", N_("What"), label),
        Column("name", N_("Name")),
        Column("word", N_("Sort"), label),
        Column("detail", N_("Detail"), moment),
        Column("why", N_("Found by"), _),
    ),
    ("kind", "id", "name", "word", "detail", "why"),
    N_("Nothing was found."),
)
FIELDS = Listing(
    lambda row: row["key"],
    (
        Column("label", N_("Label")),
        Column("type", N_("Type"), label),
        Column("choices", N_("Choices"), ", ".join),
        Column(
            "applies_to", N_("Applies to"), lambda kinds: ", ".join(label(kind) for kind in kinds)
        ),
    ),
    ("id", "key", "label", "type", "choices", "applies_to"),
    N_("No fields of your own."),
)
DOCUMENTS = Listing(
    lambda row: str(row["id"]),
    (Column("title", N_("Title")), Column("location", N_("Where"))),
    ("id", "title", "location", "sha256"),
    N_("No documents."),
)
ASSESSMENTS = Listing(
    lambda row: str(row["id"]),
    (
        Column("date", N_("Date")),
        Column("influence", N_("Influence")),
        Column("interest", N_("Interest")),
        Column("stance", N_("Stance"), label),
        Column("reason", N_("Reason")),
    ),
    ("id", "date", "influence", "interest", "stance", "reason"),
    N_("No assessments."),
)
BATCHES = Listing(
    lambda row: str(row["id"]),
    (
        Column("at", N_("When"), moment),
        Column("actor", N_("Who")),
        Column("description", N_("What")),
        Column("size", N_("Rows")),
        Column("undone_by", N_("Undone by")),
    ),
    ("id", "at", "actor", "description", "undoes", "undone_by", "size"),
    N_("Nothing was changed yet."),
)
DUPLICATES = Listing(
    lambda row: reference(row["kind"], row["first"]["id"]),
    (
        Column("first", N_("First"), name_of),
        Column("other", ""),
        Column("second", N_("Second"), name_of),
        Column("score", N_("Likeness"), share_label),
        Column("reasons", N_("Because"), ", ".join),
    ),
    ("other", "kind", "first", "second", "score", "reasons"),
    N_("No duplicates were found."),
)
FINDINGS = Listing(
    lambda row: row["check"],
    (
        Column("ok", N_("In order"), lambda ok: _("yes") if ok else _("no")),
        Column("detail", N_("Detail")),
    ),
    ("check", "ok", "detail"),
    N_("Nothing was checked."),
)
