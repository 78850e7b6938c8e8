from __future__ import annotations

from struct import unpack

import pytest

from helpers.stub.world import media
from helpers.stub.world.media import FILE_BYTES_MAX

IMAGE = {"type": "image", "id": "561230966842064897"}


def made(message: dict[str, object]) -> bytes:
    found = media.content(message)
    assert found is not None
    return found[0]


def scan(jpeg: bytes) -> str:
    """The bits of a JPEG's picture data."""
    start = jpeg.index(b"\xff\xda") + 10
    return "".join(f"{byte:08b}" for byte in jpeg[start:-2].replace(b"\xff\0", b"\xff"))


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file"])
def test_the_same_message_has_the_same_bytes(kind: str) -> None:
    message = {"type": kind, "id": "7", "duration": 3000, "fileSize": 99}
    assert made(message) == made(dict(message))


def test_two_pictures_differ() -> None:
    assert made(IMAGE) != made({**IMAGE, "id": "561230966842064901"})


def test_a_picture_is_a_baseline_jpeg_of_64_by_64() -> None:
    jpeg = made(IMAGE)
    frame = jpeg.index(b"\xff\xc0") + 4
    assert unpack(">BHHB", jpeg[frame : frame + 6]) == (8, 64, 64, 1)
    assert (jpeg[:2], jpeg[-2:]) == (b"\xff\xd8", b"\xff\xd9")


def test_every_block_of_a_picture_is_there() -> None:
    bits = scan(made(IMAGE))
    first, rest = bits[:9], bits[9:].rstrip("1")
    assert (first[:2], first[-1]) == ("01", "0")  # 7 bits of brightness, the highest set, then end of block
    assert rest == "100" * 63  # as before, end of block


def test_no_byte_of_a_scan_looks_like_a_marker() -> None:
    for number in range(64):
        jpeg = made({"type": "image", "id": str(3 * number)})
        data = jpeg[jpeg.index(b"\xff\xda") + 10 : -2]
        assert b"\xff" not in data.replace(b"\xff\0", b"")


def test_a_video_tells_its_length() -> None:
    mp4 = made({"type": "video", "id": "1", "duration": 2500})
    header = mp4.index(b"mvhd") + 4
    assert unpack(">5I", mp4[header : header + 20]) == (0, 0, 0, 1000, 2500)


def test_the_boxes_of_a_video_fill_the_file() -> None:
    mp4, at, kinds = made({"type": "video", "id": "1"}), 0, []
    while at < len(mp4):
        size, kind = unpack(">I4s", mp4[at : at + 8])
        kinds.append(kind)
        at += size
    assert (at, kinds) == (len(mp4), [b"ftyp", b"moov", b"mdat"])


def test_audio_is_frames_of_silence_for_its_length() -> None:
    mp3 = made({"type": "audio", "id": "1", "duration": 1000})
    assert len(mp3) == 417 * 38  # 38 * 1152 / 44100 = 0.99 s
    assert {mp3[at : at + 4] for at in range(0, len(mp3), 417)} == {b"\xff\xfb\x90\0"}


def test_a_file_has_the_size_its_message_claims() -> None:
    assert [len(made({"type": "file", "id": "1", "fileSize": size})) for size in (0, 1, 1000)] == [0, 1, 1000]


@pytest.mark.parametrize("kind", ["video", "audio", "file"])
def test_nothing_is_larger_than_a_megabyte(kind: str) -> None:
    assert len(made({"type": kind, "id": "1", "duration": 10**15, "fileSize": 10**15})) <= FILE_BYTES_MAX


@pytest.mark.parametrize("kind", ["video", "audio", "file"])
def test_nothing_is_shorter_than_nothing(kind: str) -> None:
    assert made({"type": kind, "id": "1", "duration": -1, "fileSize": -1}) == made({"type": kind, "id": "1"})


@pytest.mark.parametrize("kind", ["text", "sticker", "location", "unsent"])
def test_other_kinds_have_no_bytes(kind: str) -> None:
    assert media.content({"type": kind, "id": "1"}) is None
    assert media.preview({"type": kind, "id": "1"}) is None
