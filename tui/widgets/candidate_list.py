"""Whom a name may mean, to be chosen by number or arrow; or somebody new."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from crm.i18n import N_, _
from crm.labels import label
from crm.queries.quick_entry import NEW, Candidate, Certainty, Meant
from tui.widgets.roles import content

DIGITS = "123456789"


class CandidateList(OptionList):
    """The candidates of one name, then that it is new where it can be."""

    DEFAULT_CSS = """
    CandidateList, CandidateList:focus {
        display: none;
        height: auto;
        padding: 0;
        margin: 0;
        border: none;
        background: $surface;
        background-tint: 0%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        & > .option-list--option { padding: 0 1; }
    }
    CandidateList.-asking { display: block; }
    CandidateList > .option-list--option-highlighted {
        color: $block-cursor-blurred-foreground;
        background: $block-cursor-blurred-background;
    }
    CandidateList:focus > .option-list--option-highlighted {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(digit, f"choose({digit})", N_("This one"), id=f"meant.{digit}", show=False)
            for digit in DIGITS
        ),
        Binding("n", "choose_new", N_("Somebody new"), id="meant.new"),
        Binding("escape,tab", "leave", N_("Back to the line"), id="meant.leave"),
    ]
    BINDING_GROUP_TITLE = N_("Who is meant")

    @dataclass
    class Chosen(Message):
        """It has been said whom a name means: a reference, or `NEW`."""

        meant: Meant
        decision: str

    class Left(Message):
        """The user goes back to the line."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._meant: Meant | None = None
        self._decisions: list[str] = []

    @property
    def is_asking(self) -> bool:
        """Whether there is anything to choose."""
        return self._meant is not None

    def ask(self, meant: Meant | None) -> None:
        """Offer whom a name may mean; None asks nothing."""
        if meant == self._meant:
            return
        self._meant = None
        self.clear_options()
        self._meant, self._decisions = meant, []
        if meant:
            self._decisions = [*(one.reference for one in meant.candidates), NEW]
            self.add_options(map(Option, _prompts(meant, None)))
            self.highlighted = 0
        self.set_class(meant is not None, "-asking")

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Keep the text under the cursor readable."""
        if self._meant:
            for index, prompt in enumerate(_prompts(self._meant, highlighted)):
                self.replace_option_prompt_at_index(index, prompt)
        super().watch_highlighted(highlighted)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose(event.option_index + 1)

    def action_choose(self, number: int) -> None:
        """Say that a candidate is meant, by its number from 1 on."""
        if self._meant and number <= len(self._decisions):
            self.post_message(self.Chosen(self._meant, self._decisions[number - 1]))

    def action_choose_new(self) -> None:
        """Say that the name is new."""
        self.action_choose(len(self._decisions))

    def action_leave(self) -> None:
        """Go back to the line."""
        self.post_message(self.Left())


def _prompts(meant: Meant, highlighted: int | None) -> Iterator[Content]:
    """Yield how each is offered; under the cursor in the colours of the cursor alone."""
    kinds = {one.kind for one in meant.candidates}
    offered = [
        (digit, candidate.name, _detail(candidate, with_kind=len(kinds) > 1))
        for digit, candidate in zip(DIGITS, meant.candidates, strict=False)
    ]
    new = _("New {kind}: {name}").format(kind=label(meant.kind), name=meant.name.text)
    for index, (key, name, detail) in enumerate([*offered, ("n", new, "")]):
        plain = index == highlighted
        yield Content.assemble(
            content(f"{key} ", "" if plain else "accent"),
            content(name),
            content(f"  {detail}" if detail else "", "" if plain else "muted"),
        )


def _detail(candidate: Candidate, *, with_kind: bool) -> str:
    kind = label(candidate.kind) if with_kind else ""
    met = _("last {date}").format(date=candidate.latest) if candidate.latest else ""
    return ", ".join(filter(None, (candidate.detail, kind, met)))


def question(meant: Meant) -> str:
    """Ask who is meant, and say which keys answer."""
    name = meant.name.text
    if meant.certainty is Certainty.AMBIGUOUS:
        return _("Who is “{name}”? ↓ and a number choose.").format(name=name)
    if meant.candidates:
        return _("“{name}” is not known. ↓ and a number choose, ctrl+n: new.").format(name=name)
    return _("“{name}” is not known. ctrl+n: new.").format(name=name)
