"""What a lab says when it is opened: that this is practice, and that there is a newer lesson than the copy."""

from __future__ import annotations

from contextlib import suppress
from weakref import WeakKeyDictionary

from helpers.course.lesson_copies import newer_lesson
from helpers.session.session import Session
from helpers.stub.world.worlds import World

#: Sessions that somebody still has, each with the world it was opened for.
_opened: WeakKeyDictionary[Session, str | World] = WeakKeyDictionary()


def say_opened(session: Session, world: str | World) -> None:
    """Print it; of a world opened beside another nothing, for the first has said it, and a card comes next."""
    beside = world and any(other.is_open and its != world for other, its in _opened.items())
    _opened[session] = world
    if beside:
        return
    with suppress(UnicodeEncodeError):  # a console without Chinese must not keep a script from practising
        print(session.texts("lab.opened"))  # noqa: T201 - the one line a lesson's first cell shows
        if newer := newer_lesson():
            print(session.texts("lab.copy_newer", name=newer))  # noqa: T201 - in a copy whose lesson has changed since
