"""A zip archive with some of its parts replaced; all others are copied byte for byte, packed.

The structures are those of the ZIP specification (PKWARE APPNOTE 6.3.10, sections 4.3.7–4.3.16).
"""

import struct
import zlib
from collections.abc import Mapping

from align.checks.rewrite.fixes import Refused

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_DESCRIPTOR = 0x08  # Flag: sizes follow the data. Ours stand before it.
_DEFLATED = 8
_ODD = Refused("stands in an archive of an unusual make: save the file anew in a word processor")


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The archive with new contents of some of its parts.

    Raises
    ------
    Refused
        The archive is not as word processors write them.
    """
    try:
        return _replaced(data, {name.encode(): content for name, content in parts.items()})
    except (struct.error, IndexError, OverflowError):
        raise _ODD from None


def _replaced(data: bytes, parts: dict[bytes, bytes]) -> bytes:
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        raise _ODD
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, end)
    if offset + size != end or 0xFFFF in (count,) or 0xFFFFFFFF in (size, offset):
        raise _ODD
    records = _records(data, offset, count)
    starts = sorted(record[-1] for _, _, record in records)
    after = dict(zip(starts, [*starts[1:], offset], strict=True))
    names = [name for name, _, _ in records]
    if len(after) != len(records) or any(names.count(name) != 1 for name in parts):
        raise _ODD
    out = bytearray(data[: starts[0]])
    central: dict[bytes, bytes] = {}
    for name, rest, record in sorted(records, key=lambda item: item[2][-1]):
        start = record[-1]
        place = len(out)
        if data[start : start + 4] != b"PK\x03\x04":
            raise _ODD
        if name in parts:
            packed, record = _packed(data, start, record, parts[name])
            out += packed
        else:
            out += data[start : after[start]]
        central[name] = _CENTRAL.pack(*record[:-1], place) + rest
    begin = len(out)
    for name in names:
        out += central[name]
    last = list(_END.unpack_from(data, end))
    last[5:7] = len(out) - begin, begin
    return bytes(out + _END.pack(*last) + data[end + _END.size :])


def _records(data: bytes, offset: int, count: int) -> list[tuple[bytes, bytes, tuple[int, ...]]]:
    """Name, the bytes from the name on, and the fields of every record of the directory."""
    found = []
    seen: set[bytes] = set()
    for _ in range(count):
        record = _CENTRAL.unpack_from(data, offset)
        offset += _CENTRAL.size
        length, extra, comment = record[10:13]
        rest = data[offset : offset + length + extra + comment]
        offset += len(rest)
        name = rest[:length]
        if record[0] != b"PK\x01\x02" or name in seen or 0xFFFFFFFF in record[8:10]:
            raise _ODD
        seen.add(name)
        found.append((name, rest, record))
    return found


def _packed(
    data: bytes, start: int, record: tuple[int, ...], content: bytes
) -> tuple[bytes, tuple[int, ...]]:
    """A part with its local header, and the fields of its record."""
    local = list(_LOCAL.unpack_from(data, start))
    names = data[start + _LOCAL.size : start + _LOCAL.size + local[9]]
    packer = zlib.compressobj(wbits=-15)
    method = record[4]
    packed = packer.compress(content) + packer.flush() if method == _DEFLATED else content
    sizes = zlib.crc32(content), len(packed), len(content)
    local[2] &= ~_DESCRIPTOR
    local[3], local[6:9], local[10] = method, sizes, 0
    flags = record[3] & ~_DESCRIPTOR
    fields = (*record[:3], flags, *record[4:7], *sizes, *record[10:])
    return _LOCAL.pack(*local) + names + packed, fields
