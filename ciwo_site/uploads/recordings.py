"""MP3, MP4 and WebM: enough of each is read to know that a player would find sound or picture in it."""

import os
from typing import IO

MAX_BOXES = 10_000

# MPEG audio, layer III, as ISO/IEC 11172-3 and 13818-3 table them. Rates by the header's version bits.
SAMPLE_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
KILOBITS = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    0: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
LAYER_III = 1
MAX_PADDING_BYTES = 64 * 1024

SEGMENT = b"\x18\x53\x80\x67"


def is_mp3(stream: IO[bytes]) -> bool:
    """Whether two frames of sound follow one another, after the tag with the title and before any other thing."""
    start = _after_id3(stream)
    stream.seek(start)
    block = stream.read(MAX_PADDING_BYTES)
    first = len(block) - len(block.lstrip(b"\0"))
    length = _frame_bytes(block[first : first + 4])
    if not length:
        return False
    stream.seek(start + first + length)
    return _frame_bytes(stream.read(4)) > 0


def is_mp4(stream: IO[bytes]) -> bool:
    """Whether the boxes follow one another to the end of the file, and one of them describes tracks."""
    size = stream.seek(0, os.SEEK_END)
    position, found = 0, set()
    for _count in range(MAX_BOXES):
        if position == size:
            break
        stream.seek(position)
        header = stream.read(16)
        if len(header) < 8:
            return False
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:  # to the end of the file
            length = size - position
        if length < 8 or position + length > size:
            return False
        found.add(header[4:8])
        position += length
    return position == size and {b"ftyp", b"moov"} <= found


def is_webm(stream: IO[bytes]) -> bool:
    """Whether a segment, which holds sound and picture, follows the header."""
    stream.seek(4)
    first = stream.read(1)
    if not first or not first[0]:
        return False
    width = 9 - first[0].bit_length()  # of the header's length, in bytes: its leading zero bits count them
    marked = int.from_bytes(first + stream.read(width - 1), "big")
    length = marked - (1 << (7 * width))
    stream.seek(4 + width + length)
    return stream.read(4) == SEGMENT


def _after_id3(stream: IO[bytes]) -> int:
    stream.seek(0)
    header = stream.read(10)
    if len(header) < 10 or not header.startswith(b"ID3"):
        return 0
    length = 0
    for byte in header[6:10]:
        length = length << 7 | byte & 0x7F
    has_footer = header[5] & 0x10
    return 10 + length + (10 if has_footer else 0)


def _frame_bytes(header: bytes) -> int:
    """The length of the frame that begins with these four bytes, 0 when they begin none."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bit_rate, sample_rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version not in SAMPLE_RATES or layer != LAYER_III or not 1 <= bit_rate <= 14 or sample_rate == 3:
        return 0
    samples_by_8 = 144 if version == 3 else 72
    return samples_by_8 * 1000 * KILOBITS[version][bit_rate - 1] // SAMPLE_RATES[version][sample_rate] + padding
