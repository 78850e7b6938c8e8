"""Starting a lesson over: its notebook is new, and what was done in it is forgotten; nothing of the old one is lost."""

from __future__ import annotations

from helpers.course.lesson_copies import Copies, copy_lessons
from helpers.course.progress import LESSONS, Store
from helpers.errors import must_write
from helpers.paths import Place, here
from helpers.text import Texts


def start_over(lesson: str, store: Store, say: Texts, place: Place | None = None) -> Copies:
    """Have a lesson (``01_reply``) new; the old copy is kept beside it under another name.

    Raises LabError for a name no lesson has, where the course has no notebooks, and where nothing can be written.
    """
    place = place or here()
    copies = copy_lessons(say, place, renew=[lesson])
    done = next((one for one in LESSONS if one.name == lesson), None)
    if done is not None:  # 00_start has nothing to be done
        with must_write(say, place.shown(place.work)):
            store.forget(done)
    return copies
