"""What an import has seen so far, kept small: one file may have a million records."""

# ruff: noqa: S608 - the names in these statements are our own tables

from crm.actions.importing.known import CONTACTS, Known
from crm.driver import Connection
from crm.vocabulary import RecordKind


class Seen:
    """Of those the file has mentioned: who is new, who is a stub, under which uid they stand.

    To be made before anything is added: whoever has a later key then was added by the import.
    """

    def __init__(self, connection: Connection) -> None:
        self._last_before = {
            kind: connection.execute(f"SELECT coalesce(max(id), 0) FROM {kind}").fetchone()[0]
            for kind in CONTACTS
        }
        self._stubs: set[int] = set()
        self._under_own_uid: dict[RecordKind, set[int]] = {kind: set() for kind in CONTACTS}
        self._file_uids: dict[tuple[RecordKind, int], str] = {}

    def remember(self, known: Known) -> None:
        """Keep what the book does not say of somebody."""
        if known.kind == RecordKind.ORGANISATION and known.is_new:
            if known.is_stub:
                self._stubs.add(known.id)
            else:
                self._stubs.discard(known.id)
        if known.file_uid == known.values["uid"]:
            self._under_own_uid[known.kind].add(known.id)
        elif known.file_uid:
            self._file_uids[known.kind, known.id] = known.file_uid

    def recalled(self, known: Known) -> Known:
        """Return somebody who was loaded again, with what was kept."""
        kind, identity = known.kind, known.id
        known.is_new = identity > self._last_before[kind]
        known.is_stub = kind == RecordKind.ORGANISATION and identity in self._stubs
        if identity in self._under_own_uid[kind]:
            known.file_uid = known.values["uid"]
        else:
            known.file_uid = self._file_uids.get((kind, identity), "")
        return known
