"""An import under way: the session, the file it comes from, and what is said about it."""

from collections.abc import Callable, Mapping
from functools import cached_property

from sqlmodel import Session

from crm.actions.importing.decisions import Decision
from crm.actions.importing.report import Tally
from crm.actions.importing.rows import Rows
from crm.actions.importing.unlawful_contacts import OwnUids
from crm.formats import Description
from crm.models import ImportedFile
from crm.text import clean_line
from crm.validation import mask_personal_identity_numbers
from crm.vocabulary import RecordKind

BATCH = "batch_id"

Told = Callable[[int, RecordKind, int], None]
"""Is told of each line on which somebody begins who they are: the line, the kind, the key."""


class Intake:
    """What all who save the records of one file share.

    `source` is what the user said of where the file comes from, `decisions` what they decided about
    the records that begin on some lines; `add_people` says that whoever takes part in a meeting
    and is not in the book is to be added.
    """

    def __init__(
        self,
        session: Session,
        described: Description,
        tally: Tally | None = None,
        source: str | None = None,
        decisions: Mapping[int, Decision] | None = None,
        *,
        add_people: bool = False,
        told: Told | None = None,
    ) -> None:
        self.session = session
        self.described = described
        self.tally = tally or Tally()
        self.source = source
        self.decisions = decisions or {}
        self.add_people = add_people
        self.own_uids = OwnUids()
        self._told = told
        self._by_file_uid: dict[str, tuple[RecordKind, int]] = {}

    def tell(self, line: int, kind: RecordKind, identity: int) -> None:
        """Tell whoever wants to know it who the record on a line is."""
        if self._told:
            self._told(line, kind, identity)

    def remember(self, uid: str, kind: RecordKind, identity: int) -> None:
        """Note whom the file has under a uid of its own."""
        self._by_file_uid[uid] = (kind, identity)

    def under_uid(self, uid: str) -> tuple[RecordKind, int] | None:
        """Return whom the file has under a uid that is not theirs in the book."""
        return self._by_file_uid.get(uid)

    @cached_property
    def rows(self) -> Rows:
        """The rows on their way into the book, of whichever saver."""
        return Rows(self.session)

    @cached_property
    def file_id(self) -> int:
        """The key of the file's own row, for `RecordSource`; it is stored when first asked for.

        A file that changes nothing is not kept, so whoever changes nothing must not ask.
        """
        described = self.described
        row = ImportedFile(
            batch_id=self.session.info[BATCH],
            name=mask_personal_identity_numbers(clean_line(described.path.name)),
            sha256=described.sha256,
            format=described.format,
            source=mask_personal_identity_numbers(self.source) if self.source else None,
        )
        self.session.add(row)
        self.session.flush()
        assert row.id is not None
        return row.id
