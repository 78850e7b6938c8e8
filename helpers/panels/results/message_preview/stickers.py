"""Sticker faces of our own, one chosen by the ids of a sticker: LINE's artwork is LINE's."""

from __future__ import annotations

from zlib import crc32

from helpers.panels.results.message_preview.shapes import text_of

_INK = 'fill="none" stroke="#3a2a22" stroke-width="5" stroke-linecap="round"'
_EYES = {
    "open": '<circle cx="44" cy="54" r="6"/><circle cx="84" cy="54" r="6"/>',
    "happy": f'<path d="M35 57q9-13 18 0M75 57q9-13 18 0" {_INK}/>',
    "closed": f'<path d="M35 54q9 9 18 0M75 54q9 9 18 0" {_INK}/>',
    "wink": f'<circle cx="44" cy="54" r="6"/><path d="M75 56q9-12 18 0" {_INK}/>',
    "cross": f'<path d="m37 47 14 14m0-14L37 61m40-14 14 14m0-14L77 61" {_INK}/>',
    "wide": '<g fill="#fff" stroke="#3a2a22" stroke-width="4"><circle cx="44" cy="54" r="11"/>'
    '<circle cx="84" cy="54" r="11"/>'
    '</g><circle cx="44" cy="54" r="4"/><circle cx="84" cy="54" r="4"/>',
    "hearts": '<path fill="#e5435d" d="M44 66 31 51q2-12 13-5 11-7 13 5zM84 66 71 51q2-12 13-5 11-7 13 5z"/>',
}
_MOUTHS = {
    "smile": f'<path d="M46 78q18 17 36 0" {_INK}/>',
    "laugh": '<path fill="#7c2f2a" d="M42 76h44q-4 26-22 26T42 76z"/>'
    '<path fill="#f08a8a" d="M52 95q12-9 24 0-12 13-24 0z"/>',
    "oh": '<ellipse cx="64" cy="86" rx="9" ry="12" fill="#7c2f2a"/>',
    "sad": f'<path d="M46 92q18-17 36 0" {_INK}/>',
    "flat": f'<path d="M48 84h32" {_INK}/>',
    "tongue": f'<path d="M44 78h40" {_INK}/><path fill="#f08a8a" d="M58 79h22v10a11 11 0 0 1-22 0z"/>',
}
_CHEEKS = '<g fill="#f59a9a" opacity=".7"><circle cx="27" cy="76" r="8"/><circle cx="101" cy="76" r="8"/></g>'
_TEAR = '<path fill="#6fb7ea" d="M94 64q11 16 0 19-11-3 0-19z"/>'
_SLEEP = '<path d="M98 14h16L98 32h16" fill="none" stroke="#6b86b8" stroke-width="5"/>'
_ANGER = f'<path d="m30 36 22 8m46-8-22 8" {_INK}/>'
_HAND = '<path fill="#f7c948" stroke="#3a2a22" stroke-width="4" d="M94 118V96l8-16q8-2 6 7l-2 8h14q5 3 2 10l-6 15z"/>'

#: Colour, eyes, mouth and what comes on top.
_FACES = (
    ("#ffd966", "open", "smile", _CHEEKS),
    ("#ffd966", "happy", "laugh", ""),
    ("#a8dba0", "wink", "tongue", _CHEEKS),
    ("#9fd0f2", "open", "sad", _TEAR),
    ("#f7b4c3", "hearts", "smile", _CHEEKS),
    ("#c9b6ec", "closed", "oh", _SLEEP),
    ("#f4a183", "open", "sad", _ANGER),
    ("#ffe3a1", "wide", "oh", ""),
    ("#b9e3d9", "closed", "smile", _CHEEKS),
    ("#d8dee6", "cross", "flat", ""),
    ("#ffd966", "happy", "smile", _HAND),
    ("#f9c6a0", "wide", "flat", _CHEEKS),
)


def sticker_face(package_id: object, sticker_id: object) -> str:
    """Return the face of a sticker as SVG: the same for the same two ids."""
    number = crc32(f"{text_of(package_id)}/{text_of(sticker_id)}".encode())
    ground, eyes, mouth, more = _FACES[number % len(_FACES)]
    head = f'<path fill="{ground}" d="M64 8c38 0 58 24 58 58s-22 56-58 56S6 100 6 66 26 8 64 8z"/>'
    return f'<svg aria-hidden="true" viewBox="0 0 128 128">{head}{_EYES[eyes]}{_MOUTHS[mouth]}{more}</svg>'
