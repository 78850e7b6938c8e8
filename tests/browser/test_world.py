"""The instructor's panels in JupyterLab: by mouse, by keyboard alone, in every width and theme, and on a projector.

LAB_SCREENSHOTS=folder keeps pictures of them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.jupyter import NARROW, PHONE, THEMES, WIDE, Notebook, eventually
from tests.browser.test_jupyter import write_notebook
from tests.browser.test_places import serious

pytestmark = [pytest.mark.slow, pytest.mark.browser]

#: How much larger than before type is on a projector, at least.
LARGER = 1.4

LAB = 'from helpers import open_lab\n\nlab = open_lab(lang="en")'
STORY = """\
from linebot.v3.messaging import MulticastRequest, ReplyMessageRequest, TextMessage

event = lab.friend("小美").send_text("<b>你好</b>")
messages = [TextMessage(text="早安")]
for _ in range(2):
    with lab.attempt():
        lab.line_bot_api.reply_message(ReplyMessageRequest(reply_token=event.reply_token, messages=messages))
ids = [lab.friend(name).user_id for name in ("小美", "雅婷")]
lab.line_bot_api.multicast(MulticastRequest(to=ids, messages=messages))
lab.clock.advance(days=1)"""


@pytest.fixture(scope="module")
def notebook(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "world.ipynb", LAB, STORY, "lab.world()", "lab.timeline()", "lab.history_panel()")
    opened = open_notebook("world.ipynb")
    opened.run_all()
    expect(opened.page.locator(".lab-world")).to_be_visible()
    return opened


@pytest.fixture
def world(notebook: Notebook) -> Locator:
    notebook.theme("light")
    notebook.resize(WIDE)
    return notebook.page.locator(".lab-world")


@pytest.fixture
def past(notebook: Notebook) -> Locator:
    notebook.resize(WIDE)
    return notebook.page.locator(".lab-past")


def test_no_cell_complains(notebook: Notebook) -> None:
    assert {cell.key: cell.complaints for cell in notebook.code_cells() if cell.complaints} == {}


def test_a_click_moves_the_clock(world: Locator) -> None:
    before = world.locator(".lab-now").inner_text()
    world.get_by_role("button", name="+1 min", exact=True).click()
    expect(world.locator(".lab-now")).not_to_have_text(before)


def test_a_switch_is_named_and_works_by_keyboard(world: Locator) -> None:
    box = world.get_by_role("checkbox", name="Kai (阿凱) blocked")
    box.focus()
    box.press("Space")
    expect(world.get_by_text("Kai (阿凱): blocked the account, not reached.")).to_be_visible()
    expect(box).to_be_checked()
    box.press("Space")
    expect(box).not_to_be_checked()


def test_a_switch_that_cannot_be_goes_back_and_says_why(world: Locator) -> None:
    box = world.get_by_role("checkbox", name="David (大偉) deleted LINE")
    box.click()
    expect(world.get_by_text("cannot come back")).to_be_visible()
    expect(box).to_be_checked()


def test_somebody_writes_by_keyboard_alone(world: Locator) -> None:
    field = world.get_by_label("Text", exact=True)
    field.fill("from the keyboard")
    field.press("Tab")
    world.page.keyboard.press("Enter")
    expect(world.locator(".lab-timeline")).to_contain_text("“from the keyboard”")
    expect(field).to_have_value("from the keyboard")


def test_a_menu_opens_by_keyboard(notebook: Notebook, world: Locator) -> None:
    world.get_by_label("Plan", exact=True).focus()
    notebook.choose_next()
    expect(world.get_by_text("3,000 a month: 1 used")).to_be_visible()


def test_the_reset_asks_by_a_second_click_and_can_be_left(world: Locator) -> None:
    world.get_by_role("button", name="Reset the world").click()
    expect(world.get_by_role("button", name="Sure? Click again to reset")).to_be_visible()
    world.get_by_role("button", name="Keep it").click()
    expect(world.get_by_role("button", name="Reset the world")).to_be_visible()


def test_what_people_wrote_is_text(notebook: Notebook) -> None:
    story = notebook.page.locator(".lab-world .lab-timeline")
    expect(story).to_contain_text("<b>你好</b>")


def test_the_history_is_filtered_and_opened(past: Locator) -> None:
    past.get_by_label("Who stopped it").select_option("stopped by the LINE server")
    expect(past.locator(".lab-card")).to_contain_text("Invalid reply token")
    expect(past.locator(".lab-code").first).to_contain_text("reply_message")


def test_a_request_goes_back_into_a_builder(past: Locator) -> None:
    past.get_by_label("Who stopped it").select_option("all")
    past.get_by_role("button", name="Load into the builder").click()
    expect(past.locator(".lab-form").nth(1)).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
@pytest.mark.parametrize("theme", THEMES)
def test_it_fits_the_window(notebook: Notebook, theme: str, width: int) -> None:
    notebook.theme(theme)
    notebook.resize(width)
    assert notebook.cut_off(".lab-world, .lab-world *, .lab-timeline *, .lab-past > *") == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_no_label_or_button_is_cut(notebook: Notebook, width: int) -> None:
    notebook.resize(width)
    words = notebook.page.locator(".lab-world .widget-label, .lab-world .lab-word, .lab-world button")
    cut = "all => all.filter(e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"
    assert eventually(lambda: words.evaluate_all(cut), []) == []


def grown(sizes: Callable[[], list[float]], before: list[float]) -> list[bool]:
    """Whether each size is much larger than before, once all of them are."""
    return eventually(
        lambda: [now / small >= LARGER for small, now in zip(before, sizes(), strict=True)], [True] * len(before)
    )


def test_a_projector_makes_everything_larger_and_still_fits(notebook: Notebook, world: Locator) -> None:
    switch = world.get_by_role("checkbox", name="Projector mode")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    everything = [".lab-world .lab-now", ".lab-timeline td", ".lab-past .lab-card p", ".lab-form label"]
    everything.append(".lab-world .lab-switch input")  # browsers give it a size of its own

    def sizes() -> list[float]:
        return [notebook.page.locator(selector).first.evaluate(size) for selector in everything]

    before = sizes()
    switch.check()
    assert grown(sizes, before) == [True] * len(everything)
    assert notebook.cut_off(".lab-world *") == []
    switch.uncheck()
    assert eventually(sizes, before) == before


def test_a_projector_makes_the_notebooks_own_code_and_text_larger(notebook: Notebook, world: Locator) -> None:
    switch = world.get_by_role("checkbox", name="Projector mode")
    size = "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    code = notebook.page.locator(".jp-Cell .cm-content")
    before = code.evaluate_all(size)
    switch.check()
    assert grown(lambda: code.evaluate_all(size), before) == [True] * len(before)
    switch.uncheck()
    assert eventually(lambda: code.evaluate_all(size), before) == before


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(notebook: Notebook, theme: str) -> None:
    notebook.theme(theme)
    notebook.resize(WIDE)
    assert serious(notebook.page) == []


#: What is scrolled, or would have to be. The log shows the newest of what happened, and phones their last messages.
_BEYOND = """panel => [panel, ...panel.querySelectorAll("*")].filter(e => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    if (!box.height || style.clipPath !== "none") return false;
    if (e.closest(".lab-story, .lab-screen, .lab-heading, select")) return false;
    const scrolls = style.overflowY !== "visible" && e.clientHeight > 2 && e.scrollHeight > e.clientHeight + 2;
    return scrolls || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
}).map(e => `${e.tagName} ${e.className}`)"""


@pytest.mark.slow
@pytest.mark.parametrize("projected", [False, True])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_the_whole_world_is_on_one_screen(
    notebook: Notebook, world: Locator, width: int, height: int, projected: bool
) -> None:
    notebook.resize(width, height)
    world.get_by_role("button", name="Whole screen").click()
    switch = world.get_by_role("checkbox", name="Projector mode")
    switch.set_checked(projected)
    expect(world.page.locator(".lab-projector style")).to_have_count(3 if projected else 2)
    size = "panel => [panel.getBoundingClientRect().width, panel.getBoundingClientRect().height]"
    assert eventually(lambda: world.evaluate(size), [width, height]) == [width, height]
    assert eventually(lambda: world.evaluate(_BEYOND), []) == []
    assert world.evaluate("panel => parseFloat(getComputedStyle(panel).fontSize)") >= 0.02 * height
    switch.set_checked(False)
    world.page.keyboard.press("Escape")
    assert eventually(lambda: world.evaluate("panel => panel.matches(':popover-open')"), False) is False


def test_people_are_phones_with_their_switches_and_last_messages(world: Locator) -> None:
    people = world.locator(".lab-person")
    expect(people).to_have_count(7)
    expect(people.first).to_contain_text("早安")
    expect(people.first.get_by_role("checkbox")).to_have_count(3)
    expect(people.first.locator(".lab-circles")).to_contain_text("Class reunion")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
def test_pictures(pictures: Path, notebook: Notebook, theme: str, width: int) -> None:
    notebook.theme(theme)
    notebook.resize(width)
    notebook.picture(pictures / f"{notebook.name}-{theme}-{width}.png", whole=True)
