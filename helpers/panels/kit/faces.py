"""A face for each person: drawn from the name, so that it is the same wherever she is shown."""

from __future__ import annotations

from functools import cache

_SKIN = ("#f7d7bd", "#f0c39d", "#d9a06f", "#b97c50")
_HAIR = ("#2f2622", "#5b3a26", "#8a5a34", "#44474f", "#1d2430")
_BACK = ("#cfe3f7", "#d8efd9", "#fbe2c8", "#ecdcf5", "#f9d6dc", "#d3eeee", "#efe9c9")
#: Hair in front of the face and behind it; the numbers in `face` give the cast's men short hair.
_CUTS = (
    ("M12 19q0-12 12-12t12 12q-6-5-12-5t-12 5z", ""),
    ("M12 21q-1-14 12-14t12 14q-3-7-9-8-7 5-15 8z", "M11 18q-2 16 1 20h24q3-4 1-20-13-22-26 0z"),
    ("M12 18q2-11 12-11t12 11q-12-7-24 0z", "M12 18q-4 10 0 13h24q4-3 0-13-12-20-24 0z"),
    ("M13 17q1-10 11-10t11 10q-5-2-5-5-4 4-17 5z", ""),
    ("M12 20q-1-13 12-13t12 13q-4-8-12-8t-12 8z", "M20 7a5 5 0 1 1 8 0z"),
)


@cache
def face(name: str) -> str:
    """Return the SVG of a person's face, by her name in the cast; screen readers are told the name beside it."""
    number = sum(ord(letter) * (4 * place + 1) for place, letter in enumerate(name))
    front, behind = _CUTS[number % len(_CUTS)]
    skin, hair, back = _SKIN[number % 7 % len(_SKIN)], _HAIR[number // 3 % len(_HAIR)], _BACK[number // 2 % len(_BACK)]
    drawn = (
        f'<circle cx="24" cy="24" r="24" fill="{back}"/><path d="{behind}" fill="{hair}"/>'
        f'<path d="M8 46q2-11 16-11t16 11q-7 4-16 4T8 46z" fill="{hair}" opacity=".55"/>'
        f'<ellipse cx="24" cy="23" rx="11" ry="12.5" fill="{skin}"/><path d="{front}" fill="{hair}"/>'
        '<circle cx="19.6" cy="23.5" r="1.5" fill="#2b2b2b"/><circle cx="28.4" cy="23.5" r="1.5" fill="#2b2b2b"/>'
        '<path d="M20 29q4 3.4 8 0" fill="none" stroke="#7a3f2c" stroke-width="1.5" stroke-linecap="round"/>'
    )
    return f'<svg class="lab-face" viewBox="0 0 48 48" aria-hidden="true">{drawn}</svg>'
