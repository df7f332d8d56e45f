"""Two records side by side."""

from textual.app import ComposeResult

from crm.queries.merging import MergedField
from crm.vocabulary import MergeOutcome
from tests.tui.showing import settle
from tui.base import BaseApp
from tui.widgets.comparison import Comparison

HOSTILE = "[@click=app.quit]x[/] \x1b[31m"


def field(name: str, kept: str, other: str, outcome: str) -> MergedField:
    return MergedField(
        field=name,
        label=name,
        kept=kept,
        other=other,
        result=kept,
        outcome=MergeOutcome(outcome),
    )


class Showing(BaseApp):
    def compose(self) -> ComposeResult:
        yield Comparison()

    @property
    def lines(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips if strip.text.strip()]


async def test_what_differs_is_marked_and_what_is_long_wraps() -> None:
    app = Showing()
    async with app.run_test(size=(60, 12)) as pilot:
        fields = [
            field("Name", "Anna Ek", "Anna Eck", "kept_in_conflict"),
            field("Note", "a long text " * 4, "", "kept"),
            field("Tags", "", "vip", "taken"),
            field("Roles", "", "", "same"),
        ]
        app.query_one(Comparison).compare(("p1 Anna Ek", "p2 Anna Eck"), fields)
        await settle(pilot)
        assert app.lines[1].split() == ["Name", "≠", "Anna", "Ek", "Anna", "Eck"]
        assert app.lines[-1].split() == ["Tags", "+", "vip"]
        assert not any("Roles" in line for line in app.lines)
        assert len(app.lines) == 5


async def test_hostile_values_only_show() -> None:
    app = Showing()
    async with app.run_test(size=(70, 8)) as pilot:
        app.query_one(Comparison).compare((HOSTILE, "b"), [field("Name", HOSTILE, "b", "kept")])
        await settle(pilot)
        assert "[@click=app.quit]x[/]" in app.lines[0]
        assert not any("\x1b" in line for line in app.lines)
        app.query_one(Comparison).clear()
        await settle(pilot)
        assert app.lines == []
