"""What to know before meeting somebody, on one page."""

from collections.abc import Iterator

from textual.widget import Widget

from crm.i18n import _
from tui.pages import Page, Prefill, Subject
from tui.pages.briefing import briefing_page
from tui.screens.page_room import PageRoom
from tui.widgets.ground import Sides
from tui.widgets.record import DetailView
from tui.widgets.record_items import Section


class BriefingScreen(PageRoom):
    """Who comes, when you last met, what is promised both ways, and what was said last."""

    DEFAULT_CSS = """
    BriefingScreen #said { display: none; }
    BriefingScreen.-two-columns #said {
        display: block;
        width: 1fr;
        border-left: vkey $border-blurred;
    }
    """

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._page: Page | None = None

    @property
    def subject(self) -> Subject:
        """The interaction, person or organisation that is prepared for."""
        return self._subject

    def compose_room(self) -> Iterator[Widget]:
        """Show it; on a wide terminal what was said stands beside the rest."""
        with Sides(classes="page-sides"):
            yield self.make_pane(_("Reading…"))
            yield DetailView(id="said", follows_clicks=True)

    def explanation(self) -> list[Section]:
        """Explain the briefing."""
        text = _(
            "What to know before you meet: who comes and in which role, when you last met, what is "
            "promised both ways, and what each said last on each topic. Enter opens what a line is "
            "about, d marks a promise as kept, escape goes back."
        )
        return [Section("", (), text)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer whatever can be done with the record, but for what is done already."""
        return action != "prepare" and super().check_action(action, parameters)

    async def load(self) -> None:
        """Read and show the briefing."""
        self._page = await self.access.ask(briefing_page, *self._subject)
        self.show_page()
        self.refresh_bindings()

    def show_page(self) -> None:
        """Show what was read, in one column or in two."""
        if self._page is None:
            return
        facts = list(self._page.facts)
        apart = self.has_class("-wide")
        self.set_class(apart, "-two-columns")
        self.pane.show(self._page, facts[:-1] if apart else facts)
        self.query_one("#said", DetailView).show(facts[-1:] if apart else (), keep_cursor=True)

    def on_resize(self) -> None:
        """Use the width there is."""
        self.call_after_refresh(self.show_page)

    async def prefill(self) -> Prefill:
        """Return what a new interaction or promise starts with."""
        return self._page.prefill if self._page else Prefill()
