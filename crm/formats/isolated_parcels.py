"""What passes between a reader in a process of its own and the program that asked it.

A parcel is one byte for its kind, four for the length of its body, and the body: a pickle of our
own record classes and nothing else. Whoever reads it makes no other object, whatever it says.
"""

import io
import pickle
import struct
from collections.abc import Callable, Iterator
from copyreg import dispatch_table
from dataclasses import fields
from operator import attrgetter
from typing import Any, BinaryIO

from crm.formats import records

RECORDS, DESCRIPTION, FAULT, END = b"R", b"D", b"F", b"E"
KINDS = (RECORDS, DESCRIPTION, FAULT, END)
LENGTH_LIMIT = 64 << 20
CLASSES: dict[str, type[Any]] = {
    one.__name__: one
    for one in (
        records.ContactDetailRecord,
        records.EntryRecord,
        records.IdentifierRecord,
        records.InteractionRecord,
        records.ListRecord,
        records.MembershipRecord,
        records.OrganisationRecord,
        records.OtherNameRecord,
        records.ParticipantRecord,
        records.PersonRecord,
        records.ProposalRecord,
        records.RecordProblem,
        records.RejectedRecord,
        records.RelationRecord,
    )
}

_HEADING = struct.Struct("!cI")


class DamagedParcel(Exception):
    """The bytes are no parcel; an empty one says that there are no more."""


def send(stream: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write a parcel and let it go at once."""
    stream.write(_HEADING.pack(kind, len(body)) + body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Read a parcel: its kind and body; raises DamagedParcel for what is none, or cut short."""
    heading = stream.read(_HEADING.size)
    if len(heading) < _HEADING.size:
        raise DamagedParcel
    kind, length = _HEADING.unpack(heading)
    if kind not in KINDS or length > LENGTH_LIMIT:
        raise DamagedParcel
    body = stream.read(length)
    if len(body) < length:
        raise DamagedParcel
    return kind, body


class Packer:
    """Packs objects one after another; what they share, such as their headers, is packed once."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._pickler = pickle.Pickler(self._buffer, protocol=5)
        self._pickler.dispatch_table = _REDUCTIONS

    def add(self, value: object) -> int:
        """Pack an object and return how many bytes it took."""
        before = self._buffer.tell()
        self._pickler.dump(value)
        return self._buffer.tell() - before

    @property
    def size(self) -> int:
        """How many bytes have been packed."""
        return self._buffer.tell()

    @property
    def body(self) -> bytes:
        """What has been packed."""
        return self._buffer.getvalue()


def packed(value: object) -> bytes:
    """Pack one object."""
    packer = Packer()
    packer.add(value)
    return packer.body


def unpacked(body: bytes) -> Iterator[Any]:
    """Give the objects of a parcel; raises DamagedParcel for anything but what we pack."""
    stream = io.BytesIO(body)
    unpickler = _Unpacker(stream)
    while stream.tell() < len(body):
        try:
            value = unpickler.load()
        except Exception as error:
            # A pickle that is wrong may raise anything: IndexError, UnicodeDecodeError, …
            raise DamagedParcel from error
        yield value


class _Unpacker(pickle.Unpickler):
    """Makes our records, and refuses any other class or function."""

    def find_class(self, module: str, name: str, /) -> type[Any]:
        if module == records.__name__ and name in CLASSES:
            return CLASSES[name]
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _reduction(one: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    values = attrgetter(*(field.name for field in fields(one)))
    return lambda record: (one, values(record))


_REDUCTIONS = dispatch_table | {one: _reduction(one) for one in CLASSES.values()}
