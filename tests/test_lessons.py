"""The lessons: two languages in step, within the house style, true to LINE's limits and links."""

from __future__ import annotations

import ast
import json
import linecache
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode

from helpers.course.exercises import EXERCISES
from helpers.line import limits, send_methods
from helpers.panels.course.exercise_result import ExerciseResult
from helpers.paths import ROOT
from helpers.text import LANGUAGES, ORIGINAL, texts
from helpers.tools import build_notebooks
from tests.facts import cited, unresolved

LESSONS = [path for path in build_notebooks.lessons() if path.stem != "instructor"]
NAMES = sorted({path.stem for path in LESSONS})
#: Pages to look things up are numbered from 90; what is below is worked through.
PAGES = [name for name in NAMES if name >= "90"]
COURSE = [name for name in NAMES if name not in PAGES]
#: In live mode the phone is the learner's own.
OPTIONAL = "07_live"
WORKED_THROUGH = [path for path in LESSONS if path.stem in COURSE]
CHINESE = [path for path in LESSONS if path.parent.name == ORIGINAL]
TRANSLATED = [path for path in LESSONS if path.parent.name != ORIGINAL]
ENGLISH = [path for path in TRANSLATED if path.parent.name == "en"]

#: House style: cells of a lesson (`anchors.md` 4); the narrowcast lesson has more to show.
CELLS = {"00_start": (14, 19), "04_narrowcast": (40, 50), "06_compare": (26, 34), "07_live": (18, 24)}
CELLS_OTHERWISE = (28, 38)
METHOD_LESSONS = tuple(f"0{number}_{name}" for number, name in enumerate(send_methods.SEND_METHODS, 1))
PROSE_LENGTH = 200  # Chinese characters: one idea, in whole sentences
LONG_PROSE = {"title", "who", "recap"}
CODE_LINES, SETUP_LINES, EXERCISE_LINES = 8, 3, 12
CODE_WIDTH = 100  # columns, a Chinese character is two: more is cut off in a window of 1000 pixels
#: What every lesson that teaches a method has, in this order.
SKELETON = [
    *("title", "setup", "first-send", "first-card", "who", "predict"),
    *("build", "build-message", "build-request", "build-body"),
    *("http", "http-read", "break", "guess", "break-read"),
    *("q1", "q1-try", "q2", "q2-try", "q3", "q3-try", "quiz"),
    *("builder-intro", "builder", "live", "recap", "progress"),
]
#: What the lesson that compares them has.
COMPARE = [
    *(
        "title",
        "setup",
        "first-send",
        "first-card",
        "who",
        "limits",
        "choose",
        "cost",
        "campaign",
        "status",
        "status-all",
    ),
    *("bot", "bot-try", "bot-phones", "quiz", "live", "recap", "progress"),
]
#: Words of other regions, and what Taiwan says.
WORDS = {
    "支持": "支援", "默認": "預設", "調用": "呼叫", "打印": "印出", "信息": "訊息", "用戶": "使用者",
    "服務器": "伺服器",
    "響應": "回應", "返回": "回傳", "接口": "介面", "軟件": "軟體", "硬件": "硬體", "網絡": "網路", "文檔": "文件",
    "數據": "資料", "字符": "字元", "變量": "變數", "函數": "函式", "類型轉換": "轉型", "異常": "例外", "調試": "除錯",
    "登錄": "登入", "賬號": "帳號", "視頻": "影片", "音頻": "語音", "屏幕": "螢幕", "鼠標": "滑鼠", "鏈接": "連結",
    "點擊": "按", "粘貼": "貼上", "代碼": "程式碼", "運行": "執行", "緩存": "快取", "線程": "執行緒", "隊列": "佇列",
    "異步": "非同步", "令牌": "權杖", "加載": "載入", "菜單": "選單", "文件夾": "資料夾",
    "群發": "多人推播",
    "質量": "品質", "批量": "批次", "創建": "建立", "保存": "儲存", "發送方": "傳送者", "短信": "簡訊", "缺省": "預設",
}  # fmt: skip
#: Common simplified characters that are not traditional ones as well.
SIMPLIFIED = frozenset("们这来个发应说话对谁实验码请获让设运动开关态时间电脑网络数据库显结错误认证签权级")

