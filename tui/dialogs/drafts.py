"""What is typed into a form survives a crash: kept every so often, offered when it opens again."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType

from crm.i18n import N_, _
from crm.queries.naming import names_of
from crm.text import clean_line
from crm.vocabulary import REFERENCE_LETTERS
from tui.dialogs.confirm import ConfirmDialog
from tui.dialogs.draft_files import Draft, discard_draft, draft_path, read_draft, write_draft
from tui.dialogs.problems import fields_by_path
from tui.dialogs.reading import put_value, raw_value_of
from tui.dialogs.repeated import Part, Repeated
from tui.widgets.suggestions import Choice

if TYPE_CHECKING:
    from tui.dialogs.form import FormDialog

SECONDS = 1.0
"""How much typing a crash may cost."""
REFERENCE = re.compile(r"([a-z])([0-9]{1,12})")
KINDS = {letter: kind for kind, letter in REFERENCE_LETTERS.items()}

Snapshot = Mapping[str, Any]
"""What stands in the fields, by their names."""


class DraftDialog(ConfirmDialog):
    """Offers what was left; escape takes it up too, so that nothing is lost by it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(True)", N_("Go on with it"), id="draft.take_up"),
    ]

    def __init__(self, saved: str) -> None:
        question = _("You left this form on {moment} without saving. Go on with what stood there?")
        super().__init__(
            question.format(moment=saved),
            confirm=_("Go on with it"),
            cancel=_("Throw it away"),
        )


class Drafts:
    """Keeps what one form says while it is open."""

    def __init__(self, form: "FormDialog[Any]", name: str) -> None:
        self._form = form
        self._path = draft_path(form.access.book.path, name)
        self._lock = Lock()
        self._kept: Draft | None = None
        self._is_over = False

    async def begin(self) -> None:
        """Offer what was left the last time, then keep what is typed."""
        left = await self._form.access.run(lambda: read_draft(self._path))
        if left is None:
            self._watch()
        else:
            self._form.app.push_screen(DraftDialog(clean_line(left["saved"])), self._answered(left))

    def _answered(self, left: Draft) -> Any:
        async def answer(take_up: bool | None) -> None:
            if take_up:
                await put_draft(self._form, left)
            else:
                await self._form.access.run(lambda: discard_draft(self._path))
            self._watch()

        return answer

    def _watch(self) -> None:
        self._form.set_interval(SECONDS, self.keep)

    async def keep(self) -> None:
        """Keep what the form says, if it says something else than when it was last kept."""
        draft = draft_of(self._form, self._form.before)
        if draft == self._kept or (self._kept is None and not is_worth_keeping(draft)):
            return
        self._kept = draft
        saved = datetime.now().strftime("%Y-%m-%d %H:%M")
        await self._form.access.run(lambda: self._write({"saved": saved, **draft}))

    def _write(self, draft: Draft) -> None:
        with self._lock:
            if not self._is_over and is_worth_keeping(draft):
                write_draft(self._path, draft)
            else:
                discard_draft(self._path)

    def end(self) -> None:
        """Remove what was kept: it is saved, or thrown away."""
        with self._lock:
            self._is_over = True
            discard_draft(self._path)


def is_worth_keeping(draft: Draft) -> bool:
    """Tell whether anything stands there that did not when the form was opened."""
    return bool(draft["fields"] or draft["parts"])


def draft_of(form: "FormDialog[Any]", before: Snapshot) -> Draft:
    """Return what a form says that it did not say before; of parts, all of a sort or none."""
    rows = fields_by_path(form)
    now = {path: raw_value_of(row.field) for path, row in rows.items()}
    repeated = {part.name or "" for part in form.query(Repeated)}
    changed = {path for path in {*now, *before} if now.get(path) != before.get(path)}
    sorts = {path.partition(".")[0] for path in changed} & repeated
    return {
        "fields": {
            path: _plain(now[path])
            for path in changed & now.keys()
            if path.partition(".")[0] not in repeated
        },
        "parts": {
            one.name: [
                {row.name: _plain(raw_value_of(row.field)) for row in part.fields}
                for part in one.filled
            ]
            for one in form.query(Repeated)
            if one.name in sorts
        },
    }


def _plain(raw: Any) -> Any:
    """Return what a field says as JSON has it."""
    if isinstance(raw, tuple):
        choices, pending = raw
        return {"choices": [[one.reference, one.label] for one in choices], "pending": pending}
    return raw


# Taking it up again.


async def put_draft(form: "FormDialog[Any]", draft: Draft) -> None:
    """Put into a form what was kept of it; what fits no field any more is passed over."""
    names = await form.access.ask(names_of, sorted(set(_references(draft))))
    known = {f"{REFERENCE_LETTERS[kind]}{key}": name for (kind, key), name in names.items()}
    rows = fields_by_path(form)
    for path, value in draft["fields"].items():
        if path in rows:
            put_value(rows[path].field, _raw(value, known))
    for repeated in form.query(Repeated):
        parts = draft["parts"].get(repeated.name)
        if isinstance(parts, list):
            await _put_parts(repeated, parts, known)


async def _put_parts(repeated: Repeated, values: list[Any], known: Mapping[str, str]) -> None:
    parts = list(repeated.query(Part))
    for part in parts[len(values) :]:
        await part.remove()
    for _missing in values[len(parts) :]:
        await repeated.add()
    for part, value in zip(repeated.query(Part), values, strict=False):
        for row in part.fields:
            if isinstance(value, dict) and row.name in value:
                put_value(row.field, _raw(value[row.name], known))


def _raw(value: Any, known: Mapping[str, str]) -> Any:
    """Return what a field is given; a record that is no more stands there as text."""
    if not isinstance(value, dict):
        return value
    pairs = list(_pairs(value))
    gone = [label for reference, label in pairs if reference and reference not in known]
    choices = tuple(
        Choice(reference, known.get(reference, clean_line(label)))
        for reference, label in pairs
        if not reference or reference in known
    )
    return choices, " ".join([*gone, str(value.get("pending", ""))]).strip()


def _pairs(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    choices = value.get("choices")
    for pair in choices if isinstance(choices, list) else ():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair):
            yield pair[0], pair[1]


def _references(value: Any) -> Iterator[tuple[Any, int]]:
    """Yield the records that a draft names."""
    if isinstance(value, dict):
        for reference, _label in _pairs(value):
            match = REFERENCE.fullmatch(reference)
            if match and match[1] in KINDS:
                yield KINDS[match[1]], int(match[2])
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _references(one)
