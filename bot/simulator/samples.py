"""Small valid files that a person can send without a camera or a microphone."""

import struct
import zlib

OPUS_RATE = 48_000
SILENCE = bytes((0xF8, 0xFF, 0xFE))
FRAMES_A_PAGE = 50


def _chunk(name: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)


def _pixel(x: int, y: int, width: int, height: int) -> tuple[int, int, int]:
    if (x - width * 0.72) ** 2 + (y - height * 0.28) ** 2 < (height * 0.13) ** 2:
        return 255, 214, 92
    if y > height * 0.6 + (x - width / 2) ** 2 / (width * 3):
        return 96 + y % 12, 150 - (x + y) % 9, 70
    return 150 + y // 3, 200 + y // 6, 235


def photo(width: int = 160, height: int = 120) -> bytes:
    """A PNG: a field under the sun."""
    rows = (
        b"\0" + bytes(part for x in range(width) for part in _pixel(x, y, width, height))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 9)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _ogg_crc(page: bytes) -> int:
    # Ogg's checksum is zlib's polynomial without the bit reversals, so zlib cannot compute it.
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1) ^ (0x04C11DB7 if crc & 0x80000000 else 0)
        crc &= 0xFFFFFFFF
    return crc


def _ogg_page(packets: list[bytes], flags: int, granule: int, number: int) -> bytes:
    sizes = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 7, number, 0, len(sizes))
    page = head + sizes + b"".join(packets)
    return page[:22] + struct.pack("<I", _ogg_crc(page)) + page[26:]


def voice(seconds: int = 3) -> bytes:
    """A silent Ogg Opus voice note."""
    opus_head = struct.pack("<8sBBHIHB", b"OpusHead", 1, 1, 0, OPUS_RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 8) + b"practice" + struct.pack("<I", 0)
    pages = [_ogg_page([opus_head], 2, 0, 0), _ogg_page([tags], 0, 0, 1)]
    for second in range(seconds):
        last = 4 if second == seconds - 1 else 0
        packets = [SILENCE] * FRAMES_A_PAGE
        pages.append(_ogg_page(packets, last, OPUS_RATE * (second + 1), second + 2))
    return b"".join(pages)
