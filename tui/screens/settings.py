"""Colours, language and keys: what they are, and how they are changed."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from crm.i18n import LANGUAGES, N_, _
from tui.bindings import translate_key
from tui.commands import LANGUAGE_NAMES, speak
from tui.known_keys import KnownBinding, clashing, exchanged, keys_of, known_bindings, with_keys
from tui.screens.room import Room
from tui.themes import THEMES
from tui.widgets.record import DetailView
from tui.widgets.record_header import RecordHeader
from tui.widgets.record_items import Line, Section
from tui.widgets.roles import Role

if TYPE_CHECKING:
    from tui.app import CrmApp

CHOSEN, NOT_CHOSEN = "●", "○"
COLOURS, LANGUAGE, KEY = "theme:", "language:", "key:"
"""How the references of the lines begin, by what is behind them."""


class SettingsScreen(Room):
    """One page: colours are tried on as the cursor passes, enter keeps what is under it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add_key", N_("One more key"), id="settings.add"),
        Binding("r,delete", "usual_keys", N_("The usual keys"), id="settings.usual"),
        Binding("R", "all_usual", N_("All usual keys"), id="settings.all_usual"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._view = DetailView(empty=_("Reading…"))
        self._known: Mapping[str, KnownBinding] = {}
        self._theme = ""

    def compose_room(self) -> Iterator[Widget]:
        """Put the page under a line that says where it is kept."""
        yield RecordHeader()
        yield self._view

    def explanation(self) -> list[Section]:
        """Explain the settings."""
        text = _(
            "Move through the colours to try them on; enter keeps the one under the cursor. On a "
            "key, enter asks for another one, a for one more, r brings the usual keys back. All of "
            "it stands in one file, which you may write yourself."
        )
        return [Section("", (), text)]

    @property
    def keymap(self) -> Mapping[str, str]:
        """The keys that are not the usual ones."""
        return self.crm_app.preferred.keys

    @property
    def binding(self) -> KnownBinding | None:
        """The binding under the cursor, if it is one."""
        reference = self._reference
        return self._known.get(reference.removeprefix(KEY)) if reference.startswith(KEY) else None

    @property
    def _reference(self) -> str:
        item = self._view.cursor_item
        return item.reference if item else ""

    # Showing.

    def on_mount(self) -> None:
        """Remember the colours that are worn, to go back to."""
        self._theme = self.app.theme

    async def load(self) -> None:
        """Look which keys there are, and show all."""
        self._known = await self.access.run(known_bindings)
        self.show()

    def show(self) -> None:
        """Show what is chosen."""
        header, path = self.query_one(RecordHeader), str(self.crm_app.preferred.path)
        header.show(_("Settings"), path)
        self._view.show(
            [
                Section(_("Colours"), self._colours()),
                Section(_("Language"), self._languages()),
                *self._keys(),
            ],
            keep_cursor=True,
        )
        self.refresh_bindings()

    def _colours(self) -> list[Line]:
        return [
            _choice(theme.name == self._theme, _(label), COLOURS + theme.name)
            for theme, label in THEMES
        ]

    def _languages(self) -> list[Line]:
        chosen = self.crm_app.preferred.language
        return [
            _choice(not chosen, _("That of the system"), LANGUAGE),
            *(
                _choice(language == chosen, LANGUAGE_NAMES[language], LANGUAGE + language)
                for language in LANGUAGES
            ),
        ]

    def _keys(self) -> Iterator[Section]:
        for group, bindings in groupby(self._known.values(), key=lambda one: one.group):
            lines = [self._line(one) for one in bindings if one.description]
            yield Section(_(group), lines)

    def _line(self, binding: KnownBinding) -> Line:
        own = binding.id in self.keymap
        shown = " ".join(self.key_name(key) for key in keys_of(binding, self.keymap))
        usual = " ".join(self.key_name(key) for key in binding.keys)
        detail = _("{id}, usually {keys}").format(id=binding.id, keys=usual) if own else binding.id
        role: Role = "accent" if own else "strong"
        return Line(shown, _(binding.description), KEY + binding.id, detail, role)

    def key_name(self, key: str) -> str:
        """Return how a key is written."""
        return translate_key(self.app.get_key_display(Binding(key, "", "")))

    # Trying on and choosing.

    @on(DetailView.ItemHighlighted)
    def _passed(self) -> None:
        """Wear the colours under the cursor; elsewhere those that are chosen."""
        reference = self._reference
        tried = reference.removeprefix(COLOURS) if reference.startswith(COLOURS) else self._theme
        if self.is_current and tried and self.app.theme != tried:
            self.app.theme = tried
        self.refresh_bindings()

    def on_screen_suspend(self) -> None:
        """Wear what is chosen everywhere else."""
        if self._theme:
            self.app.theme = self._theme

    @on(DetailView.ReferenceSelected)
    def _chosen(self, event: DetailView.ReferenceSelected) -> None:
        kind, _colon, name = event.reference.partition(":")
        if kind == "theme":
            self._theme = name
            self.crm_app.action_choose_theme(name)
            self.show()
        elif kind == "language":
            speak(self.crm_app, name)
            self.app.call_later(open_settings, self.crm_app)
        elif self.binding is not None:
            self.attempt(partial(self._change, self.binding))

    # Keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is about a key only where the cursor stands on one."""
        if action == "add_key":
            return self.binding is not None
        if action == "usual_keys":
            return self.binding is not None and self.binding.id in self.keymap
        if action == "all_usual":
            return bool(self.keymap)
        return super().check_action(action, parameters)

    def action_add_key(self) -> None:
        """Give the binding under the cursor one more key."""
        if self.binding is not None:
            self.attempt(partial(self._change, self.binding, more=True))

    async def _change(self, binding: KnownBinding, *, more: bool = False) -> None:
        from tui.dialogs import PressKeyDialog

        key = await self.show_dialog(PressKeyDialog(_(binding.description)))
        if key is None:
            return
        if binding.is_typed_over and len(key) == 1:
            self.say(
                _("A letter would be typed there; choose one with ctrl, or F5 to F12."), "error"
            )
            return
        others = clashing(self._known.values(), self.keymap, binding, key)
        if others and (more or not await self._may_exchange(others, binding, key)):
            self._say_taken(others, key)
            return
        self._use(binding, key, more=more)

    async def _may_exchange(
        self, others: list[KnownBinding], binding: KnownBinding, key: str
    ) -> bool:
        if exchanged(list(self._known.values()), self.keymap, binding, key) is None:
            return False
        question = _("{key} is the key of “{other}”. Let the two change keys?")
        return await self.confirm(
            question.format(key=self.key_name(key), other=_names(others)), _("Change keys")
        )

    def _say_taken(self, others: list[KnownBinding], key: str) -> None:
        message = _("{key} is the key of “{other}”; nothing was changed.")
        self.say(message.format(key=self.key_name(key), other=_names(others)), "error")

    def _use(self, binding: KnownBinding, key: str, *, more: bool) -> None:
        known = list(self._known.values())
        if more:
            keys = with_keys(self.keymap, binding, [*keys_of(binding, self.keymap), key])
        else:
            keys = exchanged(known, self.keymap, binding, key) or dict(self.keymap)
        self.use_keys(keys)
        message = _("{key} is now the key of “{name}”.")
        self.say(message.format(key=self.key_name(key), name=_(binding.description)))

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Use other keys from now on."""
        self.crm_app.preferred.use_keys(keys)
        self.show()

    def action_usual_keys(self) -> None:
        """Bring back the usual keys of the binding under the cursor."""
        binding = self.binding
        if binding is not None and self._is_free(binding):
            self.use_keys(with_keys(self.keymap, binding, binding.keys))

    def _is_free(self, binding: KnownBinding) -> bool:
        """Tell whether the usual keys of a binding are nobody else's; say whose they are."""
        for key in set(binding.keys) - set(keys_of(binding, self.keymap)):
            known = [one for one in self._known.values() if one.id in self.keymap]
            if others := clashing(known, self.keymap, binding, key):
                self._say_taken(others, key)
                return False
        return True

    def action_all_usual(self) -> None:
        """Bring back all usual keys, after asking."""
        self.attempt(self._all_usual)

    async def _all_usual(self) -> None:
        if await self.confirm(_("Forget all keys of your own?"), _("All usual keys"), danger=True):
            self.use_keys({})


def open_settings(app: "CrmApp") -> None:
    """Open the settings from the room in front, which may be another than the one that asked."""
    app.rooms()[-1].action_settings()


def _choice(chosen: bool, label: str, reference: str) -> Line:
    return Line(CHOSEN if chosen else NOT_CHOSEN, label, reference, role="strong" if chosen else "")


def _names(bindings: list[KnownBinding]) -> str:
    return "”, “".join(dict.fromkeys(_(one.description) for one in bindings))
