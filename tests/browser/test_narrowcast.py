"""Narrowcast's panels in JupyterLab: conditions built by mouse and by keyboard, a narrowcast followed to its end.

LAB_SCREENSHOTS=folder keeps pictures of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.jupyter import NARROW, PHONE, THEMES, WIDE, Notebook, eventually, press
from tests.browser.test_jupyter import write_notebook
from tests.browser.test_places import serious

pytestmark = [pytest.mark.slow, pytest.mark.browser]

#: More Tabs than there are controls: by then the one looked for has been passed.
MANY = 40

LAB = """\
from helpers import open_lab
from helpers.panels.narrowcast.condition_editor import ConditionTree
from linebot.v3.messaging import *

lab = open_lab("shop", lang="zh-TW", transport="inproc")
lab.platform.quota.change(lab.platform.now(), plan="unlimited")
def filtered(*conditions):
    all_of = OperatorDemographicFilter(var_and=[*conditions])
    return NarrowcastRequest(messages=[TextMessage(text="秋天的新菜單")], filter=Filter(demographic=all_of))
women = GenderDemographicFilter(one_of=["female"])
few = filtered(AreaDemographicFilter(one_of=["tw_01"]), AgeDemographicFilter(gte="age_70"))"""
CELLS = (
    'ConditionTree.of(lab.session, "demographic")',
    'ConditionTree.of(lab.session, "recipient")',
    'loaded = ConditionTree.of(lab.session, "demographic")\n'
    'loaded.value = {"type": "operator", "and": [{"type": "operator", "or": [{"type": "gender", "oneOf": ["female"]}, '
    '{"type": "age", "gte": "age_40", "lt": "age_20"}]}, {"type": "operator", "not": {"type": "area", '
    '"oneOf": ["tw_01", "tw_02", "jp_13"]}}, {"type": "subscriptionPeriod", "gte": "day_30"}]}\nloaded',
    "lab.narrowcast_view(few)",
    "lab.narrowcast_view(lab.line_bot_api.narrowcast_with_http_info(filtered(women)))",
    "lab.narrowcast_view(lab.line_bot_api.narrowcast_with_http_info(few))",
)
DEMOGRAPHIC, RECIPIENT, LOADED, PLAN, SENT, FAILING = range(1, len(CELLS) + 1)


@pytest.fixture(scope="module")
def notebook(served: Path, open_notebook: Open) -> Notebook:
    write_notebook(served / "narrowcast.ipynb", LAB, *CELLS)
    opened = open_notebook("narrowcast.ipynb")
    opened.run_all()
    expect(opened.page.locator(".lab-narrowcast")).to_have_count(3)
    return opened


def test_no_cell_complains(notebook: Notebook) -> None:
    assert {cell.key: cell.complaints for cell in notebook.code_cells() if cell.complaints} == {}


# Conditions -----------------------------------------------------------------------------------------------------


def test_conditions_are_built_by_mouse(notebook: Notebook) -> None:
    notebook.resize(WIDE)
    here = notebook.output(DEMOGRAPHIC)
    press(here, "＋ 性別")
    expect(here.locator(".lab-said")).to_have_text("讀起來是：女性。")
    press(here, "＋ 地區")
    here.get_by_label("地區", exact=True).select_option(label="高雄市")
    press(here, "加入")
    press(here, "台北市 ✕")
    expect(here.locator(".lab-said")).to_have_text("讀起來是：女性，而且住在高雄市。")
    here.get_by_label("這一組", exact=True).select_option(label="符合一個就好（OR）")
    expect(here.locator(".lab-said")).to_have_text("讀起來是：女性，或者住在高雄市。")
    here.get_by_role("button", name="刪除").first.click()
    expect(here.locator(".lab-said")).to_have_count(0)


def test_conditions_are_built_by_keyboard_alone(notebook: Notebook) -> None:
    here, page = notebook.output(RECIPIENT), notebook.page
    here.locator("button").first.focus()
    page.keyboard.press("Enter")
    expect(here.get_by_label("audienceGroupId")).to_be_visible()
    notebook.tab_to("audienceGroupId", "Shift+Tab")  # a new condition stands before the buttons that add one
    page.keyboard.type("1234567890123")
    expect(here.locator(".lab-said")).to_have_text("讀起來是：在受眾「12345678…」裡。")
    notebook.tab_to("不是")
    page.keyboard.press("Space")
    expect(here.locator(".lab-said")).to_have_text("讀起來是：不在受眾「12345678…」裡。")


def test_a_mistake_is_said_beside_the_condition_it_is_in(notebook: Notebook) -> None:
    wrong = notebook.output(LOADED).locator(".lab-leaf").filter(has_text="年齡").locator(".lab-wrong")
    expect(wrong).to_have_text("✕ 下限要小於上限，不然 LINE 會回 400。")


def test_a_bound_that_is_not_set_says_so(notebook: Notebook) -> None:
    menu = notebook.output(LOADED).get_by_label("未滿").last
    assert eventually(lambda: menu.evaluate("menu => menu.selectedOptions[0]?.text"), "不限") == "不限"


# The view -------------------------------------------------------------------------------------------------------


def test_the_plan_is_a_table_with_bars(notebook: Notebook) -> None:
    here = notebook.output(PLAN)
    expect(here.get_by_role("heading").first).to_have_text("LINE 會先收下（202），之後失敗：errorCode 2")
    table = here.get_by_role("table", name="每一步剩下幾人")
    expect(table.get_by_role("row", name="70 歲以上")).to_contain_text("15 人")
    widths = table.locator("rect:last-child").evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().width)")
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] > 1


def test_a_narrowcast_is_followed_to_its_end_by_keyboard(notebook: Notebook) -> None:
    here, page = notebook.output(SENT), notebook.page
    bar = here.get_by_role("progressbar", name="進度")
    expect(bar).to_have_attribute("aria-valuetext", "第 1/3 步：挑人")
    here.get_by_role("button", name="時間前進 5 秒").focus()
    page.keyboard.press("Enter")
    expect(bar).to_have_attribute("aria-valuetext", "第 2/3 步：傳送")
    page.keyboard.press("Enter")
    expect(bar).to_have_attribute("aria-valuetext", "第 3/3 步：送完")
    expect(here.get_by_role("heading").first).to_have_text("送完了：1,978 人收到")
    expect(here.get_by_role("table", name="誰收到了")).to_contain_text("✓ 收到")
    expect(here.get_by_role("button", name="查進度")).to_be_focused()  # the clock's button has nothing more to do


def test_a_failure_is_explained(notebook: Notebook) -> None:
    here = notebook.output(FAILING)
    press(here, "查進度")  # the clock has moved in the panel before
    expect(here.get_by_role("heading").first).to_have_text("LINE 收下了（202），但後來失敗：errorCode 2")
    expect(here).to_contain_text("收件人太少")


# Looks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
def test_it_fits_the_window(notebook: Notebook, theme: str, width: int) -> None:
    notebook.theme(theme)
    notebook.resize(width)
    assert notebook.cut_off(".lab-form *, .lab-narrowcast *") == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious(notebook: Notebook, theme: str) -> None:
    notebook.theme(theme)
    assert serious(notebook.page) == []


def test_nothing_was_asked_of_the_network(notebook: Notebook) -> None:
    assert notebook.asked_outside == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [WIDE, NARROW, PHONE])
def test_pictures(pictures: Path, notebook: Notebook, theme: str, width: int) -> None:
    notebook.theme(theme)
    notebook.resize(width)
    notebook.picture(pictures / f"narrowcast-{theme}-{width}.png", whole=True)
