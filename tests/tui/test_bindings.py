from typing import ClassVar

from textual import widgets
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.containers import ScrollableContainer
from textual.screen import Screen
from textual.widgets import Footer, KeyPanel

from crm.i18n import N_, use_language
from tests.tui.conftest import Speak
from tests.tui.showing import press, settle
from tui.base import BaseApp
from tui.bindings import BaseDialog, BaseScreen
from tui.key_help import key_sections
from tui.textual_texts import TEXTUAL_TEXTS
from tui.widgets.lazy_table import LazyTable
from tui.widgets.table_columns import Column

SWEDISH = {
    "New person": "Ny person",
    "Adds somebody to the book": "Lägger till någon i boken",
    "Mark": "Markera",
    "Open": "Öppna",
    "Down": "Ned",
    "Up": "Upp",
    "space": "blanksteg",
    "Everything": "Allt",
    "Table": "Tabell",
    "This screen": "Den här skärmen",
    "Everywhere": "Överallt",
    "Quit": "Avsluta",
    "Close": "Stäng",
}
TEXTUAL_CLASSES = (
    App,
    Screen,
    ScrollableContainer,
    CommandPalette,
    widgets.Input,
    widgets.TextArea,
    widgets.OptionList,
    widgets.Select,
    widgets.Tabs,
    widgets.Button,
    widgets.Checkbox,
    widgets.SelectionList,
)


class People(BaseScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "new",
            N_("New person"),
            tooltip=N_("Adds somebody to the book"),
            id="people.new",
        ),
    ]

    def compose(self) -> ComposeResult:
        yield LazyTable([Column("name", "Name", flex=1)])
        yield Footer()

    def action_new(self) -> None:
        self.app.push_screen(Sheet())


class Sheet(BaseDialog[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", N_("Close"), id="x")]

    def compose(self) -> ComposeResult:
        yield Footer()


class Book(BaseApp):
    def on_mount(self) -> None:
        self.push_screen(People())

    @property
    def footer(self) -> str:
        return str(self.screen._compositor.render_strips()[-1].text).strip()


async def test_the_footer_speaks_english() -> None:
    app = Book()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert app.footer.split() == [
            *("⏎", "Open", "space", "Mark", "n", "New", "person", "▏^p", "Everything")
        ]


async def test_the_footer_speaks_swedish_names_of_keys_included(speak_swedish: Speak) -> None:
    speak_swedish(SWEDISH)
    app = Book()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert app.footer.split() == [
            *("⏎", "Öppna", "blanksteg", "Markera", "n", "Ny", "person", "▏^p", "Allt")
        ]


async def test_dialogs_speak_swedish_too(speak_swedish: Speak) -> None:
    speak_swedish(SWEDISH)
    app = Book()
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "n")
        assert app.footer.startswith("esc Stäng")


async def test_the_language_can_change_while_the_program_runs(speak_swedish: Speak) -> None:
    speak_swedish(SWEDISH)
    app = Book()
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Ny person" in app.footer
        use_language("en")
        app.screen.refresh_bindings()
        await settle(pilot)
        assert "New person" in app.footer


async def test_the_key_panel_speaks_swedish(speak_swedish: Speak) -> None:
    speak_swedish(SWEDISH)
    app = Book()
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await app.screen.mount(KeyPanel())
        await settle(pilot)
        panel = [strip.text for strip in app.screen._compositor.render_strips()][:-1]
        assert any("Ny person" in line for line in panel)


async def test_the_help_lists_the_keys_by_where_they_work(speak_swedish: Speak) -> None:
    speak_swedish(SWEDISH)
    app = Book()
    async with app.run_test() as pilot:
        await settle(pilot)
        sections = {section.title: section.items for section in key_sections(app.screen)}
        assert list(sections) == ["Tabell", "Den här skärmen", "Överallt"]
        table = {item.label: item.value for item in sections["Tabell"]}  # type: ignore[union-attr]
        assert table["↓ j"] == "Ned"
        assert table["blanksteg"] == "Markera"
        (new,) = sections["Den här skärmen"]
        assert new.detail == "Lägger till någon i boken"


def test_everything_that_textual_says_about_its_keys_is_marked_for_the_catalogue() -> None:
    said = set()
    for textual_class in TEXTUAL_CLASSES:
        for base in textual_class.__mro__:
            for binding in Binding.make_bindings(base.__dict__.get("BINDINGS", [])):
                said |= {binding.description, binding.tooltip}
    assert said - {""} <= set(TEXTUAL_TEXTS)
