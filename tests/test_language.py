from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import LabError
from helpers.language import course_language

SOMEWHERE = Path("somewhere")


@pytest.mark.parametrize(
    ("folder", "language"),
    [
        ("notebooks/zh-TW", "zh-TW"),
        ("notebooks/en", "en"),
        ("work/en/mine", "en"),
        ("en/notebooks/zh-TW", "zh-TW"),
        ("somewhere", "zh-TW"),
        ("english", "zh-TW"),
    ],
)
def test_the_folder_of_the_notebook_decides(folder: str, language: str) -> None:
    assert course_language(None, {}, Path(folder)) == language


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_course_lang_decides_over_the_folder(language: str) -> None:
    assert course_language(None, {"COURSE_LANG": language}, Path("notebooks/en")) == language


def test_an_empty_course_lang_is_none() -> None:
    assert course_language(None, {"COURSE_LANG": ""}, Path("notebooks/en")) == "en"


def test_spaces_around_course_lang_do_not_count() -> None:
    assert course_language(None, {"COURSE_LANG": "en "}, SOMEWHERE) == "en"


def test_a_language_the_course_does_not_speak_is_refused_with_those_it_does() -> None:
    with pytest.raises(LabError, match=r"zh-TW, en"):
        course_language(environ={"COURSE_LANG": "fr"}, folder=SOMEWHERE)
    with pytest.raises(LabError, match=r"fr.*\n.*zh-TW, en"):
        course_language("fr", {}, Path("notebooks/en"))


def test_the_language_asked_for_decides_over_both() -> None:
    assert course_language("en", {"COURSE_LANG": "zh-TW"}, Path("notebooks/zh-TW")) == "en"


def test_without_arguments_it_looks_around_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    monkeypatch.chdir(tmp_path / "en")
    monkeypatch.delenv("COURSE_LANG", raising=False)
    assert course_language() == "en"
    monkeypatch.setenv("COURSE_LANG", "zh-TW")
    assert course_language() == "zh-TW"
