"""Changes row by row, before and after side by side."""

from crm.queries.records import ToldChange, ToldField
from tests.tui.showing import Showing, press
from tui.widgets.changes import ChangesView


def change(operation: str, title: str, *fields: tuple[str, str, str], rows: int = 1) -> ToldChange:
    told = [ToldField(label=name, before=old, after=new) for name, old, new in fields]
    return ToldChange(
        operation=operation,
        noun="Person",
        title=title,
        reference="p1" if operation != "delete" else None,
        rows=rows,
        fields=told,
    )


async def test_what_was_added_changed_and_deleted() -> None:
    view = ChangesView()
    app = Showing(view)
    async with app.shown(60, 20) as pilot:
        view.show(
            [
                change("insert", "Bo", ("Name", "", "Bo"), ("Note", "", "En not\noch en till")),
                change("update", "[red]Anna[/]", ("Note", "", "Ny"), ("Role", "VD", "Ordf")),
                change("delete", "Cilla", ("Role", "VD", "")),
                change("insert", "", rows=200),
            ]
        )
        await press(pilot)
        assert app.lines[:12] == [
            " + Person  Bo",
            "   Note  En not",
            "         och en till",
            "",
            " ~ Person  [red]Anna[/]",
            "   Note  –                       → Ny",
            "   Role  VD                      → Ordf",
            "",
            " − Person  Cilla",
            "   Role  VD",
            "",
            " + Person (200)",
        ]
        await press(pilot, "down", "enter", "down", "enter")
        assert [said.reference for said in app.heard(ChangesView.ReferenceSelected)] == ["p1"]
