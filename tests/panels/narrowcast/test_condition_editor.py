"""The condition tree, driven as an object: press its buttons, set its controls, read the JSON."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets import Button, Checkbox, Dropdown, Text, Textarea, Widget

from helpers import open_lab
from helpers.examples.examples import EXAMPLES
from helpers.lab import Lab
from helpers.line.audience_types import UPLOAD
from helpers.line.condition_tree import TYPES, VALUES, TreeKind
from helpers.line.send_methods import NARROWCAST
from helpers.panels.narrowcast.condition_editor import ConditionsField, ConditionTree, GroupNode, LeafNode
from helpers.panels.narrowcast.condition_fields import JsonFields, ListFields, NamedFields, RangeFields
from helpers.targeting.condition_sources import SourceOption, Sources
from helpers.text import LANGUAGES, texts
from tests.targeting.conditions import all_of, any_of, not_

ZH = texts("zh-TW")
WOMEN = {"type": "gender", "oneOf": ["female"]}
TWENTIES = {"type": "age", "gte": "age_20", "lt": "age_30"}
IN_TAIPEI = {"type": "area", "oneOf": ["tw_01"]}
VIP = {"type": "audience", "audienceGroupId": 7}
EARLIER = {"type": "redelivery", "requestId": "abc"}
SOURCES = Sources(
    (SourceOption(8, "new", "IN_PROGRESS", False), SourceOption(7, "VIP", "READY", True)),
    (SourceOption("abc", "10:00", "succeeded", True), SourceOption("def", "09:00", "failed", False)),
)


def tree(value: Any = None, kind: TreeKind = "demographic", lang: str = "zh-TW") -> ConditionTree:
    made = ConditionTree(kind, texts(lang), lambda: SOURCES)
    made.value = value
    return made


def leaf(made: ConditionTree, index: int = 0) -> LeafNode:
    return [node for node in made.nodes() if isinstance(node, LeafNode)][index]


def group(made: ConditionTree, index: int = 0) -> GroupNode:
    return [node for node in made.nodes() if isinstance(node, GroupNode)][index]


def inside(widget: Widget) -> Iterator[Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from inside(child)


def shown(button: Any) -> bool:
    return button.layout.display != "none"


@pytest.fixture
def lab() -> Iterator[Lab]:
    with open_lab(transport="inproc", lang="zh-TW") as opened:
        yield opened


# Adding ---------------------------------------------------------------------------------------------------------


def test_empty_at_first() -> None:
    made = tree()
    assert (made.value, made.errors, made.sentence) == (None, [], "所有好友")


@pytest.mark.parametrize("name", TYPES["demographic"])
def test_a_new_attribute_is_complete_at_once(name: str) -> None:
    made = tree()
    made.add_buttons[name].click()
    assert (made.root.value["type"], made.errors) == (name, [])  # type: ignore[union-attr]


def test_a_new_audience_is_the_newest_that_can_be_used() -> None:
    made = tree(kind="recipient")
    made.add_buttons["audience"].click()
    assert made.value == VIP


def test_a_new_redelivery_is_the_newest_that_arrived() -> None:
    made = tree(kind="recipient")
    made.add_buttons["redelivery"].click()
    assert made.value == EARLIER


def test_without_any_audience_its_id_is_asked_for() -> None:
    made = ConditionTree("recipient", ZH)
    made.add_buttons["audience"].click()
    assert made.value == {"type": "audience"}
    assert leaf(made).faults == ["選一個受眾，或輸入它的 id。沒有 `audienceGroupId`，LINE 會回 400。"]


def test_and_joins_the_second_condition() -> None:
    made = tree()
    for name in ("gender", "age", "area"):
        made.add_buttons[name].click()
    assert made.value == all_of(WOMEN, TWENTIES, IN_TAIPEI)
    assert made.sentence == "女性，而且 20–29 歲，而且住在台北市"


def test_a_condition_beside_a_group_of_alternatives_joins_the_group() -> None:
    made = tree(any_of(WOMEN, TWENTIES))
    made.add_buttons["area"].click()
    assert made.value == any_of(WOMEN, TWENTIES, IN_TAIPEI)


def test_a_condition_beside_a_not_is_joined_by_and() -> None:
    made = tree(not_(WOMEN))
    made.add_buttons["area"].click()
    assert made.value == all_of(not_(WOMEN), IN_TAIPEI)


# Wrapping -------------------------------------------------------------------------------------------------------


def test_a_condition_becomes_alternatives() -> None:
    made = tree(all_of(WOMEN, IN_TAIPEI))
    leaf(made).join_button.click()
    group(made, 1).bar.buttons["age"].click()
    assert made.value == all_of(any_of(WOMEN, TWENTIES), IN_TAIPEI)


def test_an_alternative_becomes_a_group_of_and() -> None:
    made = tree(any_of(WOMEN, IN_TAIPEI))
    leaf(made).join_button.click()
    assert made.value == any_of(all_of(WOMEN), IN_TAIPEI)


@pytest.mark.parametrize(("value", "label"), [(all_of(WOMEN), "或者…"), (any_of(WOMEN), "而且…"), (WOMEN, "或者…")])
def test_the_button_says_which_group_it_makes(value: Any, label: str) -> None:
    assert leaf(tree(value)).join_button.description == label


@pytest.mark.parametrize(
    ("value", "joined"),
    [
        (not_(WOMEN), any_of(not_(WOMEN), TWENTIES)),
        (not_(any_of(WOMEN, IN_TAIPEI)), any_of(not_(any_of(WOMEN, IN_TAIPEI)), TWENTIES)),
    ],
)
def test_what_is_joined_with_a_not_stands_beside_it_and_not_in_it(value: Any, joined: Any) -> None:
    made = tree(value)
    assert isinstance(made.root, GroupNode)
    made.root.join_button.click()
    made.add_buttons["age"].click()
    assert made.value == joined


def test_no_button_puts_anything_into_a_not() -> None:
    made = tree(not_(WOMEN))
    assert [shown(node.join_button) for node in made.nodes()] == [True, False]


def test_not_of_a_condition_and_back() -> None:
    made = tree(all_of(WOMEN, IN_TAIPEI))
    leaf(made).not_button.click()
    assert made.value == all_of(not_(WOMEN), IN_TAIPEI)
    group(made, 1).unwrap_button.click()
    assert made.value == all_of(WOMEN, IN_TAIPEI)


def test_not_of_a_whole_group() -> None:
    made = tree(any_of(WOMEN, IN_TAIPEI))
    group(made).not_button.click()
    assert made.value == not_(any_of(WOMEN, IN_TAIPEI))


def test_a_not_offers_no_second_not() -> None:
    made = tree(not_(WOMEN))
    assert not shown(group(made).not_button)
    assert not shown(leaf(made).not_button)


def test_the_operator_is_chosen_from_a_menu() -> None:
    made = tree(all_of(WOMEN, IN_TAIPEI))
    group(made).menu.value = "or"
    assert made.value == any_of(WOMEN, IN_TAIPEI)


def test_a_group_dissolves_into_the_one_around_it() -> None:
    made = tree(all_of(any_of(WOMEN, TWENTIES), IN_TAIPEI))
    group(made, 1).unwrap_button.click()
    assert made.value == all_of(WOMEN, TWENTIES, IN_TAIPEI)


@pytest.mark.parametrize("value", [all_of(WOMEN, IN_TAIPEI), not_(all_of(WOMEN, IN_TAIPEI))])
def test_several_conditions_need_a_group_around_them(value: Any) -> None:
    made = tree(value)
    several = [node for node in made.nodes() if isinstance(node, GroupNode) and node.operator == "and"]
    assert not shown(several[0].unwrap_button)


# Removing -------------------------------------------------------------------------------------------------------


def test_removing_the_last_condition_leaves_none() -> None:
    made = tree(WOMEN)
    leaf(made).remove_button.click()
    assert (made.value, made.sentence) == (None, "所有好友")


def test_a_group_with_one_condition_left_is_gone() -> None:
    made = tree(all_of(WOMEN, IN_TAIPEI))
    leaf(made).remove_button.click()
    assert made.value == IN_TAIPEI


def test_a_group_inside_with_one_condition_left_is_gone() -> None:
    made = tree(all_of(any_of(WOMEN, TWENTIES), IN_TAIPEI))
    leaf(made, 1).remove_button.click()
    assert made.value == all_of(WOMEN, IN_TAIPEI)


def test_a_not_goes_with_what_it_denies() -> None:
    made = tree(all_of(not_(WOMEN), TWENTIES, IN_TAIPEI))
    leaf(made).remove_button.click()
    assert made.value == all_of(TWENTIES, IN_TAIPEI)


def test_a_whole_group_is_removed() -> None:
    made = tree(all_of(any_of(WOMEN, TWENTIES), IN_TAIPEI, VIP))
    group(made, 1).remove_button.click()
    assert made.value == all_of(IN_TAIPEI, VIP)


# Single conditions ----------------------------------------------------------------------------------------------


def test_boxes_are_ticked_in_the_order_one_ticks_them() -> None:
    made = tree(WOMEN)
    boxes = leaf(made).fields.boxes  # type: ignore[attr-defined]
    boxes["male"].value = True
    assert made.value == {"type": "gender", "oneOf": ["female", "male"]}


def test_nothing_ticked_says_so_beside_it() -> None:
    made = tree(WOMEN)
    leaf(made).fields.boxes["female"].value = False  # type: ignore[attr-defined]
    assert leaf(made).faults == ["至少選一個。空的 `oneOf`，LINE 會回 400。"]


def test_places_are_added_and_taken_out() -> None:
    made = tree(IN_TAIPEI)
    fields = leaf(made).fields
    assert isinstance(fields, ListFields)
    fields.menu.value = "tw_06"
    fields.add_button.click()
    fields.add_button.click()  # twice is once
    assert made.value == {"type": "area", "oneOf": ["tw_01", "tw_06"]}
    fields.chips["tw_01"].click()
    assert made.value == {"type": "area", "oneOf": ["tw_06"]}


def test_every_place_of_the_sdk_can_be_chosen() -> None:
    fields = leaf(tree(IN_TAIPEI)).fields
    assert isinstance(fields, ListFields)
    assert [value for _, value in fields.menu.options] == list(VALUES["area"])
    assert ("日本：東京都", "jp_13") in fields.menu.options


@pytest.mark.parametrize("name", ["age", "subscriptionPeriod"])
def test_bounds_are_set_and_let_go(name: str) -> None:
    low, high = VALUES[name][1], VALUES[name][3]
    made = tree({"type": name, "gte": low})
    fields = leaf(made).fields
    assert isinstance(fields, RangeFields)
    fields.high.value = high
    assert made.value == {"type": name, "gte": low, "lt": high}
    fields.low.value = ""
    assert made.value == {"type": name, "lt": high}


def test_bounds_the_wrong_way_round_are_said() -> None:
    made = tree({"type": "age", "gte": "age_20"})
    leaf(made).fields.high.value = "age_20"  # type: ignore[attr-defined]
    assert leaf(made).faults == ["下限要小於上限，不然 LINE 會回 400。"]


def test_audiences_are_chosen_by_name() -> None:
    fields = leaf(tree(VIP, "recipient")).fields
    assert isinstance(fields, NamedFields)
    assert [label for label, _ in fields.menu.options] == [
        "new · 8（準備中）",
        "VIP · 7（可以用）",
        "其他：自己輸入 id",
    ]
    assert not shown(fields.typed)


@pytest.mark.parametrize(("typed", "value"), [(" 123 ", 123), ("12x", "12x"), ("", None), ("١٢", "١٢")])
def test_an_audience_id_may_be_typed(typed: str, value: Any) -> None:
    made = tree(VIP, "recipient")
    fields = leaf(made).fields
    assert isinstance(fields, NamedFields)
    fields.menu.value = ""
    fields.typed.value = typed
    assert (made.value or {}).get("audienceGroupId") == value
    assert shown(fields.typed)


def test_a_typed_id_that_is_no_number_is_the_sdks_to_refuse() -> None:
    made = tree({"type": "audience"}, "recipient")
    leaf(made).fields.typed.value = "abc"  # type: ignore[attr-defined]
    assert [problem.key for problem in made.errors] == ["sdk.number"]


def test_new_audiences_are_offered_after_a_refresh() -> None:
    there: list[SourceOption] = []
    made = ConditionTree("recipient", ZH, lambda: Sources(tuple(there)))
    made.value = {"type": "audience", "audienceGroupId": 9}
    changes: list[int] = []
    made.on_change(lambda: changes.append(1))
    there.append(SourceOption(9, "late", "READY", True))
    made.refresh()
    fields = leaf(made).fields
    assert isinstance(fields, NamedFields)
    assert (fields.menu.value, made.value, made.sentence) == (
        9,
        {"type": "audience", "audienceGroupId": 9},
        "在受眾「late」裡",
    )
    assert changes == []


# Loading back ---------------------------------------------------------------------------------------------------

LEAVES = {
    "gender": [WOMEN, {"type": "gender", "oneOf": ["male", "female"]}, {"type": "gender"}],
    "age": [TWENTIES, {"type": "age", "lt": "age_70"}, {"type": "age"}],
    "appType": [{"type": "appType", "oneOf": ["android"]}],
    "area": [IN_TAIPEI, {"type": "area", "oneOf": list(VALUES["area"])}],
    "subscriptionPeriod": [{"type": "subscriptionPeriod", "gte": "day_7", "lt": "day_365"}],
}


@pytest.mark.parametrize("value", [value for some in LEAVES.values() for value in some])
def test_a_condition_loaded_is_the_condition_got(value: Any) -> None:
    made = tree(copy.deepcopy(value))
    assert made.value == value
    assert not isinstance(leaf(made).fields, JsonFields)


@pytest.mark.parametrize("value", [VIP, EARLIER, {"type": "audience"}, {"type": "audience", "audienceGroupId": 99}])
def test_a_recipient_loaded_is_the_recipient_got(value: Any) -> None:
    assert tree(copy.deepcopy(value), "recipient").value == value


@pytest.mark.parametrize(
    "value",
    [
        [], 1, "x", {}, {"type": "age", "gte": "age_18"}, {"type": "shoe", "size": 44}, EARLIER, {"type": "operator"},
        {**all_of(WOMEN), "not": WOMEN}, all_of(WOMEN, 1), {"type": "gender", "oneOf": ["male"], "more": True},
    ],
)  # fmt: skip
def test_what_the_controls_cannot_show_is_kept_as_json(value: Any) -> None:
    made = tree(copy.deepcopy(value))
    assert made.value == value
    assert isinstance(leaf(made).fields, JsonFields)


def test_json_inside_a_group_is_edited_in_place() -> None:
    made = tree(all_of(WOMEN, {"type": "age", "gte": "age_18"}))
    leaf(made, 1).fields.text.value = '{"type": "age", "gte": "age_20"}'  # type: ignore[attr-defined]
    assert (made.value, made.errors) == (all_of(WOMEN, {"type": "age", "gte": "age_20"}), [])


def test_json_that_breaks_off_is_told_by_line_and_column() -> None:
    made = tree({"type": "age", "gte": "age_18"})
    leaf(made).fields.text.value = '{"type": "age",\n "gte" 1}'  # type: ignore[attr-defined]
    assert made.value == {"type": "age", "gte": "age_18"}
    assert leaf(made).faults == ["JSON 在第 2 行第 8 個字元就讀不下去了。"]
    assert [problem.path for problem in made.errors] == ["filter.demographic"]


def test_thousands_of_brackets_are_no_trouble() -> None:
    made = tree({"type": "age", "gte": "age_18"})
    leaf(made).fields.text.value = "[" * 100_000  # type: ignore[attr-defined]
    assert made.exception is None
    assert len(made.errors) == 1


def test_nesting_without_end_is_kept() -> None:
    value: Any = WOMEN
    for _ in range(300):
        value = not_(value)
    assert tree(value).value == value


_leaves = st.sampled_from([value for some in LEAVES.values() for value in some] + [{"type": "age", "gte": "age_18"}])
_trees = st.recursive(
    _leaves,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map(lambda p: all_of(*p)), st.lists(parts, max_size=3).map(lambda p: any_of(*p)),
        parts.map(not_),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(_trees)
def test_any_tree_loaded_is_the_tree_got(value: Any) -> None:
    made = tree(copy.deepcopy(value))
    assert made.value == value


@settings(max_examples=10, deadline=None)
@given(_trees, st.lists(st.integers(0, 50), max_size=5))
def test_whatever_is_pressed_the_tree_stays_one(value: Any, presses: list[int]) -> None:
    made = tree(copy.deepcopy(value))
    for press in presses:
        buttons = [w for w in inside(made) if isinstance(w, Button) and shown(w)]
        buttons[press % len(buttons)].click()
        assert made.exception is None
        assert tree(copy.deepcopy(made.value)).value == made.value
    assert all(node.parent is None or node in node.parent.nodes for node in made.nodes())


# What it says ---------------------------------------------------------------------------------------------------


def test_a_fault_stands_beside_the_condition_it_is_in() -> None:
    made = tree(all_of(WOMEN, not_({"type": "gender", "oneOf": []}), {"type": "age"}))
    assert [bool(node.faults) for node in made.nodes()] == [False, False, False, True, True]


def test_a_fault_of_a_group_stands_at_the_group() -> None:
    made = tree(all_of(WOMEN, any_of()))
    assert group(made, 1).faults == ["這一組是空的，LINE 會回 400。"]
    assert group(made).faults == []


def test_too_many_conditions_are_said_at_the_top() -> None:
    made = tree(all_of(*[IN_TAIPEI] * 11))
    assert group(made).faults == ["最多 10 個條件（AND、OR、NOT 不算），再多 LINE 會回 400。"]


def test_every_change_is_told_once() -> None:
    made = tree()
    seen: list[Any] = []
    made.on_change(lambda: seen.append(made.value))
    made.add_buttons["gender"].click()
    made.value = all_of(WOMEN, IN_TAIPEI)
    made.value = all_of(WOMEN, IN_TAIPEI)  # nothing new
    group(made).menu.value = "or"
    assert seen == [WOMEN, all_of(WOMEN, IN_TAIPEI), any_of(WOMEN, IN_TAIPEI)]


def test_buttons_with_the_same_word_say_what_they_are_about() -> None:
    assert leaf(tree(all_of(WOMEN, IN_TAIPEI)), 1).remove_button.tooltip == "刪除：住在台北市"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "value"),
    [("demographic", all_of(*(some[0] for some in LEAVES.values()))), ("recipient", all_of(VIP, EARLIER))],
)
def test_every_control_has_a_label(kind: TreeKind, value: Any, lang: str) -> None:
    controls = [
        w for w in inside(tree(value, kind, lang)) if isinstance(w, (Button, Checkbox, Dropdown, Text, Textarea))
    ]
    assert len(controls) > 5
    assert [w for w in controls if not w.description] == []


def test_names_cannot_break_out_of_the_sentence() -> None:
    evil = Sources((SourceOption(7, "<script>alert(1)</script>", "READY", True),))
    made = ConditionTree("recipient", ZH, lambda: evil)
    made.add_buttons["audience"].click()
    markup = "".join(w.value for w in inside(made) if hasattr(w, "value") and isinstance(w.value, str))
    assert "&lt;script&gt;" in markup
    assert "<script>" not in markup


def test_a_callback_that_fails_is_said_and_nothing_is_lost() -> None:
    made = tree(WOMEN)

    def fail() -> None:
        raise RuntimeError("boom")

    made.on_change(fail)
    made.add_buttons["age"].click()
    assert made.value == all_of(WOMEN, TWENTIES)
    assert isinstance(made.exception, RuntimeError)


@pytest.mark.parametrize(
    ("lang", "line"),
    [("zh-TW", "執行這一格，就能編輯分眾推播的條件。"), ("en", "Run this cell to edit narrowcast's conditions.")],
)
def test_a_saved_notebook_shows_a_sentence(lang: str, line: str) -> None:
    assert repr(tree(WOMEN, lang=lang)) == line


# In the lab and in a form ---------------------------------------------------------------------------------------


def test_the_labs_audiences_and_narrowcasts_are_offered(lab: Lab) -> None:
    audience = lab.platform.audiences.add(UPLOAD, [0], description="VIP")
    lab.line_bot_api.narrowcast(NARROWCAST.request_class.from_dict({"messages": [{"type": "text", "text": "早"}]}))
    lab.clock.advance(seconds=10)
    made = ConditionTree.of(lab.session, "recipient")
    made.add_buttons["audience"].click()
    made.add_buttons["redelivery"].click()
    assert made.value == all_of(
        {"type": "audience", "audienceGroupId": audience.id}, {"type": "redelivery", "requestId": lab.last.request_id}
    )
    assert made.sentence == "在受眾「VIP」裡，而且收到過 10:00 那次分眾推播（早）"


@pytest.mark.parametrize("example", EXAMPLES["narrowcast"], ids=lambda example: example.key)
def test_the_form_holds_the_conditions_of_every_example(lab: Lab, example: Any) -> None:
    body = example.draft(lab.session).body
    for member in ("recipient", "filter"):
        part = ConditionsField(lab.session, member)
        part.load(body.get(member))
        assert part.value == body.get(member)


def test_a_filter_without_conditions_is_left_out(lab: Lab) -> None:
    part = ConditionsField(lab.session, "filter")
    part.load({"demographic": WOMEN})
    leaf(part.tree).remove_button.click()
    assert part.value is None


def test_what_was_typed_comes_back(lab: Lab) -> None:
    part = ConditionsField(lab.session, "filter")
    part.load({"demographic": all_of(WOMEN, {"type": "age", "gte": "age_18"})})
    leaf(part.tree, 1).fields.text.value = '{"half'  # type: ignore[attr-defined]
    memory, fault = part.memory, part.fault
    part.load(None)
    assert (part.value, part.fault) == (None, "")
    part.memory = memory
    assert (part.fault, leaf(part.tree, 1).fields.text.value) == (fault, '{"half')  # type: ignore[attr-defined]
