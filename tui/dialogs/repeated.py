"""Parts of a form that can be there several times: who said what, promises."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Button, Static

from crm.i18n import N_, _
from tui.base import hold_keys
from tui.dialogs.reading import is_empty, raw_value_of, value_of
from tui.widgets.form import FormField
from tui.widgets.roles import content


class Part(Vertical):
    """One of several: a few fields under a heading, which can be taken away."""

    DEFAULT_CSS = """
    Part {
        height: auto;
        margin: 1 0 0 0;
        & > .heading { height: 1; }
        & > .heading > Static {
            width: 1fr;
            padding: 0 0 0 16;
            color: $text-muted;
            text-style: bold;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "remove_part", N_("Remove this part"), id="form.part.remove", show=False)
    ]

    class Removed(Message):
        """The user wants the part gone."""

        def __init__(self, part: "Part") -> None:
            super().__init__()
            self.part = part

    def __init__(self, heading: str, fields: Iterable[FormField], *, is_new: bool = False) -> None:
        super().__init__()
        self._heading = heading
        self.fields = list(fields)
        self._offered = {row: raw_value_of(row.field) for row in self.fields} if is_new else {}

    def compose(self) -> ComposeResult:
        """Put the heading and the way to take the part away over its fields."""
        with Horizontal(classes="heading"):
            yield Static(content(self._heading))
            yield Button(content("×"), tooltip=content(_("Remove this part")))
        yield from self.fields

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filled in but what a new part had from the start."""
        return all(is_empty(row.field) or self._is_as_offered(row) for row in self.fields)

    @property
    def values(self) -> dict[str, Any]:
        """What the fields say, by their names."""
        return {row.name or "": value_of(row.field) for row in self.fields}

    def _is_as_offered(self, row: FormField) -> bool:
        return row in self._offered and self._offered[row] == raw_value_of(row.field)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_remove_part()

    def action_remove_part(self) -> None:
        """Ask to be taken away."""
        self.post_message(self.Removed(self))


class Repeated(Vertical):
    """As many parts of one sort as the user wants, and a button to add another."""

    DEFAULT_CSS = """
    Repeated { height: auto; }
    """

    def __init__(
        self,
        name: str,
        heading: str,
        add_label: str,
        make: Callable[[Any], Iterable[FormField]],
        rows: Iterable[Any] = (),
    ) -> None:
        super().__init__(name=name)
        self._heading = heading
        self._add_label = add_label
        self._make = make
        self._rows = tuple(rows)

    def compose(self) -> ComposeResult:
        """Put the button under the parts there are."""
        for row in self._rows:
            yield Part(self._heading, self._make(row))
        yield Button(content(self._add_label), classes="add")

    @property
    def filled(self) -> list[Part]:
        """The parts in which something is filled in, in order."""
        return [part for part in self.query(Part) if not part.is_empty]

    @property
    def values(self) -> list[dict[str, Any]]:
        """What the filled parts say."""
        return [part.values for part in self.filled]

    async def add(self) -> None:
        """Add an empty part and go there; what is typed meanwhile is for its first field."""
        let_keys_through = hold_keys(self.app)
        part = Part(self._heading, self._make(None), is_new=True)
        await self.mount(part, before=self.query_one(".add"))
        part.fields[0].field.focus()
        part.scroll_visible(animate=False)
        # The focus moves by the same queue, just before.
        self.app.call_later(let_keys_through)

    @on(Button.Pressed)
    async def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        await self.add()

    @on(Part.Removed)
    async def _removed(self, event: Part.Removed) -> None:
        event.stop()
        self.query_one(".add", Button).focus()
        await event.part.remove()
