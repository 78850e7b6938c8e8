"""Pictures of our own for the addresses in messages, chosen by words in the file's name; nothing is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit
from zlib import crc32

from helpers.panels.results.message_preview.shapes import text_of

#: Each is drawn on 160 × 120; what matters stands in the middle, for the edges are cut where the shape differs.
_ART: Mapping[str, str] = {
    "coffee": (
        '<path fill="#f3e3d0" d="M0 0h160v120H0z"/><path fill="#c79a6b" d="M0 88h160v32H0z"/>'
        '<ellipse cx="78" cy="92" rx="46" ry="8" fill="#fff"/><path fill="#fff" d="M46 52h64v16a32 24 0 0 1-64 0z"/>'
        '<path d="M109 57q17-3 15 8t-19 11" fill="none" stroke="#fff" stroke-width="6"/>'
        '<ellipse cx="78" cy="52" rx="32" ry="7" fill="#6b3f22"/>'
        '<ellipse cx="78" cy="53" rx="20" ry="3.5" fill="#b98352"/>'
        '<path d="M66 38q-6-8 0-14t0-13M88 38q-6-8 0-14t0-13" fill="none" stroke="#d8bfa4" stroke-width="4" '
        'stroke-linecap="round"/>'
    ),
    "food": (
        '<path fill="#fbe9c6" d="M0 0h160v120H0z"/><circle cx="80" cy="62" r="46" fill="#fff"/>'
        '<circle cx="80" cy="62" r="35" fill="#eef1f4"/><path fill="#f2b84b" d="M52 66a28 22 0 0 1 56 0q-28 14-56 0z"/>'
        '<circle cx="70" cy="76" r="11" fill="#fff8e8"/><circle cx="70" cy="76" r="5" fill="#f59f1e"/>'
        '<path fill="#4f9d4f" d="M86 76q12-14 22-6-6 14-22 6z"/><circle cx="96" cy="60" r="7" fill="#d9483b"/>'
        '<path d="M20 34v24M14 34v12q6 8 12 0V34M20 58v34M140 34q-9 12 0 26v32" fill="none" stroke="#9a7b4f" '
        'stroke-width="4" stroke-linecap="round"/>'
    ),
    "beach": (
        '<path fill="#bfe6f7" d="M0 0h160v120H0z"/><circle cx="122" cy="28" r="14" fill="#ffd45e"/>'
        '<path fill="#3aa6c9" d="M0 58h160v30H0z"/><path fill="#79cfe0" d="M0 72q20-6 40 0t40 0 40 0 40 0v20H0z"/>'
        '<path fill="#f3deb0" d="M0 92q40-14 84-6t76 0v34H0z"/>'
        '<path d="M62 102 74 50" stroke="#8a5a35" stroke-width="4"/>'
        '<path fill="#e8574a" d="M42 62q14-26 44-18l-2 6z"/><path fill="#fff" d="M56 57q12-16 30-13l-2 6z"/>'
    ),
    "mountain": (
        '<path fill="#cfe3f3" d="M0 0h160v120H0z"/><circle cx="122" cy="30" r="13" fill="#fff4cf"/>'
        '<path fill="#7f9bb8" d="m0 92 48-56 34 38 22-24 56 56v14H0z"/>'
        '<path fill="#fff" d="m48 36 15 17-8 2-7 6-9-7-5 0z"/>'
        '<path fill="#5d8a63" d="M0 96q40-18 84-6t76-6v36H0z"/><path fill="#47734f" d="M0 108q60-16 160-2v14H0z"/>'
    ),
    "map": (
        '<path fill="#e8ede3" d="M0 0h160v120H0z"/><path fill="#c9dfb8" d="M8 10h40v30H8zM104 74h48v36h-48z"/>'
        '<path fill="#a9d0ea" d="M0 96q40-20 70-2t-6 26H0z"/>'
        '<path d="M-5 52 165 40M62-5 74 125M-5 84 165 70M118-5 126 125" fill="none" stroke="#fff" stroke-width="7"/>'
        '<path d="M-5 18 165 12" fill="none" stroke="#f6d47a" stroke-width="8"/>'
        '<path fill="#e5433a" d="M80 86q-20-25-20-38a20 20 0 0 1 40 0q0 13-20 38z"/>'
        '<circle cx="80" cy="48" r="8" fill="#fff"/>'
    ),
    "class": (
        '<path fill="#efe5d4" d="M0 0h160v120H0z"/><path fill="#8a6240" d="M24 14h112v68H24z"/>'
        '<path fill="#2f6b57" d="M29 19h102v58H29z"/><path d="M40 34h44M40 46h60M40 58h32" stroke="#e9f2ec" '
        'stroke-width="4" stroke-linecap="round"/><circle cx="112" cy="50" r="11" fill="none" stroke="#f6e58d" '
        'stroke-width="4"/><path fill="#b9824f" d="M0 96h160v24H0z"/><path fill="#d9483b" d="M66 88h10v10H66z"/>'
        '<path fill="#3d7cc9" d="M80 84h8v14h-8z"/>'
    ),
    "book": (
        '<path fill="#e4ecf7" d="M0 0h160v120H0z"/><path fill="#c5d3ea" d="M0 92h160v28H0z"/>'
        '<path fill="#fff" d="M80 40q-24-14-50-6v56q26-8 50 6zM80 40q24-14 50-6v56q-26-8-50 6z"/>'
        '<path d="M80 40v56M40 48q16-4 30 3M40 60q16-4 30 3M40 72q16-4 30 3M120 48q-16-4-30 3M120 60q-16-4-30 3" '
        'fill="none" stroke="#8ea5c9" stroke-width="3"/>'
    ),
    "flower": (
        '<path fill="#eaf5e4" d="M0 0h160v120H0z"/><path d="M80 66v54" stroke="#4d8f4d" stroke-width="5"/>'
        '<path fill="#5fae5f" d="M80 100q22-20 34-8-12 18-34 8zM80 106q-22-16-32-6 12 16 32 6z"/><g fill="#f08fb1">'
        '<circle cx="80" cy="32" r="15"/><circle cx="100" cy="46" r="15"/><circle cx="92" cy="68" r="15"/>'
        '<circle cx="68" cy="68" r="15"/><circle cx="60" cy="46" r="15"/></g>'
        '<circle cx="80" cy="52" r="12" fill="#ffd45e"/>'
    ),
    "cat": (
        '<path fill="#fdebdc" d="M0 0h160v120H0z"/>'
        '<path fill="#d98b4a" d="m46 22 24 16h20l24-16 4 46a38 36 0 0 1-76 0z"/>'
        '<path fill="#fff4e8" d="M60 80a20 16 0 0 1 40 0q-20 22-40 0z"/><circle cx="64" cy="60" r="5" fill="#40302a"/>'
        '<circle cx="96" cy="60" r="5" fill="#40302a"/><path fill="#e46f75" d="M75 72h10l-5 6z"/>'
        '<path d="M80 78q-6 9-13 3M80 78q6 9 13 3M34 68l22 4M34 80l22-2M126 68l-22 4M126 80l-22-2" fill="none" '
        'stroke="#40302a" stroke-width="2.5" stroke-linecap="round"/>'
    ),
    "city": (
        '<path fill="#cddcf0" d="M0 0h160v120H0z"/><path fill="#8fa6c4" d="M8 62h24v58H8zM120 50h30v70h-30z"/>'
        '<path fill="#6d86ab" d="M36 74h26v46H36zM98 66h22v54H98z"/><path fill="#4c9487" d="M72 40h18l4 80H68z"/>'
        '<path fill="#3b7d71" d="M70 62h22l2 6H68zM70 84h22l2 6H67zM76 26h10l3 14H73zM80 8h2v18h-2z"/>'
        '<path d="M14 72h12M14 82h12M126 62h18M126 74h18M42 86h14M42 96h14" stroke="#fff2c4" stroke-width="4"/>'
    ),
    "bus": (
        '<path fill="#dcebf3" d="M0 0h160v120H0z"/><path fill="#9aa7b3" d="M0 94h160v26H0z"/>'
        '<rect x="24" y="32" width="112" height="62" rx="12" fill="#3f8fd2"/>'
        '<path fill="#e6f4fc" d="M34 44h24v20H34zM64 44h24v20H64zM94 44h32v20H94z"/>'
        '<path fill="#ffd45e" d="M24 72h112v6H24z"/>'
        '<circle cx="52" cy="94" r="11" fill="#333d47"/><circle cx="108" cy="94" r="11" fill="#333d47"/>'
        '<circle cx="52" cy="94" r="4" fill="#dfe5ea"/><circle cx="108" cy="94" r="4" fill="#dfe5ea"/>'
    ),
    "gift": (
        '<path fill="#fdeaf0" d="M0 0h160v120H0z"/><path fill="#e05a76" d="M42 54h76v50H42z"/>'
        '<path fill="#ef7d94" d="M36 40h88v18H36z"/><path fill="#ffe08a" d="M73 40h14v64H73z"/>'
        '<path d="M80 40q-34-2-26-18 14-10 26 18 12-28 26-18 8 16-26 18z" fill="none" stroke="#ffd45e"'
        ' stroke-width="6"/>'
    ),
    "ticket": (
        '<path fill="#fff1d6" d="M0 0h160v120H0z"/>'
        '<path fill="#ef8b3c" d="M24 34h112v18a9 9 0 0 0 0 18v18H24V70a9 9 0 0 0 0-18z"/>'
        '<path d="M100 38v46" stroke="#fff" stroke-width="3" stroke-dasharray="5 5"/>'
        '<path d="M46 76 78 46" stroke="#fff" stroke-width="5" stroke-linecap="round"/>'
        '<circle cx="50" cy="52" r="6" fill="none" '
        'stroke="#fff" stroke-width="4"/><circle cx="75" cy="70" r="6" fill="none" stroke="#fff" stroke-width="4"/>'
    ),
    "person": (
        '<path fill="#dfe7f5" d="M0 0h160v120H0z"/><path fill="#4f78b8" d="M34 120q0-40 46-40t46 40z"/>'
        '<circle cx="80" cy="54" r="27" fill="#f5cfae"/>'
        '<path fill="#49382f" '
        'd="M52 54q-2-32 28-32t28 32q-10-16-26-16-18 0-30 16z"/>'
        '<circle cx="71" cy="58" r="3" fill="#49382f"/><circle cx="89" cy="58" r="3" fill="#49382f"/>'
        '<path d="M72 69q8 6 16 0" fill="none" stroke="#b0705b" stroke-width="3" stroke-linecap="round"/>'
    ),
}  # fmt: skip

#: Words in a file's name, in both languages, and the picture they stand for.
_WORDS: Mapping[str, str] = {
    word: name
    for name, words in {
        "coffee": "coffee cafe latte espresso tea drink 咖啡 拿鐵 茶 飲料",
        "food": "food lunch dinner breakfast meal menu rice noodle pizza burger 便當 午餐 晚餐 早餐 菜單 美食 餐",
        "beach": "beach sea ocean summer island travel holiday sun 海 沙灘 夏天 旅遊",
        "mountain": "mountain hill hiking nature landscape forest photo 山 風景",
        "map": "map location place route station address 地圖 位置 路線",
        "class": "class classroom school lesson course blackboard teacher homework 教室 上課 課程 學校 作業",
        "book": "book books library read reading news notice article 書 圖書館 公告",
        "flower": "flower flowers rose garden spring 花",
        "cat": "cat cats kitten dog pet animal 貓 狗 寵物",
        "city": "city taipei building night hotel house apartment real estate 台北 城市 大樓",
        "bus": "bus train car taxi transport ticketing 公車 火車 捷運",
        "gift": "gift present birthday party sale cake event 禮物 生日 特價 活動",
        "ticket": "ticket coupon discount voucher movie cinema 票 優惠 折價",
        "person": "person people user profile avatar face icon member 人 頭像",
    }.items()
    for word in words.split()
}
#: Signs of the actions that have one of their own in LINE, too, where no icon is given (REF#quick-reply).
_SIGNS: Mapping[str, str] = {
    "camera": "M36 38h20l8-12h32l8 12h20v58H36zM80 50a16 16 0 1 0 .1 0z",
    "cameraRoll": "M34 26h92v68H34zM44 84h72L94 52 78 72 66 60zM60 38a8 8 0 1 0 .1 0z",
    "location": "M80 12q-34 2-34 36 0 22 34 60 34-38 34-60 0-34-34-36zM80 34a14 14 0 1 0 .1 0z",
}
_STAR = "m80 12 15 31 34 5-25 24 6 34-30-16-30 16 6-34-25-24 34-5z"


def picture(address: object, *, fill: bool) -> str:
    """Return a picture for the address, as SVG that fills its frame: cut to it (`fill`), or whole with room around."""
    return _svg(_ART[_topic(address)], fill=fill)


def icon_picture(address: object) -> str:
    """Return a small sign for the address of an icon: a star, golden or grey, or a picture."""
    words = set(_words(text_of(address)))
    if words & {"star", "stars", "rating"}:
        colour = "#c4c9d1" if words & {"gray", "grey", "empty", "off"} else "#f5b301"
        return _svg(f'<path fill="{colour}" d="{_STAR}"/>', fill=True, square=True)
    return _svg(f"<g>{_ART[_topic(address)]}</g>", fill=True, square=True)


def action_sign(kind: str) -> str:
    """Return the sign of a camera, camera roll or location action; "" for the others."""
    drawn = _SIGNS.get(kind)
    return _svg(f'<path fill="#4f78b8" fill-rule="evenodd" d="{drawn}"/>', fill=True, square=True) if drawn else ""


def file_of(address: object) -> str:
    """Return the file's name in an address, or its host when it names none."""
    text = text_of(address)
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    return unquote(parts.path.rpartition("/")[2]) or parts.netloc


def _topic(address: object) -> str:
    """Choose the picture whose word comes first: in the file's name, then in the folders; else always the same."""
    text = text_of(address)
    for place in (file_of(text), text.partition("://")[2].partition("/")[2]):
        for word in _words(place):
            if word in _WORDS:
                return _WORDS[word]
        for word, name in _WORDS.items():
            if not word.isascii() and word in place:  # Chinese runs its words together
                return name
    others = ("mountain", "beach", "city", "flower")
    return others[crc32(text.encode("utf-8")) % len(others)]


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in re.findall(r"[A-Za-z]+", text))


def _svg(art: str, *, fill: bool, square: bool = False) -> str:
    box = "20 0 120 120" if square else "0 0 160 120"
    crop = "slice" if fill else "meet"
    return f'<svg aria-hidden="true" viewBox="{box}" preserveAspectRatio="xMidYMid {crop}">{art}</svg>'
