"""Merging two records on the command line: what will be, field by field, and who decides."""

from collections.abc import Sequence
from typing import Any

from crm.cli.commands import AnyFunction, option
from crm.cli.invocation import changing, current, reading
from crm.cli.output import Column, Listing, print_json, print_rows
from crm.cli.parameters import Setting
from crm.cli.records import answer, print_answer
from crm.errors import UsageError
from crm.i18n import N_, _
from crm.labels import label
from crm.vocabulary import RecordKind, reference

Preferred = Sequence[tuple[str, str]]
"""Fields, each with the record whose value stays."""

MERGED_FIELDS = Listing(
    lambda row: row["field"],
    (
        Column("label", N_("Field")),
        Column("kept", N_("The one that stays")),
        Column("other", N_("The other")),
        Column("result", N_("Together")),
        Column("outcome", N_("How"), label),
    ),
    ("label", "kept", "other", "result", "outcome"),
    N_("Nothing is known of either."),
)


def merge_options(function: AnyFunction) -> AnyFunction:
    """Add `--prefer` and `--dry-run` to a command that merges."""
    prefer = option(
        "--prefer",
        multiple=True,
        type=Setting(),
        metavar="FIELD=REF",
        help=N_("Whose value stays where both say something else; repeat."),
    )
    dry_run = option("--dry-run", is_flag=True, help=N_("Only show what will be, field by field."))
    return prefer(dry_run(function))


def merge(kind: RecordKind, keep: str, other: str, prefer: Preferred, *, dry_run: bool) -> None:
    """Merge two records, or show what they will have as one."""
    if dry_run:
        _show(kind, keep, other, prefer)
        return
    from crm.actions.organisations import merge_organisations
    from crm.actions.people import merge_people
    from crm.queries.references import resolve

    description = N_("Merged {name} with another")
    with changing(keep, kind, description) as (session, identity):
        goes = resolve(session, other, [kind]).id
        fields = _preferred(session, kind, (identity, goes), prefer)
        if kind == RecordKind.PERSON:
            merge_people(session, identity, goes, prefer=fields)
        else:
            merge_organisations(session, identity, goes, prefer=fields)
        merged = answer(session, kind, identity)
    print_answer(merged)


def _show(kind: RecordKind, keep: str, other: str, prefer: Preferred) -> None:
    from crm.queries.merging import preview_merge
    from crm.queries.references import resolve

    with reading() as session:
        ids = (resolve(session, keep, [kind]).id, resolve(session, other, [kind]).id)
        fields = _preferred(session, kind, ids, prefer)
        preview = preview_merge(session, kind, *ids, prefer=fields)
    if current().format == "json":
        print_json(preview)
    else:
        print_rows([row for row in preview["fields"] if row["result"]], MERGED_FIELDS)


def _preferred(
    session: Any, kind: RecordKind, ids: tuple[int, int], prefer: Preferred
) -> list[str]:
    """Return the fields that the record which goes is to decide; errors: `UsageError`."""
    from crm.queries.references import resolve

    fields = []
    for field, text in prefer:
        named = resolve(session, text, [kind]).id
        if named not in ids:
            message = _("--prefer {field} names {reference}, which is none of the two.")
            raise UsageError(message.format(field=field, reference=reference(kind, named)))
        if named == ids[1]:
            fields.append(field)
    return fields