_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)\)")
_DIAGRAM = re.compile(r"^```mermaid$(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"(?<![A-Za-z_\d])\d[\d,]*(?:\.\d+)?")
#: Small numbers in running text are words; in one language a word may be where the other has the digit.
_WORDS = {
    "1": r"一|\b(?:one|once|first)\b",
    "2": r"[二兩]|\b(?:two|twice|second|both)\b",
    "3": r"三|\b(?:three|third)\b",
    "4": r"四|\b(?:four|fourth)\b",
    "5": r"五|\b(?:five|fifth)\b",
    "6": r"六|\bsix\b",
    "7": r"七|\bseven\b",
    "8": r"八|\beight\b",
}
_HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def cells(path: Path) -> list[NotebookNode]:
    return list(build_notebooks.read_lesson(path).cells)


def prose(path: Path) -> dict[str, str]:
    return {cell.id: cell.source for cell in cells(path) if cell.cell_type == "markdown"}


def code(path: Path) -> dict[str, str]:
    return {cell.id: cell.source for cell in cells(path) if cell.cell_type == "code"}


def links(text: str) -> list[str]:
    return [match["target"] for match in _LINK.finditer(text)]


def running_text(source: str) -> str:
    """What is read as sentences: no diagrams, tables, code or link targets."""
    text = _LINK.sub(lambda link: link["text"], _FENCE.sub("", source))
    return "\n".join(line for line in text.splitlines() if not line.startswith("|"))


def numbers(source: str) -> Counter[str]:
    """The numbers written in digits."""
    text = _LINK.sub(lambda link: link["text"], source)
    return Counter(n.rstrip(",").replace(",", "") for n in _NUMBER.findall(text))


def worded(source: str) -> Counter[str]:
    """The small numbers written as words, in either language."""
    return Counter({n: len(re.findall(words, source, re.IGNORECASE)) for n, words in _WORDS.items()})


def numbers_apart(one: str, other: str) -> tuple[Counter[str], Counter[str]]:
    """What each of two texts has in digits and the other neither in digits nor in words."""
    mine, theirs = numbers(one), numbers(other)
    return mine - theirs - worded(other), theirs - mine - worded(one)


def columns(line: str) -> int:
    """How wide a line of code is in a font of fixed width."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def wording_problems(text: str) -> list[str]:
    text = text.replace("群發訊息", "")  # LINE's own word for a broadcast, in the account's Manager
    problems = [f"{word}: Taiwan says {ours}" for word, ours in WORDS.items() if word in text]
    problems += [f"{letter} is a simplified character" for letter in sorted(SIMPLIFIED & set(text))]
    problems += [f"half-width punctuation: {found}" for found in re.findall(r"[\u3400-\u9fff][,;:?!]", text)]
    return problems


def each(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in paths]


# Languages in step -----------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_lesson_is_there_in_every_language(lang: str) -> None:
    assert [path.stem for path in LESSONS if path.parent.name == lang] == NAMES
    assert NAMES[:2] == ["00_start", "01_reply"]


@pytest.mark.parametrize("translated", each(TRANSLATED))
def test_the_sections_are_the_same_in_the_same_order(translated: Path) -> None:
    assert [(c.id, c.cell_type, c.metadata) for c in cells(translated)] == [
        (c.id, c.cell_type, c.metadata) for c in cells(build_notebooks.original_of(translated))
    ]


@pytest.mark.parametrize("translated", each(TRANSLATED))
def test_the_code_is_the_same_byte_for_byte(translated: Path) -> None:
    assert code(translated) == code(build_notebooks.original_of(translated))


@pytest.mark.parametrize("translated", each(TRANSLATED))
def test_the_numbers_are_the_same(translated: Path) -> None:
    original = prose(build_notebooks.original_of(translated))
    apart = {key: numbers_apart(text, original[key]) for key, text in prose(translated).items()}
    assert {key: both for key, both in apart.items() if any(both)} == {}


@pytest.mark.parametrize("translated", each(TRANSLATED))
def test_the_links_are_the_same(translated: Path) -> None:
    original = prose(build_notebooks.original_of(translated))
    for key, text in prose(translated).items():
        assert [language_left_out(t) for t in links(text)] == [language_left_out(t) for t in links(original[key])], key


def language_left_out(target: str) -> str:
    """A lesson links to its counterpart in another language."""
    return re.sub(rf"\.\./({'|'.join(LANGUAGES)})/", "../", target)


@pytest.mark.parametrize("translated", each(TRANSLATED))
def test_a_translation_is_made_from_the_original_of_now(translated: Path) -> None:
    stamps = build_notebooks.stamps(translated)
    for key, original in build_notebooks.prose(build_notebooks.original_of(translated)).items():
        if stamps.get(key) != build_notebooks.stamp_of(original):
            changes = build_notebooks.original_diff(translated, key)
            pytest.fail(
                f"{translated.stem}, section {key!r}: the original changed; lessons/README.md says how\n{changes}"
            )


@pytest.mark.parametrize("english", each([path for path in ENGLISH if path.stem != "90_glossary"]))
def test_english_is_not_left_in_chinese(english: Path) -> None:
    names = re.compile(r"小美|阿凱|志明|雅婷|建宏|怡君|大偉|同學會|家族群組|\[正體中文\]|`[^`]*`|\([\u3400-\u9fff]+\)")
    left = {key: _HAN.findall(names.sub("", text)) for key, text in prose(english).items()}
    assert {key: found for key, found in left.items() if found} == {}


# House style -----------------------------------------------------------------


@pytest.mark.parametrize("path", each(WORKED_THROUGH))
def test_a_lesson_stays_within_its_budget(path: Path) -> None:
    fewest, most = CELLS.get(path.stem, CELLS_OTHERWISE)
    assert fewest <= len(cells(path)) <= most
    for cell in cells(path):
        lines = {"setup": SETUP_LINES}.get(cell.id, EXERCISE_LINES if cell.id.endswith("-try") else CODE_LINES)
        assert cell.cell_type == "markdown" or len(cell.source.splitlines()) <= lines, cell.id


@pytest.mark.parametrize("path", each(CHINESE))
def test_code_fits_a_narrow_window(path: Path) -> None:
    lines = [(key, line) for key, text in code(path).items() for line in text.splitlines()]
    assert [(key, line) for key, line in lines if columns(line) > CODE_WIDTH] == []


@pytest.mark.parametrize("path", each([path for path in CHINESE if path.stem in COURSE]))
def test_a_prose_section_has_one_idea(path: Path) -> None:
    long = {key: len(_HAN.findall(running_text(text))) for key, text in prose(path).items()}
    assert {key: n for key, n in long.items() if n > PROSE_LENGTH and key not in LONG_PROSE} == {}


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem in METHOD_LESSONS]))
def test_a_method_lesson_has_the_house_skeleton(path: Path) -> None:
    keys = [cell.id for cell in cells(path)]
    assert [key for key in keys if key in SKELETON] == SKELETON
    assert {key.split("-")[1] for key in keys if key.startswith("break-")} >= {"sdk", "server", "nobody"}


@pytest.mark.parametrize("path", each([path for path in WORKED_THROUGH if path.stem != OPTIONAL]))
def test_the_first_cell_that_sends_shows_a_phone(path: Path) -> None:
    first = next(text for text in code(path).values() if "line_bot_api." in text)
    assert re.search(r"^lab\.phones?\(.+\)$", first, re.MULTILINE)


@pytest.mark.parametrize("path", each(WORKED_THROUGH))
def test_a_phone_is_there_as_soon_as_the_lab_is_open(path: Path) -> None:
    opened, first = list(code(path).values())[:2]
    assert "open_lab(" in opened
    assert re.search(r"^lab\.phones?\(.+\)$", first, re.MULTILINE)


@pytest.mark.parametrize("path", each([path for path in WORKED_THROUGH if path.stem in COURSE[2:-1]]))
def test_a_lesson_begins_with_a_question_on_the_one_before(path: Path) -> None:
    keys = [cell.id for cell in cells(path)]
    assert keys.index("setup") < keys.index("recall") < keys.index("first-send")
    assert "<details>" in prose(path)["recall"], "the answer is there, but not seen at once"


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem in METHOD_LESSONS]))
def test_the_methods_are_compared_in_one_lesson_only(path: Path) -> None:
    assert "|---" not in prose(path)["recap"]
    assert "06_compare.ipynb" in links(prose(path)["recap"])


#: What every learner is said to know (00_start): no lesson shows these first.
KNOWN = {"append", "strip", "list", "range", "len"}
#: Whole phrases that were shown before, beyond single words.
SHOWN_BEFORE = {
    "push-2": ("except ApiException as error:", "error.status", "str(uuid.uuid4())"),
    "broadcast-3": ("event.webhook_event_id", "uuid.uuid5"),
}


def constructs(key: str) -> set[str]:
    """What an exercise's solution uses: names of the SDK, of Python's library, of events and answers, and `except`."""
    tree = ast.parse(EXERCISES[key].solution_source())
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    found = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found |= {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}
    found |= {word.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords if word.arg}
    found |= {"except"} if any(isinstance(node, ast.Try) for node in ast.walk(tree)) else set()
    return found - own - KNOWN


def first_shown(lang: str) -> dict[str, int]:
    """The table of constructs: each word of the course, and the number of the cell that shows it first."""
    table: dict[str, int] = {}
    for number, cell in enumerate(course_cells(lang)):
        for word in re.findall(r"\w+", cell.source):
            table.setdefault(word, number)
    return table


def course_cells(lang: str) -> list[NotebookNode]:
    return [cell for path in WORKED_THROUGH if path.parent.name == lang for cell in cells(path)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_an_exercise_needs_was_shown_before(exercise: str, lang: str) -> None:
    course = course_cells(lang)
    place, table = _place(course, exercise), first_shown(lang)
    assert sorted(word for word in constructs(exercise) if table.get(word, place) >= place) == []
    before = "\n".join(cell.source for cell in course[:place])
    assert [needed for needed in SHOWN_BEFORE.get(exercise, ()) if needed not in before] == []


def _place(course: list[NotebookNode], exercise: str) -> int:
    return next(i for i, cell in enumerate(course) if f'lab.check("{exercise}"' in cell.source)


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem in METHOD_LESSONS]))
def test_a_method_lesson_asks_its_own_questions_and_exercises(path: Path) -> None:
    name, source = path.stem.partition("_")[2], code(path)
    assert source["predict"] == f'lab.quiz("{name}-predict")'
    assert source["quiz"] == f'lab.quiz("{name}-quiz")'
    assert source["builder"] == f'lab.builder("{name}")'
    assert source["guess"] == f'lab.quiz("{name}-guess")'
    for number in (1, 2, 3):
        exercise = EXERCISES[f"{name}-{number}"]
        assert source[f"q{number}-try"].endswith(f'\n\nlab.check("{exercise.key}", {exercise.solution.__name__})')


#: The class trip: how many of the month's 200 messages are used when a lesson begins, and when it ends.
TRIP = {
    "01_reply": (0, 0),
    "02_push": (0, 20),
    "03_multicast": (20, 55),
    "04_narrowcast": (55, None),
    "05_broadcast": (55, 135),
    "06_compare": (135, 190),
}


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem in TRIP]))
def test_the_month_of_the_class_trip_adds_up(path: Path) -> None:
    begins, ends = TRIP[path.stem]
    earlier = [end for _, end in list(TRIP.values())[: list(TRIP).index(path.stem)] if end is not None]
    assert begins == (earlier[-1] if earlier else 0)
    assert re.search(rf"\b{begins}[／/]200\b", prose(path)["title"])
    if ends is not None:
        assert f'<progress max="200" value="{ends}"></progress>' in prose(path)["recap"]
        assert re.search(rf"\b{ends}[／/]200\b", prose(path)["recap"])
        assert ends <= 200


#: Each kind of task, from full example to blank, with its exercises: gaps are ``...`` inside the code, lines to put in
#: order are comments, and a function to mend is one of `helpers.course.exercises.mistakes`.
TASKS = {
    "gap": ("reply-1", "push-1", "multicast-2", "narrowcast-1"),
    "mend": ("push-2", "multicast-1", "broadcast-1"),
    "order": ("narrowcast-3", "broadcast-2"),
    "blank": ("reply-2", "reply-3", "push-3", "multicast-3", "narrowcast-2", "broadcast-3", "class-bot"),
}


def exercise_cells(lang: str) -> dict[str, str]:
    """The cells of the exercises by the exercise's key."""
    course = [text for path in WORKED_THROUGH if path.parent.name == lang for text in code(path).values()]
    return {key[1]: text for text in course if (key := re.search(r'lab\.check\("([^"]+)"', text))}


def as_given(key: str) -> Any:
    """The function of an exercise as its cell gives it."""
    return run(key, exercise_cells(ORIGINAL)[key])


def run(key: str, cell: str) -> Any:
    """Run a cell up to its check as a notebook does, with its source at hand; returns the exercise's function."""
    names: dict[str, Any] = {}
    source, file = cell.partition("lab.check")[0], f"<cell {key} {len(cell)}>"
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec("from linebot.v3.messaging import *", names)
    exec(compile(source, file, "exec"), names)
    return names[EXERCISES[key].solution.__name__]


def test_every_exercise_is_one_kind_of_task() -> None:
    assert sorted(key for keys in TASKS.values() for key in keys) == sorted(EXERCISES)
    assert set(exercise_cells(ORIGINAL)) == set(EXERCISES)


@pytest.mark.parametrize("key", EXERCISES)
def test_an_exercise_as_it_is_given_counts_as_not_tried(key: str) -> None:
    assert EXERCISES[key].judge(as_given(key), texts(ORIGINAL)).state == "untried"


@pytest.mark.parametrize("key", TASKS["gap"])
def test_filling_in_the_gaps_is_enough(key: str) -> None:
    cell = exercise_cells(ORIGINAL)[key]
    assert cell.count("...") == len(FILLED[key])
    for words in FILLED[key]:
        cell = cell.replace("...", words, 1)
    assert judged(key, cell) == "right"


@pytest.mark.parametrize("key", TASKS["order"])
def test_the_lines_in_order_are_enough(key: str) -> None:
    given = re.findall(r"^    # (.+)$", exercise_cells(ORIGINAL)[key], re.MULTILINE)
    signature = exercise_cells(ORIGINAL)[key].partition("\n")[0]
    assert sorted(line.strip() for line in IN_ORDER[key]) == sorted(given)
    assert [line.strip() for line in IN_ORDER[key]] != given
    assert judged(key, "\n".join([signature, *(f"    {line}" for line in IN_ORDER[key])])) == "right"


@pytest.mark.parametrize("key", TASKS["mend"])
def test_a_function_to_mend_says_what_is_wrong_with_it(key: str) -> None:
    verdict = EXERCISES[key].judge(as_given(key), texts(ORIGINAL))
    assert verdict.state == "untried" and verdict.reason is not None
    assert "給你的函式有錯" in repr(ExerciseResult(EXERCISES[key], verdict, texts(ORIGINAL)))


def judged(key: str, cell: str) -> str:
    return EXERCISES[key].judge(run(key, cell), texts(ORIGINAL)).state


FILLED = {
    "reply-1": ("event.message.text", "event.reply_token", "words"),
    "push-1": ("to", "text", "request"),
    "multicast-2": ("len(user_ids)", "500", "start + 500", "batch"),
    "narrowcast-1": ("audience_group_id", "text", "audience"),
}
IN_ORDER = {
    "narrowcast-3": (
        "response = line_bot_api.narrowcast_with_http_info(request)",
        'request_id = response.headers["x-line-request-id"]',
        "while True:",
        "    progress = line_bot_api.get_narrowcast_progress(request_id)",
        '    if progress.phase == "succeeded": return progress.success_count',
        '    if progress.phase == "failed": return 0',
        "    advance(5)",
    ),
    "broadcast-2": (
        "quota = line_bot_api.get_message_quota()",
        'if quota.type == "limited":',
        "    used = line_bot_api.get_message_quota_consumption().total_usage",
        "    if quota.value - used < friends:",
        "        return False",
        "line_bot_api.broadcast(BroadcastRequest(messages=[TextMessage(text=text)]))",
        "return True",
    ),
}


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem in METHOD_LESSONS]))
def test_what_to_try_in_the_builder_is_called_as_on_the_panel(path: Path) -> None:
    labels = "\n".join(re.sub(r"\{\w+\}", "5", text) for text in texts(path.parent.name).catalogue.values())
    named = re.findall(r"[「\"]([^」\"]+)[」\"]", prose(path)["builder-intro"])
    assert named
    assert [label for label in named if label not in labels] == []


