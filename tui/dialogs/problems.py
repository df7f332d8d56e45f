"""Beside which field of a form a problem belongs."""

from collections.abc import Iterable, Mapping, Sequence

from textual.widget import Widget

from crm.errors import Problem
from tui.dialogs.repeated import Part, Repeated
from tui.widgets.form import FormField


def fields_by_path(form: Widget) -> dict[str, FormField]:
    """Return the fields of a form by their names: `subject`, and `statements.0.text` in parts.

    Parts that are empty do not count, for they are not sent.
    """
    fields = {row.name: row for row in form.query(FormField) if row.name and not _part_of(row)}
    for repeated in form.query(Repeated):
        for index, part in enumerate(repeated.filled):
            for row in part.fields:
                fields[f"{repeated.name}.{index}.{row.name}"] = row
    return fields


def place_problems(
    form: Widget, problems: Sequence[Problem], aliases: Mapping[str, str]
) -> list[Problem]:
    """Put problems beside their fields and the focus on the first; return those without a field.

    `aliases` says which field stands for a part of the input that is called otherwise.
    """
    fields = fields_by_path(form)
    for field in form.query(FormField):
        field.error = ""
    placed = [
        (nearest_field(_renamed(problem.field, aliases), fields), problem) for problem in problems
    ]
    for row, problem in placed:
        if row and not row.error:
            row.error = problem.message
    for first in [row for row in form.query(FormField) if row.error][:1]:
        first.field.focus()
    return [problem for row, problem in placed if row is None]


def nearest_field(path: str, fields: Mapping[str, FormField]) -> FormField | None:
    """Return the field of a path such as `emails.0.value`, or of the longest part that has one."""
    while path and path not in fields:
        path = path.rpartition(".")[0]
    return fields.get(path)


def under(prefix: str, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems as they are called within something larger."""
    return [problem._replace(field=f"{prefix}.{problem.field}") for problem in problems]


def _renamed(path: str, aliases: Mapping[str, str]) -> str:
    first, dot, rest = path.partition(".")
    return f"{aliases.get(first, first)}{dot}{rest}"


def _part_of(row: FormField) -> bool:
    return any(isinstance(ancestor, Part) for ancestor in row.ancestors)
