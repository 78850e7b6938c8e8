"""What a learner must know of the browser: a newer lesson, no storage, a second tab, no room. In Chromium; slow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.site.conftest import Server
from tests.site.lessons import FIRST_CELL, open_lesson, open_to_read, run_all, without_python

pytest.importorskip("jupyterlite_pyodide_kernel", reason="make test-slow installs what builds the site")

from scripts.site.words import NOTICES

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def said(key: str, lang: str = "en", **values: str) -> str:
    return NOTICES[lang][key].format(**values)


def test_every_language_says_the_same() -> None:
    assert len({tuple(said) for said in NOTICES.values()}) == 1


def test_a_newer_lesson_is_seen_and_the_old_copy_kept_beside_it(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        without_python(context)
        page = context.new_page()
        open_to_read(page, served, "en/02_push")
        page.wait_for_function("localStorage.getItem('line-sending-lab lessons')")
        page.evaluate(
            """async () => {
                const { context } = jupyterapp.shell.currentWidget;
                context.model.sharedModel.getCell(1).setSource('mine = 1');
                await context.save();
                const key = 'line-sending-lab lessons';
                const seen = JSON.parse(localStorage.getItem(key));
                seen['notebooks/en/02_push.ipynb'] = 'older';
                localStorage.setItem(key, JSON.stringify(seen));
            }"""
        )
        page.close()
        page = context.new_page()
        open_to_read(page, served, "en/02_push")
        assert page.evaluate(FIRST_CELL) != "mine = 1"
        expect(page.get_by_text(said("newer", name="02_push-old-1.ipynb"))).to_be_visible()
        kept = page.evaluate(
            """async () => {
                const { contents } = jupyterapp.serviceManager;
                const kept = await contents.get('notebooks/en/02_push-old-1.ipynb', { content: true });
                return kept.content.cells[1].source;
            }"""
        )
        assert "".join(kept) == "mine = 1"


def test_a_browser_that_keeps_nothing_says_so_and_the_lesson_runs(browser: Browser, served: Server) -> None:
    with browser.new_context(service_workers="block") as context:
        page = context.new_page()
        page.add_init_script(
            """Object.defineProperty(navigator, 'serviceWorker', { get: () => undefined });
            IDBFactory.prototype.open = () => { throw new DOMException('blocked', 'SecurityError'); };
            const refuse = () => { throw new DOMException('blocked', 'SecurityError'); };
            Object.defineProperty(globalThis, 'localStorage', { get: refuse });"""
        )
        open_lesson(page, served, "en/01_reply")
        expect(page.get_by_role("alert")).to_contain_text(said("no_storage"))
        assert all(output.get("ename") is None for cell in run_all(page) for output in cell.get("outputs", []))
        assert "Traceback" not in page.content()


def test_a_second_tab_of_a_lesson_says_so_until_the_first_is_closed(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        without_python(context)
        first, second = context.new_page(), context.new_page()
        open_to_read(first, served, "en/02_push")
        open_to_read(second, served, "en/02_push")
        expect(second.get_by_text(said("second_tab"))).to_be_visible()
        assert first.get_by_role("alert").count() == 0
        first.close()
        expect(second.get_by_text(said("second_tab"))).to_have_count(0)


def test_a_full_browser_says_that_the_change_was_not_saved(browser: Browser, served: Server) -> None:
    with browser.new_context() as context:
        without_python(context)
        page = context.new_page()
        page.add_init_script(
            """const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...given) {
                if (globalThis.isFull) throw new DOMException('no room', 'QuotaExceededError');
                return put.apply(this, given);
            };"""
        )
        open_to_read(page, served, "en/02_push")
        page.evaluate(
            """() => {
                globalThis.isFull = true;
                const { context } = jupyterapp.shell.currentWidget;
                context.model.sharedModel.getCell(1).setSource('mine = 1');
                context.save().catch(() => {});
            }"""
        )
        expect(page.get_by_text(said("full"))).to_be_visible()
        assert page.evaluate(FIRST_CELL) == "mine = 1"
