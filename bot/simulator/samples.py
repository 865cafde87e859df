"""Small valid files, so that a tester has something to send."""

from __future__ import annotations

import struct
import zlib

COLOURS = ((196, 78, 82), (85, 168, 104), (76, 114, 176), (221, 170, 51), (129, 114, 179))
WIDTH, HEIGHT = 320, 200


def sample_png(number: int) -> bytes:
    """Return a PNG with a striped pattern; each number looks different."""
    colour = COLOURS[number % len(COLOURS)]
    rows = b"".join(_row(y, number, colour) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _row(y: int, number: int, colour: tuple[int, int, int]) -> bytes:
    width = 8 + 4 * (number % 7)
    light = tuple(min(255, part + 40) for part in colour)
    return b"\0" + b"".join(bytes(light if (x + y) // width % 2 else colour) for x in range(WIDTH))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
