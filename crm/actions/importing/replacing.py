"""Whether what a file says may take the place of what the book says.

A value that came from a file gives way to a later file's. What a person typed stands, unless the
file says that it was changed later than that. Nothing gives way to something older or emptier.
"""

from sqlmodel import Session, col, select

from crm.actions.importing.drafts import Draft
from crm.actions.importing.known import Known
from crm.models import ImportedFile
from crm.queries.sources import origin_of, origins_of_record

SHORTEST_REVISION = len("2019-05-02")


class Replacing:
    """Decides for one file, known by its SHA-256; to be made before the file is written down."""

    def __init__(self, session: Session, sha256: str) -> None:
        self._session = session
        self._sha256 = sha256
        statement = select(ImportedFile.id).where(ImportedFile.sha256 == sha256)
        self._first_reading = session.exec(statement.order_by(col(ImportedFile.id))).first()

    def may_replace(self, known: Known, column: str, draft: Draft) -> bool:
        """Tell whether the draft's value for a column of somebody known is the better one.

        `column` is `custom:KEY` for a field of the user's own.
        """
        if not known.is_stored or column in known.given:
            return _is_later(draft.revision, known.revision)
        if known.origins is None:
            known.origins = origins_of_record(self._session, known.kind, known.id)
        origin = origin_of(known.origins, column)
        if origin is None:
            return _is_later(draft.revision, known.values["updated_at"])
        if draft.revision and origin.revision:
            return _is_later(draft.revision, origin.revision)
        return origin.sha256 != self._sha256 and not self._is_older(origin.file_id)

    @property
    def was_read_before(self) -> bool:
        """Tell whether the book has taken in this very file before."""
        return self._first_reading is not None

    def _is_older(self, file_id: int) -> bool:
        """Tell whether this very file had been read before the one that gave the value."""
        return self._first_reading is not None and self._first_reading < file_id


def _is_later(revision: str, moment: str) -> bool:
    """Compare moments in ISO 8601 and UTC, of which either may be known only to the day."""
    if min(len(revision), len(moment)) < SHORTEST_REVISION:
        return False
    return revision.rstrip("Z") > moment.rstrip("Z")
