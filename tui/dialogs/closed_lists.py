"""The words of the closed lists, as choices of a form."""

from collections.abc import Iterable
from enum import StrEnum

from crm.i18n import _
from crm.labels import label
from tui.widgets.form import ChoiceSelect


def select_of(words: Iterable[StrEnum], value: str) -> ChoiceSelect:
    """Return a choice among words, one of which is always chosen."""
    return ChoiceSelect([(str(word), label(word)) for word in words], value=value)


def optional_select_of(words: Iterable[StrEnum], value: str | None = None) -> ChoiceSelect:
    """Return a choice among words or none of them."""
    choices = [(str(word), label(word)) for word in words]
    return ChoiceSelect(choices, value=value or "", prompt=_("not said"), blank=True)
