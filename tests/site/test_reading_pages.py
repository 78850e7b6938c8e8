"""The reading pages, in Chromium: outputs, diagrams, search, light and dark, narrow; slow, since they must be built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from helpers.paths import ROOT
from helpers.text import LANGUAGES
from tests.browser.jupyter import PHONE, WIDE
from tests.site.conftest import Server

pytest.importorskip("myst_nb", reason="make test-slow installs what builds the site")

from scripts.site import reading_pages
from scripts.site.words import PAGES

pytestmark = pytest.mark.slow

NOTEBOOKS = [
    f"{lang}/{path.stem}" for lang in LANGUAGES for path in sorted((ROOT / "notebooks" / lang).glob("[0-9]*.ipynb"))
]


def test_every_notebook_is_a_page_whose_files_and_links_are_there(site: Path) -> None:
    for name in NOTEBOOKS:
        page = (site / f"{name}.html").read_text(encoding="utf-8")
        links = re.findall(r'(?:href|src)="([^"]+)"', page)
        own = {re.split("[?#]", link)[0] for link in links if not re.match(r"#|[a-z]+:", link)} - {""}
        missing = [link for link in own if not (site / name).parent.joinpath(link).exists()]
        assert missing == [], name
        assert f"path=notebooks/{name}.ipynb" in page


def test_no_page_takes_a_script_a_style_or_a_picture_from_another_host(site: Path) -> None:
    for name in NOTEBOOKS:
        page = (site / f"{name}.html").read_text(encoding="utf-8")
        assert re.findall(r"""<(?:link|img|iframe|script)[^>]*(?:src|href)=["'](?:https?:)?//[^>]*""", page) == []


def test_chinese_pages_have_only_words_of_taiwan_around_the_lesson(site: Path) -> None:
    page = (site / "zh-TW" / "01_reply.html").read_text(encoding="utf-8")
    assert '<html class="no-js" lang="zh-TW"' in page
    aside = r"<article.*</article>|<script.*?</script>|<style.*?</style>|<head>.*?</head>|<noscript>.*?</noscript>"
    around = re.sub(aside, "", page, flags=re.DOTALL)
    assert re.findall("当前|页面|导航|搜索", around) == []
    said = re.sub(r"<[^>]+>", " ", around) + " ".join(re.findall(r'aria-label="([^"]*)"', around))
    assert set(re.findall("[A-Za-z]{3,}", said)) - lesson_titles() <= {"English", "Furo"}


def lesson_titles() -> set[str]:
    """Return the English words in the titles of the Chinese lessons."""
    titles = [
        line
        for path in (ROOT / "lessons" / "zh-TW").glob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    ]
    return set(re.findall("[A-Za-z]+", " ".join(titles)))


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "word"), [("zh-TW", "額度"), ("en", "quota")])
def test_search_finds(browser: Browser, served: Server, lang: str, word: str) -> None:
    with browser.new_context(viewport={"width": WIDE, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{served.address}{lang}/01_reply.html")
        page.locator("#lab-search input").fill(word)
        found = page.locator(".pagefind-ui__result-link").first
        expect(found).to_be_visible(timeout=20_000)
        found.click()
        page.wait_for_load_state()
        assert f"/site/{lang}/" in page.url
        assert word in page.locator("article").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_a_lesson_shows_its_card_and_diagram_in_light_and_dark(browser: Browser, served: Server, dark: bool) -> None:
    with browser.new_context(color_scheme="dark" if dark else "light") as context:
        page = context.new_page()
        page.goto(f"{served.address}en/01_reply.html")
        expect(page.locator(".lab-card").first).to_contain_text("200 OK")
        expect(page.locator("pre.mermaid svg").first).to_be_visible()
        colors = page.evaluate(
            """() => [document.body, document.querySelector('.lab-card')].map(
                element => getComputedStyle(element).color.match(/\\d+/g).slice(0, 3).map(Number))"""
        )
        assert [sum(color) > 380 for color in colors] == [dark, dark]


@pytest.mark.browser
def test_a_phone_reads_without_scrolling_sideways(browser: Browser, served: Server) -> None:
    with browser.new_context(viewport={"width": PHONE, "height": 740}) as context:
        page = context.new_page()
        for name in ("01_reply", "04_narrowcast", "92_narrowcast_values"):
            page.goto(f"{served.address}zh-TW/{name}.html")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, name


@pytest.mark.browser
@pytest.mark.parametrize(("locale", "lang"), [("zh-TW", "zh-TW"), ("de-DE", "en")])
def test_the_first_page_sends_readers_to_their_language(
    browser: Browser, served: Server, locale: str, lang: str
) -> None:
    with browser.new_context(locale=locale) as context:
        page = context.new_page()
        page.goto(served.address)
        page.wait_for_url(f"{served.address}{lang}/")
        expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[lang]["title"])


@pytest.mark.browser
def test_the_button_leads_to_the_living_lesson(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}en/01_reply.html")
        page.get_by_role("link", name=PAGES["en"]["open"]).click()
        page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady", timeout=60_000)
        assert page.evaluate("jupyterapp.shell.currentWidget.context.path") == "notebooks/en/01_reply.ipynb"


def test_a_wrong_sentence_is_reported_to_this_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    form = ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong-sentence.yml"
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://example.org")
    monkeypatch.setenv("GITHUB_REPOSITORY", "class/lab")
    assert reading_pages.report_address() == f"https://example.org/class/lab/issues/new?template={form.name}"
    assert "- type: input\n    id: where\n" in form.read_text(encoding="utf-8")
    monkeypatch.delenv("GITHUB_REPOSITORY")
    assert reading_pages.report_address() == ""


def test_every_language_has_the_same_words() -> None:
    assert len({tuple(words) for words in PAGES.values()}) == 1
