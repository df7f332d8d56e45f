"""The plan of an import as text: columns, then what would become of each record."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crm.cli.tables import heading, lay_out, terminal_width
from crm.i18n import N_, _, ngettext
from crm.labels import label, share_label, value_label
from crm.text import clean_line, for_terminal, shorten
from crm.titles import field_title
from crm.vocabulary import RecordKind

SHOWN = 20
"""How many records of each outcome are shown; JSON has more of them."""
SHOWN_VALUE = 60
NOTHING = "–"
LISTED = frozenset({"email", "phone", "tags"})
"""The fields whose values are told together: hardly ever has one a comma in it."""

Entry = Mapping[str, Any]

SECTIONS = (
    ("updated", "updated", N_("Changed")),
    ("possible_duplicate", "possible_duplicates", N_("Possibly known already")),
    ("new", "new", N_("New")),
    ("skipped", "skipped", N_("Left out, as was decided")),
    ("unchanged", "", N_("Kept as the book has it")),
    ("rejected", "rejected", N_("Rejected")),
)
"""An outcome, the count of it (none where not all are told of), and its heading."""
HOW_KNOWN = {
    "given": N_("as given"),
    "remembered": N_("remembered"),
    "guessed": N_("guessed"),
    "unknown": N_("not known: say what it is with --map, or COLUMN=ignore"),
}


def plan_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a plan below its counts, fit for a terminal."""
    yield from _column_lines(report["columns"])
    kinds = {entry["kind"] for entry in report["changes"]} & set(RecordKind)
    is_mixed = len(kinds) > 1 or RecordKind.LIST in kinds
    for outcome, count, title in SECTIONS:
        entries = [entry for entry in report["changes"] if entry["outcome"] == outcome]
        if entries:
            yield ""
            yield heading(_(title))
            for entry in entries[:SHOWN]:
                yield from _entry_lines(entry, is_mixed=is_mixed)
            total = report[count] if count else len(entries)
            if outcome == "new":
                total -= report["possible_duplicates"]
            yield from _rest(total - min(len(entries), SHOWN))
    if report["proposals"]:
        yield ""
        yield heading(_("Proposed"))
        yield from proposal_lines(report)


def proposal_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a file suggests of people and was not asked to change, fit for a terminal."""
    proposals = report["proposals"]
    for proposal in proposals[:SHOWN]:
        line = _("line {line}").format(line=proposal["line"])
        said = _proposal(proposal, is_dry_run=report["dry_run"])
        yield _indented(f"{line}  {said}", 2)
    yield from _rest(len(proposals) - min(len(proposals), SHOWN))


def _proposal(proposal: Mapping[str, Any], *, is_dry_run: bool) -> str:
    known, name = proposal["reference"], proposal["name"] or proposal["email"]
    if proposal["field"] == "person":
        if proposal["added"]:
            message = (
                _("{who} is to be added") if is_dry_run else _("{who} was added as {reference}")
            )
            return message.format(who=proposal["value"], reference=known)
        return _("{who} is not in the book: --add-people adds them").format(who=proposal["value"])
    message = _("{who}: {field} {value}?")
    who = " ".join(filter(None, (known, name)))
    return message.format(
        who=who, field=field_title(proposal["field"]), value=_shown(proposal, "value")
    )


def _column_lines(columns: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not columns:
        return
    yield ""
    yield heading(_("Columns"))
    rows = [
        (
            column["column"],
            f"→ {column['field'] or NOTHING}",
            f"({_(HOW_KNOWN[column['how']])})" if column["how"] in HOW_KNOWN else "",
        )
        for column in columns
    ]
    yield from lay_out(rows, terminal_width(), indent=2)


def _entry_lines(entry: Entry, *, is_mixed: bool) -> Iterator[str]:
    kind = f"({label(entry['kind'])})" if is_mixed and entry["kind"] in set(RecordKind) else ""
    name = " ".join(filter(None, (entry["reference"], entry["name"], kind)))
    line = _("line {line}").format(line=entry["line"])
    yield _indented(f"{line}  {name}".rstrip(), 2)
    if entry["outcome"] == "rejected":
        yield from (_indented(problem, 6) for problem in entry["problems"])
    elif entry["outcome"] in ("updated", "unchanged"):
        yield from lay_out(_differences(entry), terminal_width(), indent=6)
    else:
        if said := "; ".join(_given(entry)):
            yield _indented(said, 6)
    if entry["alike"]:
        yield from lay_out(list(map(_likeness, entry["alike"])), terminal_width(), indent=6)
        yield _indented(_decisions(entry), 6)


def _given(entry: Entry) -> Iterator[str]:
    """Yield what a new record has but its name; what only its card knows is counted."""
    kept = 0
    said: dict[tuple[str, int], list[str]] = {}
    for place, one in enumerate(entry["changes"]):
        field = one["field"]
        if field == "preserved":
            kept += 1
        elif field != "name":
            said.setdefault((field, 0 if field in LISTED else place), []).append(_shown(one, "new"))
    for (field, _place), values in said.items():
        yield f"{field_title(field)} {', '.join(values)}"
    if kept:
        message = ngettext(
            "{count} more property of the card", "{count} more properties of the card", kept
        )
        yield message.format(count=kept)


def _differences(entry: Entry) -> list[tuple[str, str]]:
    taken = [
        (field_title(one["field"]), f"{_shown(one, 'old')} → {_shown(one, 'new')}")
        for one in entry["changes"]
    ]
    message = _("{stored} is kept; the file says {value}")
    left = [
        (
            field_title(one["field"]),
            message.format(stored=_shown(one, "old"), value=_shown(one, "new")),
        )
        for one in entry["left"]
    ]
    return taken + left


def _likeness(likeness: Mapping[str, Any]) -> tuple[str, str, str]:
    reasons = ", ".join(likeness["reasons"])
    where = likeness["reference"] or _("in this file:")
    return f"{where} {likeness['name']}", share_label(likeness["score"]), reasons


def _decisions(entry: Entry) -> str:
    known = [one["reference"] for one in entry["alike"] if one["reference"]]
    if known:
        message = _(
            "It is added unless you say --same {line}={reference} or --skip {line}; "
            "--different {line} asks no more."
        )
        return message.format(line=entry["line"], reference=known[0])
    message = _("It is added unless you say --skip {line}; --different {line} asks no more.")
    return message.format(line=entry["line"])


def _rest(count: int) -> Iterator[str]:
    if count > 0:
        message = ngettext("and {count} more", "and {count} more", count)
        yield _indented(message.format(count=count), 2)


def _shown(said: Mapping[str, Any], name: str) -> str:
    """Return a value of a field as it is read, nothing of it as a dash."""
    value = said[name]
    return shorten(clean_line(value_label(said["field"], value)), SHOWN_VALUE) if value else NOTHING


def _indented(text: str, indent: int) -> str:
    width = terminal_width()
    line = for_terminal(text)
    return " " * indent + (shorten(line, width - indent) if width else line)
