"""What the learner has done: remembered, forgotten, handed in; and never in the way of a lesson."""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from helpers.course.progress import FILE_VARIABLE, LESSONS, Done, Exported, Store, export, progress_file, read_json
from helpers.errors import LabError
from helpers.paths import ROOT, here
from helpers.text import texts

EN = texts("en")
REPLY = LESSONS[0]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "work" / "progress.json"


# Where ---------------------------------------------------------------------------------------------------------------


def test_progress_is_kept_in_the_learners_folder() -> None:
    assert progress_file({}) == ROOT / "work" / "progress.json"


def test_another_file_can_be_named() -> None:
    assert progress_file({FILE_VARIABLE: "elsewhere.json"}) == Path("elsewhere.json")


@pytest.mark.parametrize("environ", [{"CI": "true"}, {"PYTEST_VERSION": "9"}, {FILE_VARIABLE: ""}])
def test_nothing_is_kept_in_builds_and_tests(environ: dict[str, str]) -> None:
    assert progress_file(environ) is None


def test_a_named_file_holds_in_builds_too() -> None:
    assert progress_file({"CI": "true", FILE_VARIABLE: "x.json"}) == Path("x.json")


def test_this_very_test_keeps_nothing() -> None:
    assert progress_file(os.environ) is None


# Remembering ---------------------------------------------------------------------------------------------------------


def test_what_was_done_is_there_for_the_next_notebook(path: Path) -> None:
    Store(path).note_check("reply-1", "right")
    Store(path).note_answer("reply-quiz", 2, right=True)
    done = Store(path).read()
    assert done.checks == {"reply-1": "right"}
    assert done.quizzes == {"reply-quiz": frozenset({2})}


def test_an_untouched_exercise_is_not_noted(path: Path) -> None:
    Store(path).note_check("reply-1", "untried")
    assert not path.exists()


def test_a_wrong_answer_to_a_question_is_not_noted(path: Path) -> None:
    Store(path).note_answer("reply-quiz", 0, right=False)
    assert not path.exists()


def test_an_exercise_that_is_not_right_yet_was_tried(path: Path) -> None:
    store = Store(path)
    store.note_check("reply-1", "not_yet")
    assert store.read().checks == {"reply-1": "tried"}


def test_what_was_right_once_stays_right(path: Path) -> None:
    store = Store(path)
    for state in ("not_yet", "right", "not_yet", "untried"):
        store.note_check("reply-1", state)
    assert store.read().checks == {"reply-1": "right"}


def test_two_notebooks_write_into_one_file(path: Path) -> None:
    one, other = Store(path), Store(path)
    one.note_check("reply-1", "right")
    other.note_check("push-1", "right")
    one.note_check("reply-2", "right")
    assert list(Store(path).read().checks) == ["reply-1", "reply-2", "push-1"]  # in the order of the lessons


def test_without_a_file_progress_lasts_as_long_as_the_kernel() -> None:
    store = Store(None)
    store.note_check("reply-1", "right")
    assert store.read().checks == {"reply-1": "right"}


def test_forgetting_leaves_nothing(path: Path) -> None:
    store = Store(path)
    store.note_check("reply-1", "right")
    store.reset()
    assert not path.exists()
    assert store.read() == Done()
    store.reset()  # a second time does no harm


def test_a_place_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8", newline="\n")
    store = Store(tmp_path / "file" / "progress.json")  # its folder is a file
    store.note_check("reply-1", "right")
    assert store.read().checks == {"reply-1": "right"}
    store.reset()


def busy(*_: object, **__: object) -> None:
    """As Windows has it while another notebook reads or writes the file."""
    raise PermissionError("in use")


