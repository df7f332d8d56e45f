"""The plan of an import as rows of a table, in parts that can be looked at one by one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crm.actions.importing import (
    ImportDecisionKind,
    ImportReport,
    ImportWarning,
    Outcome,
    PlanEntry,
)
from crm.actions.importing.plan import FieldChange, Likeness, Proposal
from crm.i18n import N_, _
from crm.labels import label, share_label, value_label
from crm.tallies import counted
from crm.titles import field_title
from tui.widgets.record_items import Line, Section
from tui.widgets.roles import Role

NOTHING = "–"
Place = tuple[str, int]
"""A card, where a folder of them is imported, and a line."""
PROPOSED, DOUBTFUL = "proposed", "doubtful"
OUTCOMES: Mapping[str, tuple[str, Role]] = {
    Outcome.NEW: (N_("new"), "success"),
    Outcome.UPDATED: (N_("changed"), "accent"),
    Outcome.UNCHANGED: (N_("unchanged"), "muted"),
    Outcome.POSSIBLE_DUPLICATE: (N_("to decide"), "warning"),
    Outcome.SKIPPED: (N_("left out"), "muted"),
    Outcome.REJECTED: (N_("rejected"), "error"),
    PROPOSED: (N_("proposed"), "primary"),
    DOUBTFUL: (N_("doubtful"), "warning"),
}
DECIDED: Mapping[str, str] = {
    ImportDecisionKind.SAME: N_("the same"),
    ImportDecisionKind.DIFFERENT: N_("different"),
    ImportDecisionKind.SKIP: N_("left out"),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A record of the file, something that it proposes, or a doubt about a value of it."""

    id: int
    line: int
    outcome: str
    name: str
    what: str
    entry: PlanEntry | None = None
    decided: str = ""
    doubts: Sequence[ImportWarning] = field(default_factory=tuple)

    @property
    def was_open(self) -> bool:
        """Whether it is, or was, to be decided about."""
        return self.outcome == Outcome.POSSIBLE_DUPLICATE or bool(self.decided)


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A part of a plan: its name with how many there are, and which rows are in it."""

    key: str
    title: str
    holds: Callable[[PlanRow], bool]


def plan_rows(report: ImportReport) -> list[PlanRow]:
    """Return the records of a plan by their lines, then what is proposed, then the doubts."""
    by_place: dict[Place, list[ImportWarning]] = defaultdict(list)
    unknown = {one["column"] for one in report["columns"] if one["field"] is None}
    for warning in report["warnings"]:
        # What concerns a whole column stands on the line of the first record only by chance.
        if warning["field"] not in unknown:
            by_place[_place(warning)].append(warning)
    rows = [_entry_row(entry, by_place[_place(entry)]) for entry in report["changes"]]
    rows += map(_proposal_row, report["proposals"])
    rows += map(_doubt_row, report["warnings"])
    return [row(identity) for identity, row in enumerate(rows, 1)]


def _place(told: PlanEntry | ImportWarning) -> Place:
    return told.get("file", ""), told["line"]


def plan_parts(report: ImportReport) -> list[PlanPart]:
    """Return all of a plan, then the parts of it in which there is anything."""
    new = report["new"] - report["possible_duplicates"]
    decided = sum(bool(entry["decided"]) for entry in report["changes"])
    counted: tuple[tuple[str, str, int, bool], ...] = (
        (Outcome.NEW, _("New"), new, new > 0),
        (Outcome.UPDATED, _("Changed"), report["updated"], report["updated"] > 0),
        (
            Outcome.POSSIBLE_DUPLICATE, _("To decide"), report["possible_duplicates"],
            report["possible_duplicates"] > 0 or decided > 0,
        ),
        (Outcome.UNCHANGED, _("Unchanged"), report["unchanged"], report["unchanged"] > 0),
        (Outcome.SKIPPED, _("Left out"), report["skipped"], report["skipped"] > 0),
        (Outcome.REJECTED, _("Rejected"), report["rejected"], report["rejected"] > 0),
        (PROPOSED, _("Proposed"), len(report["proposals"]), bool(report["proposals"])),
        (DOUBTFUL, _("Doubts"), len(report["warnings"]), bool(report["warnings"])),
    )  # fmt: skip
    parts = [
        PlanPart(key, f"{name} {count}", _holder(key))
        for key, name, count, is_some in counted
        if is_some
    ]
    all_rows = _("All")
    whole = PlanPart("", f"{all_rows} {report['records']}", lambda row: row.entry is not None)
    return [whole, *parts]


def _holder(key: str) -> Callable[[PlanRow], bool]:
    if key == Outcome.POSSIBLE_DUPLICATE:
        return lambda row: row.was_open
    return lambda row: row.outcome == key


def summary(report: ImportReport) -> str:
    """Return what becomes of a file, as counts."""
    return ", ".join(text for name, count, text in counted(report) if count or name == "records")


# A row.


def _entry_row(entry: PlanEntry, doubts: Sequence[ImportWarning]) -> Callable[[int], PlanRow]:
    return lambda identity: PlanRow(
        identity,
        entry["line"],
        entry["outcome"],
        entry["name"] or NOTHING,
        _what(entry),
        entry,
        _(DECIDED[entry["decided"]]) if entry["decided"] else "",
        doubts,
    )


def _proposal_row(proposal: Proposal) -> Callable[[int], PlanRow]:
    name = " ".join(filter(None, (proposal["reference"], proposal["name"] or proposal["email"])))
    if proposal["field"] == "person":
        what = _("is not in the book") if not proposal["added"] else _("is added")
    else:
        what = f"{field_title(proposal['field'])}: {proposal['value']}"
    return lambda identity: PlanRow(identity, proposal["line"], PROPOSED, name, what)


def _doubt_row(warning: ImportWarning) -> Callable[[int], PlanRow]:
    name = field_title(warning["field"]) if warning["field"] else warning.get("file") or NOTHING
    return lambda identity: PlanRow(
        identity, warning["line"], DOUBTFUL, name, warning["problem"], doubts=(warning,)
    )


def _what(entry: PlanEntry) -> str:
    if entry["outcome"] == Outcome.REJECTED:
        return " ".join(entry["problems"])
    if entry["alike"]:
        first = entry["alike"][0]
        return f"{share_label(first['score'])} {who(first)}"
    changes = [one for one in entry["changes"] if one["field"] != "name" or entry["reference"]]
    if entry["outcome"] == Outcome.UPDATED:
        return "; ".join(f"{field_title(one['field'])}: {difference(one)}" for one in changes)
    if entry["outcome"] == Outcome.UNCHANGED:
        return "; ".join(
            _("{field} stays").format(field=field_title(one["field"])) for one in entry["left"]
        )
    return "; ".join(map(_new, changes))


def who(likeness: Likeness) -> str:
    """Return whom a record may be; somebody further up in the file has no reference yet."""
    if likeness["reference"] is None:
        return _("{name}, further up in the file").format(name=likeness["name"])
    return f"{likeness['reference']} {likeness['name']}"


def difference(change: FieldChange) -> str:
    """Return what a field was and what it becomes; what it becomes where it was nothing."""
    return f"{_old(change)} → {_new(change)}" if change["old"] else f"+ {_new(change)}"


def _old(change: FieldChange) -> str:
    return _value(change["field"], change["old"])


def _new(change: FieldChange) -> str:
    return _value(change["field"], change["new"])


def _value(name: str, value: str | None) -> str:
    return value_label(name, value or "") or NOTHING


# A row, opened.


def row_sections(row: PlanRow) -> list[Section]:
    """Return everything about a row, for the page beside the table."""
    entry = row.entry
    word, role = OUTCOMES[row.outcome]
    head = [Line(_("Line"), str(row.line)), *_file(row), Line(_("Becomes"), _(word), role=role)]
    if row.decided:
        head.append(Line(_("Decided"), row.decided, role="success"))
    sections = [Section(row.name, head)]
    if entry is not None:
        head.insert(1, Line(_("Kind"), label(entry["kind"])))
        if entry["reference"]:
            head.append(Line(_("Known as"), f"{entry['reference']}", entry["reference"]))
        sections += _entry_sections(entry)
    elif not row.doubts:
        sections.append(Section(_("Proposed"), [Line("", row.what)]))
    doubts = [
        Line(
            field_title(one["field"]) if one["field"] else "",
            one["problem"],
            detail=one["value"],
            role="warning",
        )
        for one in row.doubts
        if row.outcome != Outcome.REJECTED or entry is None
    ]
    if doubts:
        sections.append(Section(_("Doubts"), doubts))
    return sections


def _file(row: PlanRow) -> Iterator[Line]:
    """Yield the card that a row is of, where a folder of them is imported."""
    told = row.entry or next(iter(row.doubts), None)
    if told and told.get("file"):
        yield Line(_("File"), told["file"])


def _entry_sections(entry: PlanEntry) -> Iterator[Section]:
    if entry["outcome"] == Outcome.REJECTED:
        yield Section(
            _("What is wrong"), [Line("", text, role="error") for text in entry["problems"]]
        )
    if entry["alike"]:
        yield Section(
            _("Who it may be"),
            [
                Line(
                    share_label(one["score"]),
                    who(one),
                    one["reference"] or "",
                    ", ".join(one["reasons"]),
                )
                for one in entry["alike"]
            ],
        )
    is_known = entry["outcome"] in (Outcome.UPDATED, Outcome.UNCHANGED)
    yield Section(
        _("What changes") if is_known else _("What the file says"),
        [
            Line(field_title(one["field"]), difference(one) if is_known else _new(one))
            for one in entry["changes"]
        ],
    )
    message = _("the file says {value}")
    yield Section(
        _("Stays as the book has it"),
        [
            Line(
                field_title(one["field"]),
                _old(one),
                detail=message.format(value=_new(one)),
            )
            for one in entry["left"]
        ],
    )
