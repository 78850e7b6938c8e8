import re
import string

import pytest

from helpers.lab import open_lab
from helpers.line.errors import RULES, Source
from helpers.line.outcomes import Reason
from helpers.paths import ROOT
from helpers.text import LANGUAGES, ORIGINAL, Texts, plain, texts

STATUSES = (200, 202, 400, 401, 403, 404, 405, 409, 410, 413, 415, 429, 500)  # facts 1.4
PARTS = ("title", "meaning", "todo")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def missing(keys: list[str], lang: str) -> list[str]:
    return [key for key in keys if not texts(lang).has(key)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_same_keys_in_the_same_order(lang: str) -> None:
    assert list(texts(lang).catalogue) == list(texts(ORIGINAL).catalogue)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_fills_in_the_same_values(lang: str) -> None:
    here, original = ({k: placeholders(v) for k, v in texts(name).catalogue.items()} for name in (lang, ORIGINAL))
    assert here == original


@pytest.mark.parametrize("folder", LANGUAGES.values())
def test_no_key_is_written_twice(folder: str) -> None:
    modules = (ROOT / "helpers" / "text" / folder).glob("*.py")
    sources = "".join(module.read_text(encoding="utf-8") for module in modules)
    keys = re.findall(r'^ +"([a-z][\w.\-]*)":', sources, re.MULTILINE)
    assert len(keys) == len(texts("en").catalogue)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty(lang: str) -> None:
    assert [key for key, text in texts(lang).catalogue.items() if not text.strip()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_of_the_platform_is_explained(lang: str) -> None:
    assert missing([f"rule.{key}.{part}" for key in RULES for part in PARTS], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_status_of_the_reference_is_explained(lang: str) -> None:
    assert missing([f"status.{status}.{part}" for status in STATUSES for part in PARTS], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_to_receive_or_not_is_said(lang: str) -> None:
    assert missing([f"reason.{reason.value}" for reason in Reason], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_doubt_about_a_rule_is_said(lang: str) -> None:
    assert missing([f"source.{source.value}" for source in Source if source is not Source.DOCUMENTED], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_state_of_a_phone_is_named(lang: str) -> None:
    assert missing([f"phone.state.{state}" for state in ("friend", "blocked", "not_friend", "left_line")], lang) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_act_people_cannot_do_is_explained(lang: str) -> None:
    source = (ROOT / "helpers" / "stub" / "person_actions.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'NotPossibleError\("(\w+)"', source))
    assert keys
    assert missing([f"not_possible.{key}.{part}" for key in keys for part in PARTS], lang) == []


def test_every_key_the_code_names_is_there() -> None:
    sources = "".join(module.read_text(encoding="utf-8") for module in (ROOT / "helpers").rglob("*.py"))
    keys = re.findall(r'\b(?:say|texts)\(\s*"([\w\-]+\.[\w.\-]+)"', sources)
    assert len(keys) > 50
    assert missing(keys, "en") == []


def test_every_error_of_the_catalogue_can_be_raised() -> None:
    sources = "".join(module.read_text(encoding="utf-8") for module in (ROOT / "helpers").rglob("*.py"))
    errors = {key.rpartition(".")[0] for key in texts("en").catalogue if key.startswith("error.")}
    assert errors
    assert [key for key in sorted(errors) if f'"{key}"' not in sources] == []


def test_chinese_texts_use_the_words_of_taiwan() -> None:
    elsewhere = (
        "支持",
        "默認",
        "調用",
        "打印",
        "信息",
        "用戶",
        "服務器",
        "字符",
        "對象",
        "數組",
        "網絡",
        "軟件",
        "緩存",
    )
    found = {key: text for key, text in texts("zh-TW").catalogue.items() for word in elsewhere if word in text}
    found.pop("card.total")  # 對象 is a person here, not an object
    assert found == {}


def test_a_text_is_filled_in() -> None:
    assert texts("zh-TW")("phone.label", name="小美") == "小美的手機"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_text_says_of_the_lab_is_there(lang: str) -> None:
    said = {name for text in texts(lang).catalogue.values() for name in re.findall(r"\blab\.(\w+)", text)}
    with open_lab(transport="inproc", lang=lang) as lab:
        assert [name for name in sorted(said) if name not in dir(lab)] == []


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.key"):
        texts("en")("no.such.key")


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert texts("en")("phone.label", name="{name}") == "{name}'s phone"


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=f"'fr': choose one of {', '.join(LANGUAGES)}"):
        texts("fr")


def test_texts_have_a_short_repr() -> None:
    assert repr(Texts("en", {})) == "Texts('en')"


def test_plain_text_has_no_marks_of_code() -> None:
    assert plain("`to` is not an id") == "to is not an id"
