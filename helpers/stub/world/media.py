"""The bytes of what people send: small files made here, the same in every run (REF#get-content).

They are real files of their kind (a grey picture, silence), and nobody else's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack
from typing import Any

JPEG, MP4, MP3, OCTETS = "image/jpeg", "video/mp4", "audio/mpeg", "application/octet-stream"

#: No practice file is larger, whatever size its message claims.
FILE_BYTES_MAX = 1024 * 1024
#: And no sound is longer.
_AUDIO_MS_MAX = 10_000
_SIDE, _PREVIEW_SIDE = 64, 16
_FILLER = "這是練習用的檔案。This file is for practice.\n".encode()


def content(message: Mapping[str, Any]) -> tuple[bytes, str] | None:
    """Return the bytes and the media type of a message a person sent.

    None when its kind has none (text, sticker ...).
    """
    kind = message["type"]
    if kind == "image":
        return _jpeg(_SIDE, _shade(message)), JPEG
    if kind == "video":
        return _mp4(_number(message, "duration", 2**32 - 1)), MP4
    if kind == "audio":
        return _mp3(_number(message, "duration", _AUDIO_MS_MAX)), MP3
    if kind == "file":
        return _file(_number(message, "fileSize", FILE_BYTES_MAX)), OCTETS
    return None


def preview(message: Mapping[str, Any]) -> tuple[bytes, str] | None:
    """Return a smaller picture of an image or video; None for the other kinds."""
    return (_jpeg(_PREVIEW_SIDE, _shade(message)), JPEG) if message["type"] in ("image", "video") else None


def _shade(message: Mapping[str, Any]) -> int:
    """Pictures of different messages differ: 0 to 63."""
    return int(message["id"]) // 3 % 64


def _number(message: Mapping[str, Any], name: str, most: int) -> int:
    """Return what the message claims, within reason; 0 when it claims nothing."""
    return max(0, min(int(message.get(name) or 0), most))


# One kind each ----------------------------------------------------------------------------------------------------


def _jpeg(side: int, shade: int) -> bytes:
    """Return a grey square. `side` is a multiple of 8, `shade` 0 (grey) to 63 (white).

    One component, one quantisation table of eights, and Huffman tables that know no more than is needed: the first
    block tells its brightness in 7 bits, every other says that it is the same.
    """
    blocks = (side // 8) ** 2
    brightness = 64 + shade  # 7 bits, as the DC table's only symbol says
    bits = f"0{brightness:07b}0" + "100" * (blocks - 1)
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
            _segment(0xDB, b"\0" + bytes([8] * 64)),
            _segment(0xC0, pack(">BHHB3B", 8, side, side, 1, 1, 0x11, 0)),
            # DC: code 0 is "7 bits follow", code 10 "as before"; AC: code 0 is "the rest of the block is empty".
            _segment(0xC4, b"\0" + bytes([1, 1] + [0] * 14) + b"\7\0"),
            _segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0"),
            _segment(0xDA, b"\1\1\0\0\x3f\0"),
            _packed(bits),
            b"\xff\xd9",
        )
    )


def _segment(marker: int, payload: bytes) -> bytes:
    return pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _packed(bits: str) -> bytes:
    """Bits to bytes, filled up with ones; a byte of eight ones is followed by a zero byte, as JPEG has it."""
    bits += "1" * (-len(bits) % 8)
    raw = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
    return raw.replace(b"\xff", b"\xff\0")


def _mp4(milliseconds: int) -> bytes:
    """Return an MP4 file of that length, without tracks: nothing to see or hear."""
    brands = b"isom" + pack(">I", 0x200) + b"isomiso2mp41"
    matrix = pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    times = pack(">IIIII", 0, 0, 0, 1000, milliseconds)  # version, made, changed, ticks a second, length
    header = times + pack(">IH", 0x10000, 0x100) + bytes(10) + matrix + bytes(24) + pack(">I", 1)
    return _box(b"ftyp", brands) + _box(b"moov", _box(b"mvhd", header)) + _box(b"mdat", b"")


def _box(kind: bytes, payload: bytes) -> bytes:
    return pack(">I", len(payload) + 8) + kind + payload


def _mp3(milliseconds: int) -> bytes:
    """Return silence: frames of MPEG-1 layer III, 128 kbit/s at 44.1 kHz, 1152 samples each."""
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    frames = round(milliseconds * 44.1 / 1152)
    return frame * max(1, frames)


def _file(size: int) -> bytes:
    """Return a text of that size."""
    return (_FILLER * (size // len(_FILLER) + 1))[:size]
