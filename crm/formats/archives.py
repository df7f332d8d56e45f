"""ZIP archives expanded piece by piece, so that none of them fills the memory.

The directory of an archive may lie, and a few kilobytes can become petabytes (overlapping parts,
sizes that are not true). So nothing is believed: the directory itself is measured first, then
what it admits, and every part is inflated and counted.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

EXPANDED_LIMIT = 400 << 20
RATIO_LIMIT = 250
# Below this size no ratio is dangerous; a sheet of equal cells shrinks to a hundredth.
RATIO_MATTERS = 16 << 20
PART_LIMIT = 5_000
DIRECTORY_LIMIT = 1 << 20
PIECE = 1 << 18

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
# How much of a file's end may hold the end of its directory (APPNOTE 4.3.16, and 4.3.14 for 64).
_END_LENGTH = 22 + 0xFFFF + 20 + 56
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1


class UnsafeError(Exception):
    """An archive that would not fit the memory."""


class ProtectedError(Exception):
    """An archive that has a password."""


class DamagedError(Exception):
    """An archive that cannot be read, or whose directory is not true."""


def parts_of(path: Path) -> list[zipfile.ZipInfo]:
    """Return the parts that the directory of an archive lists, once it seems harmless.

    Raises UnsafeError for too many parts, too large or shrunk too far by its own account,
    ProtectedError for encrypted parts, DamagedError for no archive.
    """
    try:
        if _directory_size(path) > DIRECTORY_LIMIT:
            raise UnsafeError
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise DamagedError from error
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ProtectedError
    expanded = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    is_shrunk = expanded > RATIO_MATTERS and expanded > packed * RATIO_LIMIT
    if len(parts) > PART_LIMIT or expanded > EXPANDED_LIMIT or is_shrunk:
        raise UnsafeError
    return parts


def _directory_size(path: Path) -> int:
    """Return the size of the directory in bytes as the end of the file gives it."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _END_LENGTH))
        tail = stream.read(_END_LENGTH)
    end, end_64 = tail.rfind(_END), tail.rfind(_END_64)
    if end < 0:
        raise zipfile.BadZipFile
    size: int = struct.unpack_from("<I", tail, end + 12)[0]
    if end_64 >= 0:
        size = max(
            size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", tail, end_64 + 40)[0]
        )
    return size


def pieces_of(
    path: Path, parts: list[zipfile.ZipInfo]
) -> Iterator[tuple[zipfile.ZipInfo, Iterator[bytes]]]:
    """Give each part and its bytes in pieces, which must be taken before the next.

    Raises UnsafeError as soon as all together pass the limit, DamagedError for a part that is not
    as long as the directory says.
    """
    expanded = 0

    def counted(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
        nonlocal expanded
        before = expanded
        try:
            for piece in _inflated(stream, part):
                expanded += len(piece)
                if expanded > EXPANDED_LIMIT:
                    raise UnsafeError
                yield piece
        except (zlib.error, struct.error, OSError, ValueError) as error:
            raise DamagedError from error
        if expanded - before != part.file_size:
            raise DamagedError

    with path.open("rb") as stream:
        for part in parts:
            yield part, counted(stream, part)


def _inflated(stream: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give the bytes of a part as they are inflated, never much more than a piece at a time."""
    if part.compress_type not in (_STORED, _DEFLATED):
        raise DamagedError
    stream.seek(part.header_offset)
    header = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    stream.seek(header[-2] + header[-1], 1)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    left = part.compress_size
    while left > 0 and (packed := stream.read(min(left, PIECE))):
        left -= len(packed)
        if part.compress_type == _STORED:
            yield packed
            continue
        while packed and not inflater.eof:
            yield inflater.decompress(packed, PIECE)
            packed = inflater.unconsumed_tail
    if part.compress_type == _DEFLATED:
        yield inflater.flush()
