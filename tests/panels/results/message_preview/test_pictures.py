import re
from xml.dom.minidom import parseString

import pytest

from helpers.panels.results.message_preview.pictures import _ART, _WORDS, file_of, icon_picture, picture
from helpers.panels.results.message_preview.stickers import _FACES, sticker_face


def art(address: object) -> str:
    drawn = picture(address, fill=True)
    return next(name for name, shapes in _ART.items() if shapes in drawn)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://lab.example/coffee.jpg", "coffee"),
        ("https://lab.example/img/My_Beach-01.PNG?size=3", "beach"),
        ("https://lab.example/maps/class.png", "class"),
        ("https://lab.example/food/1.png", "food"),
        ("https://lab.example/%E5%92%96%E5%95%A1.png", "coffee"),
        ("https://lab.example/今天的便當.png", "food"),
    ],
)
def test_the_file_name_chooses_the_picture(address: str, name: str) -> None:
    assert art(address) == name


def test_a_name_that_says_nothing_has_always_the_same_picture() -> None:
    assert art("https://example.com/a1.png") == art("https://example.com/a1.png")
    assert len({art(f"https://example.com/{number}.png") for number in range(30)}) > 2


@pytest.mark.parametrize("address", [None, 5, "http://[bad", "", [], "\ud800"])
def test_any_address_has_a_picture(address: object) -> None:
    assert art(address)


def test_there_is_a_dozen_of_each_and_every_word_has_its_picture() -> None:
    assert len(_ART) >= 12
    assert len({sticker_face("446", str(number)) for number in range(200)}) == len(_FACES) == 12
    assert set(_WORDS.values()) == set(_ART)


def test_all_are_drawings_that_parse_and_fetch_nothing() -> None:
    drawn = [picture(f"/{name}.png", fill=fill) for name in _ART for fill in (True, False)]
    drawn += [sticker_face("446", str(number)) for number in range(50)] + [icon_picture("/gold_star.png")]
    for svg in drawn:
        parseString(svg)
        assert re.findall(r"href|url\(|<image|<text", svg) == []


def test_a_picture_fills_its_frame_or_is_whole_in_it() -> None:
    assert "slice" in picture("/a.png", fill=True)
    assert "meet" in picture("/a.png", fill=False)


def test_stars_of_a_rating_are_golden_or_grey() -> None:
    gold, grey = icon_picture("https://x/review_gold_star_28.png"), icon_picture("https://x/review_gray_star_28.png")
    assert gold != grey
    assert "#f5b301" in gold


def test_a_sticker_has_always_the_same_face() -> None:
    assert sticker_face("446", "1988") == sticker_face("446", "1988")


@pytest.mark.parametrize(("address", "name"), [("https://x/a/b.png", "b.png"), ("https://x", "x"), ("b.png", "b.png")])
def test_the_file_an_address_names(address: str, name: str) -> None:
    assert file_of(address) == name
