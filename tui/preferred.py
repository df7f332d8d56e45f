"""What the user prefers, put on by the application and remembered for the next time."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from crm.errors import CrmError
from crm.i18n import current_language, use_language
from tui.announcement import Announcement
from tui.preferences import read_preferences, save_keys, save_preference
from tui.work import begin

if TYPE_CHECKING:
    from tui.app import CrmApp


class Preferred:
    """The preferences of an application, and the file where they stand.

    `complaint` says what in the file cannot be used; then the usual is in use, and the file is not
    written over.
    """

    def __init__(self, app: "CrmApp", path: Path) -> None:
        self.path = path
        self._app = app
        self._lock = Lock()
        self._said, self.complaint = read_preferences(path)

    @property
    def keys(self) -> Mapping[str, str]:
        """The keys that are not the usual ones, by the identifiers of the bindings."""
        return self._said.keys

    @property
    def language(self) -> str:
        """The language that is preferred; empty for that of the system."""
        return self._said.language

    def put_on(self) -> None:
        """Use what is preferred; what the command or the environment names goes before it."""
        app, said = self._app, self._said
        if said.theme and (not app.no_color or said.theme.startswith("ansi")):
            app.theme = said.theme
        preferred = "" if os.environ.get("CRM_LANG") else said.language
        # Settled for good: to look into the environment for each word takes a tenth of a key.
        use_language(preferred or current_language())
        if said.keys:
            app.set_keymap(dict(said.keys))
        if self.complaint:
            app.announcement = Announcement(self.complaint, "error")

    def remember_theme(self, name: str) -> None:
        """Keep the theme for the next time."""
        self._said = replace(self._said, theme=name)
        self._keep(partial(save_preference, self.path, "theme", name))

    def remember_language(self, language: str) -> None:
        """Keep the language for the next time; an empty one follows the system."""
        self._said = replace(self._said, language=language)
        self._keep(partial(save_preference, self.path, "language", language))

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Use these keys from now on, and keep them."""
        self._said = replace(self._said, keys=dict(keys))
        self._app.set_keymap(dict(keys))
        self._keep(partial(save_keys, self.path, dict(keys)))

    def _keep(self, save: Callable[[], None]) -> None:
        """Write in a thread, one thing after the other; a failure is said, and no more."""

        def write() -> None:
            with self._lock:
                save()

        async def keep() -> None:
            try:
                await self._app.access.run(write)
            except CrmError as error:
                self._app.announce(Announcement(error.message, "error"))

        begin(self._app, keep, group="preferences", exit_on_error=False)
