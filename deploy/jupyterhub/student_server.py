"""Start one student's server. The hub runs this as the student: her copies of the lessons are laid and trusted first.

Her processes may each use LAB_HUB_MEMORY_MB of memory: a loop that collects without end is her own MemoryError, not the
end of everybody's server.
"""

import os
import resource
import sys
from pathlib import Path

from helpers.course.lesson_copies import copy_lessons
from helpers.paths import here
from helpers.start import FIRST_NOTEBOOK, choose_menus, reader_language
from helpers.text import texts


def main() -> None:
    """Prepare the home folder, then become the server."""
    limit = int(os.environ["LAB_HUB_MEMORY_MB"]) * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    place = here()
    lang = reader_language(os.environ)
    choose_menus(lang, os.environ)
    copies = copy_lessons(texts(lang), place)
    first = (copies.folder / FIRST_NOTEBOOK).relative_to(place.home).as_posix()
    os.chdir(place.home)
    os.environ["JUPYTER_RUNTIME_DIR"] = str(Path.home() / ".run")  # a Unix socket's path has at most 107 characters
    own = [f"--ServerApp.root_dir={place.home}", f"--ServerApp.default_url=/lab/tree/{first}"]
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:], *own])


if __name__ == "__main__":
    main()
