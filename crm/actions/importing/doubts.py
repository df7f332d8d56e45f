"""What can be said of a file only when all of it has been read."""

from collections import Counter
from collections.abc import Iterable

from crm.actions.importing.drafts import Draft, Key
from crm.actions.importing.known import Directory
from crm.actions.importing.report import Tally
from crm.formats.records import OrganisationRecord, PersonRecord
from crm.i18n import ngettext
from crm.titles import field_within


class Doubts:
    """Columns that were left out and values that many have, each reported once."""

    def __init__(self, tally: Tally, unknown_columns: Iterable[str]) -> None:
        self._tally = tally
        self._unknown_columns = frozenset(unknown_columns)
        self._left_out: Counter[str] = Counter()
        self._first_lines: dict[str, int] = {}
        self._shared: Counter[Key] = Counter()
        self._shared_lines: dict[Key, int] = {}

    def note_left_out(self, record: PersonRecord | OrganisationRecord) -> None:
        """Note the values of a record that have no place in it."""
        for header in record.unmapped:
            self._left_out[header] += 1
            self._first_lines.setdefault(header, record.line)

    def note_shared(self, draft: Draft, directory: Directory) -> None:
        """Note the values of somebody new that so many have that they tell nothing."""
        for key in draft.keys:
            if directory.is_widely_held(key):
                self._shared[key] += 1
                self._shared_lines.setdefault(key, draft.line)

    def report(self) -> None:
        """Report all that was noted, to be called after the last record."""
        self._report_left_out()
        self._report_shared()

    def _report_left_out(self) -> None:
        for header, count in self._left_out.items():
            if header in self._unknown_columns:
                message = ngettext(
                    "{count} value of this column was left out: say what it is with "
                    "--map COLUMN=FIELD, or COLUMN=ignore.",
                    "{count} values of this column were left out: say what it is with "
                    "--map COLUMN=FIELD, or COLUMN=ignore.",
                    count,
                )
            else:
                message = ngettext(
                    "{count} value had no place in its record and was left out.",
                    "{count} values had no place in their records and were left out.",
                    count,
                )
            self._tally.warn(self._first_lines[header], header, "", message.format(count=count))

    def _report_shared(self) -> None:
        for (scheme, value), count in self._shared.items():
            message = ngettext(
                "Many have this {field}; {count} new record was told apart by its name.",
                "Many have this {field}; {count} new records were told apart by their names.",
                count,
            )
            line = self._shared_lines[scheme, value]
            self._tally.warn(
                line, scheme, value, message.format(field=field_within(scheme), count=count)
            )