@pytest.mark.parametrize("name", send_methods.SEND_METHODS)
def test_a_method_lesson_uses_every_attribute_of_its_request(name: str) -> None:
    method = send_methods.SEND_METHODS[name]
    lesson = next(path for path in CHINESE if path.stem.endswith(f"_{name}"))
    wanted = {*method.request_class.__fields__, *(["x_line_retry_key"] if method.takes_retry_key else [])}
    assert {one for one in wanted if f"{one}=" not in "\n".join(code(lesson).values())} == set()


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem == "06_compare"]))
def test_the_lesson_that_compares_has_its_skeleton(path: Path) -> None:
    keys = [cell.id for cell in cells(path)]
    assert [key for key in keys if key in COMPARE] == COMPARE


@pytest.mark.parametrize("path", each(WORKED_THROUGH))
def test_a_lesson_has_one_diagram_that_is_said_in_words_too(path: Path) -> None:
    diagrams = [d for text in prose(path).values() for d in _DIAGRAM.findall(text)]
    assert len(diagrams) == 1
    assert re.search(r"^ +accTitle: \S", diagrams[0], re.MULTILINE)
    assert re.search(r"^ +accDescr: \S", diagrams[0], re.MULTILINE)


@pytest.mark.parametrize("path", each(CHINESE))
def test_chinese_is_written_as_in_taiwan(path: Path) -> None:
    found = {cell.id: wording_problems(_LINK.sub(lambda link: link["text"], cell.source)) for cell in cells(path)}
    assert {key: problems for key, problems in found.items() if problems} == {}


