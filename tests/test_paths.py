"""Where things are: the course, the learner's files, and what the place can do."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from helpers.paths import (
    HOME_NAME,
    PACKED_COURSE,
    ROOT,
    WINDOWS_PATH_LENGTH,
    Place,
    find_place,
    here,
    write_whole,
)

PACKED = PACKED_COURSE.relative_to(ROOT)


def course(folder: Path) -> Path:
    notebook = folder / "notebooks" / "zh-TW" / "00_start.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.touch()
    return folder


def find(folder: Path, installed: Path, home: Path = Path("/home/mei/"), **environ: str) -> Place:
    return find_place(environ, folder, "linux", home, installed)


# A checkout ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", [".", "notebooks/zh-TW", "work/en", "helpers"])
def test_in_a_checkout_everything_stays_beside_the_course(inside: str, tmp_path: Path) -> None:
    checkout = course(tmp_path)
    (checkout / inside).mkdir(parents=True, exist_ok=True)
    place = find(checkout / inside, checkout)
    assert (place.course, place.home, place.work) == (checkout, checkout, checkout / "work")
    assert (place.env_file, place.notebooks) == (checkout / ".env", checkout / "notebooks")


def test_this_checkout_is_found() -> None:
    assert (here().course, here().work) == (ROOT, ROOT / "work")


def test_the_notebook_s_own_course_comes_before_the_installed_one(tmp_path: Path) -> None:
    mine, other = course(tmp_path / "mine"), course(tmp_path / "other")
    assert find(mine / "notebooks" / "zh-TW", other).course == mine


def test_a_course_that_belongs_to_others_keeps_nothing_of_the_learner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = course(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: path != shared)
    places = [find(shared / "notebooks" / "zh-TW", shared, Path(home)) for home in ("/home/mei/", "/home/mei/kai")]
    assert [place.work for place in places] == [Path(h) / HOME_NAME / "work" for h in ("/home/mei/", "/home/mei/kai")]


# An installed package ------------------------------------------------------------------------------------------------


@pytest.fixture
def site_packages(tmp_path: Path) -> Path:
    folder = tmp_path / "site-packages"
    course(folder / PACKED)
    return folder


def test_an_installed_course_is_inside_the_package_and_the_work_in_the_home_folder(
    site_packages: Path, tmp_path: Path
) -> None:
    place = find(tmp_path, site_packages)
    assert place.course == site_packages / PACKED
    assert place.work == Path("/home/mei/") / HOME_NAME / "work"
    assert place.env_file == Path("/home/mei/") / HOME_NAME / ".env"


def test_a_notebook_opened_inside_the_package_keeps_nothing_there(site_packages: Path) -> None:
    place = find(site_packages / PACKED / "notebooks" / "zh-TW", site_packages)
    assert "site-packages" not in place.work.parts


def test_a_copy_finds_its_own_work_folder_again(site_packages: Path, tmp_path: Path) -> None:
    copies = tmp_path / "anywhere" / "work" / "zh-TW"
    copies.mkdir(parents=True)
    place = find(copies, site_packages)
    assert (place.home, place.work) == (copies.parent.parent, copies.parent)


# Told otherwise ------------------------------------------------------------------------------------------------------


def test_both_folders_can_be_named(tmp_path: Path) -> None:
    place = find(tmp_path, tmp_path, LAB_COURSE_DIR=f" {tmp_path / 'course'} ", LAB_WORK_DIR=str(tmp_path / "mei"))
    assert (place.course, place.work) == (tmp_path / "course", tmp_path / "mei")


def test_learners_with_work_folders_side_by_side_have_each_their_own_env_file(tmp_path: Path) -> None:
    files = {find(tmp_path, tmp_path, LAB_WORK_DIR=str(tmp_path / name)).env_file for name in ("mei", "kai")}
    assert files == {tmp_path / "mei" / ".env", tmp_path / "kai" / ".env"}


def test_a_short_name_is_read_from_where_the_program_was_started(tmp_path: Path) -> None:
    assert find(tmp_path, tmp_path, LAB_WORK_DIR="mine").work == tmp_path / "mine"


def test_the_home_folder_can_be_named_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find(tmp_path, tmp_path, LAB_WORK_DIR="~/mine").work == tmp_path / "mine"


# What the place can do -----------------------------------------------------------------------------------------------


def test_a_browser_has_no_sockets() -> None:
    place = find_place({}, platform="emscripten")
    assert (place.kind, place.sockets, place.transport) == ("browser", False, "inproc")


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_computer_speaks_http(platform: str) -> None:
    place = find_place({}, platform=platform)
    assert (place.kind, place.sockets, place.transport) == ("computer", True, "http")


def test_a_class_server_is_told_from_a_computer() -> None:
    assert find_place({"JUPYTERHUB_USER": "mei"}, platform="linux").kind == "hub"


def test_only_windows_has_a_longest_path() -> None:
    assert find_place({}, platform="win32").longest_path == WINDOWS_PATH_LENGTH
    assert find_place({}, platform="linux").longest_path is None


def test_paths_are_shown_from_the_learner_s_folder(tmp_path: Path) -> None:
    place = Place("computer", tmp_path, tmp_path, tmp_path / "work")
    assert place.shown(tmp_path / "work" / "en") == "work/en"
    assert place.shown(Path("/elsewhere/x")) == "/elsewhere/x"


def test_a_named_work_folder_is_shown_whole(tmp_path: Path) -> None:
    place = find_place({"LAB_WORK_DIR": str(tmp_path)})
    assert place.shown(tmp_path / "en") == (tmp_path / "en").as_posix()
    assert place.shown(tmp_path) == tmp_path.as_posix()


def test_nothing_else_in_the_package_asks_for_the_platform() -> None:
    asks = re.compile(r"sys\.platform|os\.name\b|platform\.system|geteuid|Path\.home\(|expanduser|emscripten|pyodide")
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "helpers").rglob("*.py")
        if asks.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"helpers/paths.py"}


# Writing -------------------------------------------------------------------------------------------------------------


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "new" / "a.txt"
    write_whole(file, "old")

    def full(self: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert list(file.parent.iterdir()) == [file]
