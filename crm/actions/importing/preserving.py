"""Content lines of cards that no field of ours holds, kept so that they go out as they came in."""

from crm.actions.importing.drafts import Draft
from crm.actions.importing.known import Known
from crm.actions.importing.replacing import Replacing
from crm.actions.importing.rows import Rows
from crm.driver import Connection

FIELD = "preserved"


class Preserving:
    """Keeps the lines of one file: a newer card's take the place of an older one's."""

    def __init__(self, connection: Connection, rows: Rows, replacing: Replacing) -> None:
        self._connection = connection
        self._rows = rows
        self._replacing = replacing

    def keep(self, known: Known, draft: Draft) -> None:
        """Keep the lines of a draft; what the book has already is left where it is."""
        if not draft.preserved:
            return
        stored = self._stored(known)
        added = [line for line in dict.fromkeys(draft.preserved) if line not in stored]
        gone = [line for line in stored if line not in draft.preserved]
        if gone and self._is_newer(known, draft, added):
            self._remove(known)
            stored, added = [], list(dict.fromkeys(draft.preserved))
        for place, line in enumerate(added, start=len(stored)):
            known.take(FIELD, None, line)
            owner = {f"{known.kind}_id": known.id}
            self._rows.add("preserved_property", **owner, position=place, content=line)
        known.preserved = [*stored, *added]
        known.given.add(FIELD)

    def _is_newer(self, known: Known, draft: Draft, added: list[str]) -> bool:
        if not added and self._replacing.was_read_before:
            return False
        return known.is_stored and self._replacing.may_replace(known, FIELD, draft)

    def _stored(self, known: Known) -> list[str]:
        if known.preserved is None:
            rows = self._connection.execute(
                f"SELECT content FROM preserved_property WHERE {known.kind}_id = ?"  # noqa: S608
                " ORDER BY position, id",
                (known.id,),
            )
            known.preserved = [content for (content,) in rows]
        return known.preserved

    def _remove(self, known: Known) -> None:
        self._connection.execute(
            f"DELETE FROM preserved_property WHERE {known.kind}_id = ?",  # noqa: S608
            (known.id,),
        )