@pytest.mark.parametrize("path", each(LESSONS))
def test_only_plain_markdown_is_used(path: Path) -> None:
    for key, text in prose(path).items():
        assert ":::" not in text and "> [!" not in text, f"{key}: plain Jupyter has no such block"
        assert not re.search(r"!\[\s*\]", text), f"{key}: an image needs words for those who cannot see it"
        assert not re.search(r"<img(?![^>]*\balt=\"[^\"]+\")", text), f"{key}: an image needs words"


@pytest.mark.parametrize("path", each(LESSONS))
def test_code_shows_nothing_that_changes_from_run_to_run(path: Path) -> None:
    """The SDK's own results print memory addresses; shell cells and sleeps have no place in a lesson."""
    for key, text in code(path).items():
        text = text if not key.endswith("-try") else re.sub(r"\btime\.sleep\(", "(", text)  # it moves the world's clock
        last = text.splitlines()[-1]
        assert not re.match(r"(response|.*_with_http_info\(.*\))$", last), key
        assert not re.search(r"^\s*[!%]|\bsleep\(|\binput\(", text, re.MULTILINE), key


# Limits ----------------------------------------------------------------------

#: How the Chinese prose words a limit, and the numbers that must stand there. Numbers of a lesson's own example are
#: plain ints.
WORDINGS: list[tuple[str, tuple[int, ...]]] = [
    (r"(#) 到 (#) 則", (limits.MESSAGES_MIN, limits.MESSAGES_MAX)),
    (r"\| (#)–(#) \|", (limits.MESSAGES_MIN, limits.MESSAGES_MAX)),
    (r"最多 (#) 則", (limits.MESSAGES_MAX,)),
    (r"超過 (#) 則訊息", (limits.MESSAGES_MAX,)),
    (r"超過 (#) 人的名單", (limits.MULTICAST_RECIPIENTS_MAX,)),
    (r"(#) 是 `messages` 的上限", (limits.MESSAGES_MAX,)),
    (r"`to` 最多 (#) 個\*\*：不對", (limits.MESSAGES_MAX,)),
    (r"最多 (#) (?:人|位好友)", (limits.MULTICAST_RECIPIENTS_MAX,)),
    (r"每個請求最多 (#) 個 id", (limits.MULTICAST_RECIPIENTS_MAX,)),
    (r"1–(#) 個 id", (limits.MULTICAST_RECIPIENTS_MAX,)),
    (r"最多 (#) 個、(#) 個字元", (limits.AGGREGATION_UNITS_MAX, limits.AGGREGATION_UNIT_LENGTH)),
    (r"(#) 分鐘內", (limits.REPLY_TOKEN_SECONDS // 60,)),
    (r"超過 (#) 分鐘", (limits.REPLY_TOKEN_REDELIVERY_MINUTES,)),
    (r"後 (#) 秒內回", (limits.WEBHOOK_SECONDS,)),
    (r"(#) 天內", (limits.PUSH_NON_FRIEND_DAYS,)),
    (r"超過 (#) 天沒", (limits.PUSH_NON_FRIEND_DAYS,)),
    (r"不到 (#) 天", (limits.NARROWCAST_KEPT_DAYS,)),
    (r"合計最多 (#) 個", (limits.NARROWCAST_RECIPIENT_OBJECTS_MAX,)),
    (r"最多 (#) 個屬性條件", (limits.NARROWCAST_FILTERS_MAX,)),
    (r"至少要有 (#) 人", (limits.NARROWCAST_RECIPIENTS_MIN,)),
    (r"目標觸及人數不到 (#)", (limits.NARROWCAST_TARGET_REACH_MIN,)),
    (r"不要用超過 (#) 小時", (limits.RETRY_KEY_HOURS,)),
    (r"不超過 (#) 則", (200,)),  # what the lab's account has in a month
    (r"請求超過 (#) MB", (limits.BODY_BYTES_MAX // 2**20,)),
    (r"(#) 小時內有效", (limits.RETRY_KEY_HOURS,)),
    (r"最多 (#) 個物件", (limits.NARROWCAST_RECIPIENT_OBJECTS_MAX,)),
    (r"最多 (#) 個條件", (limits.NARROWCAST_FILTERS_MAX,)),
    (r"(#) 個受眾物件，(#) 個條件", (limits.NARROWCAST_RECIPIENT_OBJECTS_MAX, limits.NARROWCAST_FILTERS_MAX)),
    (r"目標觸及人數至少 (#)", (limits.NARROWCAST_TARGET_REACH_MIN,)),
    (r"目標至少 (#) 人", (limits.NARROWCAST_TARGET_REACH_MIN,)),
    (r"(?:收件人|每個|受眾)至少 (#)", (limits.NARROWCAST_RECIPIENTS_MIN,)),
    (r"編號留 (#) 天", (limits.NARROWCAST_KEPT_DAYS,)),
    (r"大約是 (#) 天前", (limits.DEMOGRAPHIC_DELAY_DAYS,)),
    (r"一次最多 (#) 個 id", (limits.AUDIENCE_UPLOAD_IDS_MAX,)),
    (r"每小時(?:最多)? (#)", (limits.RATE_BROADCAST_PER_HOUR,)),
    (r"每秒最多 (#) 次請求。參考", (limits.RATE_MULTICAST_PER_SECOND,)),
    (r"每秒最多 (#) 次請求；", (limits.RATE_DEFAULT_PER_SECOND,)),
    (r"\| (?:回覆|推播) \| [^|]* \| 1–5 \| 每秒 (#)", (limits.RATE_DEFAULT_PER_SECOND,)),
    (r"多人推播 \| [^|]* \| 1–5 \| 每秒 (#)", (limits.RATE_MULTICAST_PER_SECOND,)),
    (r"最多送 (#) 人，靜音", (60,)),  # the lesson's own Limit(max=60)
    (r"第 (#) 次被擋下", (limits.RATE_BROADCAST_PER_HOUR + 1,)),
]
#: Words that announce a limit; the number after or before them must be one of the above.
LIMITING = (
    r"(?:最多|至少|每秒|每小時)[^\n，。；、|]{0,6}?#|#[^\n，。；、|]{0,3}?(?:天內|分鐘內|秒內|小時內|的上限)|超過 #"
)


def plain_prose(path: Path) -> str:
    """The prose of a lesson on one line, without link targets and diagrams."""
    text = "\n".join(prose(path).values())
    return re.sub(r"\s*\n+", "", _LINK.sub(lambda link: link["text"], _DIAGRAM.sub("", text)))


def found_limits(wording: str, text: str) -> list[tuple[int, ...]]:
    pattern = wording.replace("#", r"\d[\d,]*")
    return [tuple(int(n.replace(",", "")) for n in match.groups()) for match in re.finditer(pattern, text)]


@pytest.mark.parametrize(("wording", "numbers"), WORDINGS)
def test_a_limit_named_in_prose_is_lines(wording: str, numbers: tuple[int, ...]) -> None:
    found = {path.stem: set(found_limits(wording, plain_prose(path))) for path in CHINESE}
    assert any(found.values()), "no lesson words it so any more"
    assert {stem: named for stem, named in found.items() if named - {tuple(map(int, numbers))}} == {}


def unknown_limits(text: str) -> list[str]:
    """What sounds like a limit and is worded in none of the ways that are checked."""
    known = [range(*m.span()) for w, _ in WORDINGS for m in re.finditer(w.replace("#", r"\d[\d,]*"), text)]
    found = re.finditer(LIMITING.replace("#", r"(?<![\d,])\d[\d,]*"), text)
    return [m[0] for m in found if not any(m.start() in span or m.end() - 1 in span for span in known)]


@pytest.mark.parametrize("path", each(CHINESE))
def test_every_limit_in_prose_is_one_of_those_checked(path: Path) -> None:
    assert unknown_limits(plain_prose(path)) == []


# Links -----------------------------------------------------------------------


#: LINE's pages on the plans of Taiwan, which its page on pricing names; that page itself lists those of Japan.
_TAIWAN_PRICES = (
    "https://tw.linebiz.com/service/account-solutions/line-official-account/",
    "https://tw.linebiz.com/faq/oa-price/",
)


def link_problem(target: str, path: Path) -> str:
    if target.startswith((limits.REFERENCE, limits.GUIDE)):
        known = cited(target) and not unresolved(target)
        return "" if known else f"{target}: link what docs/line-platform-facts.md lists in section 15"
    if target in _TAIWAN_PRICES:
        return ""
    if target.startswith("http"):
        return f"{target}: only LINE's own documentation is linked"
    return (
        ""
        if (build_notebooks.notebook_path(path).parent / target).resolve() in NOTEBOOKS
        else f"{target}: no such lesson"
    )


#: The section of 00_start with the lessons before and after and a video: an instructor's own addresses come here.
AROUND = build_notebooks.AROUND
NOTEBOOKS = {build_notebooks.notebook_path(path).resolve() for path in LESSONS}


@pytest.mark.parametrize("path", each(LESSONS))
def test_every_link_leads_to_a_lesson_or_a_place_in_the_reference(path: Path) -> None:
    problems = [
        link_problem(target, path)
        for key, text in prose(path).items()
        for target in links(text)
        if not (key == AROUND and target.startswith("https://"))
    ]
    assert [problem for problem in problems if problem] == []


@pytest.mark.parametrize("path", each(WORKED_THROUGH))
def test_title_leads_to_neighbours_contents_and_the_other_language(path: Path) -> None:
    place, twin = COURSE.index(path.stem), {"zh-TW": "en", "en": "zh-TW"}[path.parent.name]
    neighbours = [*COURSE[max(0, place - 1) : place], *COURSE[place + 1 : place + 2]]
    wanted = {f"{name}.ipynb" for name in [*neighbours, NAMES[0]] if name != path.stem}
    assert set(links(prose(path)["title"])) == wanted | {f"../{twin}/{path.stem}.ipynb"}


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem in PAGES]))
def test_a_page_to_look_things_up_leads_to_the_others_and_the_contents(path: Path) -> None:
    twin = {"zh-TW": "en", "en": "zh-TW"}[path.parent.name]
    wanted = {f"{name}.ipynb" for name in [NAMES[0], *PAGES] if name != path.stem} | {f"../{twin}/{path.stem}.ipynb"}
    assert wanted <= set(links(prose(path)["title"]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_to_look_things_up_is_linked_where_it_is_needed(lang: str) -> None:
    course = [path for path in WORKED_THROUGH if path.parent.name == lang and path.stem != NAMES[0]]
    linked = {target for path in course for text in prose(path).values() for target in links(text)}
    assert {f"{name}.ipynb" for name in PAGES} - linked <= {"94_jupyterlab.ipynb"}  # needed in the first lesson only


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lessons_before_and_after_are_in_one_table(lang: str) -> None:
    course = [path for path in LESSONS if path.parent.name == lang]
    (around,) = [prose(path)[AROUND] for path in course if AROUND in prose(path)]
    ours = [link["address"] for link in json.loads((ROOT / "lessons" / "around.json").read_text(encoding="utf-8"))]
    assert links(around)[2:] == [address for address in ours if address]
    assert sum(line.startswith("| ") for line in around.splitlines()) == 1 + len(links(around))


@pytest.mark.parametrize("path", each([path for path in LESSONS if path.stem == "00_start"]))
def test_the_contents_list_every_lesson(path: Path) -> None:
    assert links(prose(path)["next"]) == [f"{name}.ipynb" for name in [*COURSE, *PAGES]]


# The rules can fail ----------------------------------------------------------


@pytest.mark.parametrize("bad", ["默認值", "服務器沒有響應", "这是", "你好,小美"])
def test_wording_that_is_not_taiwans_is_found(bad: str) -> None:
    assert wording_problems(bad)


def test_good_wording_passes() -> None:
    assert wording_problems("伺服器回應了：你好，小美！（預設 200）") == []


@pytest.mark.parametrize("bad", ["最多 99 個貼圖", "每秒最多 10 次呼叫", "要在 3 天內送完", "超過 40 天"])
def test_a_limit_that_nobody_checks_is_found(bad: str) -> None:
    assert unknown_limits(bad) or any(found_limits(w, bad) not in ([], [n]) for w, n in WORDINGS)


def test_running_text_leaves_out_what_is_not_read() -> None:
    source = "甲[乙](https://丙)\n\n| 丁 |\n|---|\n\n```mermaid\n戊\n```\n己"
    assert _HAN.findall(running_text(source)) == ["甲", "乙", "己"]


def test_numbers_are_compared_as_numbers() -> None:
    assert numbers("最多 1,000 人，x86 與 3.5 [5](a/9)") == Counter({"1000": 1, "3.5": 1, "5": 1})


@pytest.mark.parametrize(
    ("chinese", "english", "same"),
    [
        ("2 則、1 次", "two messages, once", True),
        ("兩次，500 人", "2 times, 500 people", True),
        ("第一次", "the first time", True),
        ("3 次", "two times", False),
        ("兩則", "5 messages", False),
        ("500 人", "five people", False),
    ],
)
def test_small_numbers_may_be_words(chinese: str, english: str, same: bool) -> None:
    assert (not any(numbers_apart(chinese, english))) is same


@pytest.mark.parametrize(
    "bad", [limits.REFERENCE, limits.REFERENCE + "#nowhere", "https://example.com/", "09_none.ipynb"]
)
def test_a_link_to_nowhere_in_particular_is_found(bad: str) -> None:
    assert link_problem(bad, LESSONS[0])
