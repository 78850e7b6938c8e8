"""The progress bar: three steps in colour, in words and for screen readers."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from html import unescape
from typing import Any

import pytest
from linebot.v3.messaging import NarrowcastProgressResponse

from helpers.panels.narrowcast.progress_bar import phase_step, progress_html
from helpers.text import LANGUAGES, texts

ZH, EN = texts("zh-TW"), texts("en")
TEN = datetime(2026, 11, 2, 2, 0, tzinfo=timezone.utc)


def progress(phase: str, **more: Any) -> Any:
    return NarrowcastProgressResponse.construct(
        phase=phase, accepted_time=TEN, **{
            "completed_time": None, "target_count": None, "success_count": None, "failure_count": None,
            "error_code": None, "failed_description": None, **more,
        }
    )  # fmt: skip


FAILED = progress(
    "failed", completed_time=TEN, error_code=2, failed_description="There are <few>.", target_count=0, success_count=0
)


def words(asked: Any, lang: str = "zh-TW") -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", progress_html(asked, texts(lang))).split()))


def looks(asked: Any) -> list[str]:
    return re.findall(r'<i class="([\w-]*)">', progress_html(asked, EN))


@pytest.mark.parametrize(
    ("asked", "pieces"),
    [
        (progress("waiting"), ["lab-under", "", ""]),
        (progress("sending"), ["lab-done", "lab-under", ""]),
        (progress("succeeded"), ["lab-done", "lab-done", "lab-done"]),
        (FAILED, ["lab-done", "lab-skipped", "lab-wrong"]),
    ],
)
def test_the_bar_fills_step_by_step(asked: Any, pieces: list[str]) -> None:
    assert looks(asked) == pieces


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        ("waiting", "… 挑人 waiting 進行中 傳送 sending 還沒開始 送完 succeeded 還沒開始"),
        ("sending", "✓ 挑人 waiting 做完了 … 傳送 sending 進行中 送完 succeeded 還沒開始"),
        ("succeeded", "✓ 挑人 waiting 做完了 ✓ 傳送 sending 做完了 ✓ 送完 succeeded 做完了"),
        ("failed", "✓ 挑人 waiting 做完了 ✕ 傳送 sending 沒有做到 ✕ 失敗 failed 結束"),
    ],
)
def test_the_steps_are_said(phase: str, said: str) -> None:
    assert words(progress(phase)).startswith(said)


def test_a_screen_reader_hears_the_step() -> None:
    markup = progress_html(progress("sending"), EN)
    assert 'role="progressbar" aria-valuemin="0" aria-valuemax="3" aria-valuenow="2"' in markup
    assert 'aria-valuetext="Step 2 of 3: Sending"' in markup
    assert markup.count('aria-current="step"') == 1


def test_times_are_taipeis() -> None:
    assert "LINE 收下 11-02 10:00:00" in words(progress("waiting"))


def test_counts_come_once_they_are_known() -> None:
    assert "人數 挑完人才知道" in words(progress("waiting"))
    counted = progress("succeeded", target_count=1000, success_count=998, failure_count=2)
    assert "人數 目標 1,000，成功 998，失敗 2" in words(counted)


def test_a_failure_is_explained_and_quoted() -> None:
    said = words(FAILED)
    assert "errorCode 2 收件人太少：用到屬性或有限制的受眾時，至少要有 50 人。" in said
    assert "failedDescription：There are <few>.（LINE 沒有公布會怎麼寫）" in said
    assert "There are &lt;few&gt;." in progress_html(FAILED, ZH)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 6])
def test_every_error_code_is_explained_even_a_new_one(code: int, lang: str) -> None:
    assert f"errorCode {code} " in words(progress("failed", error_code=code), lang)


def test_a_phase_line_may_add_breaks_nothing() -> None:
    assert (phase_step("resting"), looks(progress("resting"))) == (1, ["lab-under", "", ""])
    assert 'aria-valuetext="Step 1 of 3: resting"' in progress_html(progress("resting"), EN)