@pytest.mark.parametrize("locked", ["read_text", "replace"])
def test_a_file_in_use_loses_nothing(locked: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = Store(path), Store(path)
    one.note_check("reply-1", "right")
    with monkeypatch.context() as windows:
        windows.setattr(Path, locked, busy)
        other.note_check("push-1", "tried")
        other.note_answer("reply-quiz", 0, right=True)
        assert other.read().checks["push-1"] == "tried"
    assert one.read().checks == {"reply-1": "right"}
    assert other.read().checks == {"reply-1": "right", "push-1": "tried"}
    other.note_check("push-2", "tried")  # and with it what could not be written before
    assert one.read() == Done({"reply-1": "right", "push-1": "tried", "push-2": "tried"}, {"reply-quiz": {0}})


def test_a_file_saved_by_windows_notepad_is_read(path: Path) -> None:
    Store(path).note_check("reply-1", "right")
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    assert Store(path).read().checks == {"reply-1": "right"}


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, "[]", "null", '{"checks": []}', "\ufeffx", "\x00"])
def test_a_file_that_cannot_be_understood_is_put_aside(content: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8", newline="\n")
    store = Store(path)
    assert store.read() == Done()
    store.note_check("reply-1", "right")
    assert Store(path).read().checks == {"reply-1": "right"}
    assert path.with_suffix(".unreadable.json").read_text(encoding="utf-8") == content


def test_bytes_that_are_no_text_are_put_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00")
    assert Store(path).read() == Done()


@pytest.mark.parametrize(
    "data",
    [
        {"checks": {"reply-9": "right", "reply-1": "perfect"}, "quizzes": {"no-quiz": [0], "reply-quiz": [9, -1, "0"]}},
        {"checks": {}, "quizzes": "all"},
        {"checks": {"reply-1": ["right"]}, "quizzes": {"reply-quiz": {"0": True}}},
        {"checks": {}, "quizzes": {"reply-quiz": [True, 1.0, None]}},
    ],
)
def test_what_the_course_does_not_know_is_left_out(data: object) -> None:
    assert Done.of_json(data) == Done()


def test_the_file_is_whole_at_every_moment(path: Path) -> None:
    store = Store(path)
    store.note_check("reply-1", "right")
    broken = []

    def read() -> None:
        for _ in range(200):
            with suppress(PermissionError):  # Windows, while it is being replaced
                if Done.of_json(read_json(path)) == Done():
                    broken.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(100):
        store.note_answer("reply-quiz", number % 3, right=True)
        store.note_check("reply-1", "right")
    reader.join()
    assert broken == []


def test_the_file_is_utf8_with_one_kind_of_line_end(path: Path) -> None:
    Store(path).note_check("reply-1", "right")
    assert b"\r" not in path.read_bytes()
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1


# Counting ------------------------------------------------------------------------------------------------------------


def all_of(*lessons: object) -> Done:
    chosen = [lesson for lesson in LESSONS if lesson in lessons]
    checks = {key: "right" for lesson in chosen for key in lesson.checks}
    quizzes = {key: frozenset(range(n)) for lesson in chosen for key, n in lesson.quizzes.items()}
    return Done.of_json({"checks": checks, "quizzes": {key: list(value) for key, value in quizzes.items()}})


def test_the_next_lesson_is_the_first_with_something_left() -> None:
    assert Done().next_lesson == LESSONS[0]
    assert all_of(LESSONS[0], LESSONS[2]).next_lesson == LESSONS[1]
    assert all_of(*LESSONS).next_lesson is None


def test_a_lesson_is_finished_with_all_exercises_and_all_questions() -> None:
    done = all_of(REPLY)
    assert done.finished(REPLY)
    assert not Done(done.checks).finished(REPLY)
    assert not Done(quizzes=done.quizzes).finished(REPLY)


# Handing in ----------------------------------------------------------------------------------------------------------


def test_the_file_to_hand_in_has_the_name_and_what_was_done(tmp_path: Path) -> None:
    exported = export(all_of(REPLY), " 王 小明 ", EN, tmp_path)
    data = json.loads(exported.path.read_text(encoding="utf-8"))
    assert data["name"] == "王 小明"
    assert Done.of_json(data) == all_of(REPLY)
    assert repr(exported) == f"The file to hand in: {exported.path.as_posix()}"
    assert repr(Exported(here().work / "a.json", EN)) == "The file to hand in: work/a.json"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "progress-a-b-c-d-e-f-g-h-i-j.json"),
        ("../../etc/passwd", "progress-etc-passwd.json"),
        ("x" * 300, f"progress-{'x' * 60}.json"),
        ("name.", "progress-name.json"),
    ],
)
def test_a_name_never_leaves_the_folder(name: str, file: str, tmp_path: Path) -> None:
    exported = export(Done(), name, EN, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [file]
    assert exported == Exported(tmp_path / file, EN)


def test_where_nothing_can_be_written_the_export_says_so(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("", encoding="utf-8", newline="\n")  # a file where the folder should be
    with pytest.raises(LabError, match="Nothing can be written to the folder work"):
        export(Done(), "Mei", EN, tmp_path / "work")


@pytest.mark.parametrize("name", ["", "   ", "///", "..."])
def test_a_file_to_hand_in_needs_a_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(LabError, match="needs your name"):
        export(Done(), name, EN, tmp_path)
