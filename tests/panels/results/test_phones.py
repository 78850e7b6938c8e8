import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape
from typing import Any

import pytest

from helpers.line.phones import Bubble, Phone, PhoneChat
from helpers.panels.results.chat import BUBBLES_SHOWN
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.phones import Phones, phone_html, received_first
from helpers.text import LANGUAGES, texts
from tests.samples import TEN

ZH, EN = texts("zh-TW"), texts("en")
BOT = "小幫手"


def says(text: str, *, mine: bool = False, minutes: int = 0, sender: str = BOT, silent: bool = False) -> Bubble:
    message: Mapping[str, Any] = {"type": "text", "text": text}
    return Bubble(TEN + timedelta(minutes=minutes), "小美" if mine else sender, mine, message, silent)


def phone(*bubbles: Bubble, state: str = "friend", kind: Any = "user", title: str = BOT) -> Phone:
    return Phone("小美", "U1", state, (PhoneChat(title, kind, bubbles),) if bubbles else ())


def html(*phones: Phone, lang: str = "en") -> str:
    return Phones(phones, texts(lang))._repr_html_()


def words(*phones: Phone, lang: str = "en") -> str:
    bare = re.sub(r"<style>.*?</style>", "", html(*phones, lang=lang))
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", bare).split()))


# The line -----------------------------------------------------------------------------------------------------------


def test_phones_are_one_line_of_text() -> None:
    shown = Phones([phone(says("嗨", mine=True), says("你好"))], ZH)
    assert repr(shown) == "小美的手機：1 個聊天室，2 則訊息，最後一則「你好」"


def test_the_line_names_the_newest_message_of_all_chats() -> None:
    chats = (PhoneChat(BOT, "user", (says("later", minutes=9),)), PhoneChat("同學會", "group", (says("earlier"),)))
    line = repr(Phones([Phone("小美", "U1", "friend", chats)], EN))
    assert line == 'Mei (小美)\'s phone: chats 2, messages 2, last "later"'


def test_an_empty_phone_says_so_in_its_line() -> None:
    assert repr(Phones([phone(), phone(says("a"))], ZH)).startswith("小美的手機：還沒有訊息；小美的手機：1 個聊天")


def test_no_phones_at_all_is_said() -> None:
    assert repr(Phones([], ZH)) == "沒有手機可以看"
    assert "沒有手機可以看" in words(lang="zh-TW")


# The screen ---------------------------------------------------------------------------------------------------------


def test_messages_are_read_in_order_with_sender_and_time() -> None:
    assert words(phone(says("嗨", mine=True), says("你好", minutes=2))).endswith(
        "Mon 2 Nov Mei (小美) 嗨 10:00 小幫手 你好 10:02"
    )


def test_own_messages_and_others_stand_on_their_sides() -> None:
    sides = re.findall(r'<li class="lab-msg (lab-\w+)', html(phone(says("嗨", mine=True), says("你好"))))
    assert sides == ["lab-mine", "lab-theirs"]


def test_a_second_message_of_the_same_sender_needs_no_new_name() -> None:
    assert html(phone(says("一"), says("二"), says("三", mine=True))).count('lab-again"') == 1


def test_a_day_begins_with_its_date() -> None:
    shown = html(phone(says("a"), says("b"), says("c", minutes=1440)), lang="zh-TW")
    days = re.findall(r'<li class="lab-day">([^<]*)', shown)
    assert days == ["11 月 2 日（一）", "11 月 3 日（二）"]


def test_times_are_those_of_taipei() -> None:
    late = Bubble(datetime(2026, 11, 2, 17, 30, tzinfo=timezone.utc), BOT, False, {"type": "text", "text": "a"})
    assert "Tue 3 Nov 小幫手 a 01:30" in words(phone(late))


def test_a_silent_delivery_is_marked_in_words() -> None:
    assert "靜音傳送，沒有跳出通知" in words(phone(says("噓", silent=True)), lang="zh-TW")
    assert "靜音" not in words(phone(says("嗨")), lang="zh-TW")


def test_an_empty_phone_says_so() -> None:
    assert "還沒有訊息" in words(phone(), lang="zh-TW")


def test_a_chat_without_messages_says_so() -> None:
    empty = Phone("小美", "U1", "friend", (PhoneChat("同學會", "group", ()),))
    assert "同學會 群組 還沒有訊息" in words(empty, lang="zh-TW")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", ["blocked", "not_friend", "left_line"])
def test_a_state_that_matters_has_a_banner(state: str, lang: str) -> None:
    say = texts(lang)
    banner = say(f"phone.banner.{state}", name=say.name("小美"))
    assert banner in unescape(words(phone(state=state), lang=lang))


def test_a_friend_needs_no_banner() -> None:
    assert 'class="lab-banner"' not in html(phone(state="friend"))


def test_in_a_group_everyone_is_named() -> None:
    shown = words(phone(says("大家好"), says("哈囉", sender="阿凱"), kind="group", title="同學會"))
    assert "Class reunion (同學會) group" in shown
    assert "Kai (阿凱) 哈囉 10:00" in shown


def test_a_bot_may_change_its_name_for_a_message() -> None:
    message = {"type": "text", "text": "hi", "sender": {"name": "店長"}}
    assert "店長 hi" in words(phone(Bubble(TEN, BOT, False, message)))


def test_only_the_last_message_shows_its_quick_replies() -> None:
    quick = {"items": [{"type": "action", "action": {"type": "message", "label": "Yes"}}]}
    asked = Bubble(TEN, BOT, False, {"type": "text", "text": "ok?", "quickReply": quick})
    assert "Quick reply Yes" in words(phone(asked))
    assert "Quick reply" not in words(phone(asked, says("later")))


def test_what_the_bot_has_read_says_so_beside_its_time() -> None:
    mine = says("hi", mine=True)
    assert "hi Read 10:00" in words(phone(replace(mine, read=True)))
    assert "Read" not in words(phone(mine, replace(says("yours"), read=True)))


def test_a_bot_at_work_is_seen_below_what_was_said() -> None:
    for bubbles in ((), (says("hi", mine=True),)):
        chat = PhoneChat(BOT, "user", bubbles, loading=True)
        shown = words(Phone("Mei", "U1", "friend", (chat,)))
        assert shown.endswith("● ● ● preparing an answer")
        assert "No messages yet" not in shown


def test_several_phones_stand_side_by_side() -> None:
    assert html(phone(), phone()).count('<section class="lab-phone"') == 2


def test_a_long_chat_draws_its_newest_messages_and_counts_the_rest() -> None:
    shown = html(phone(*[says(f"message {i}") for i in range(BUBBLES_SHOWN + 3)]))
    assert "earlier messages not listed: 3" in shown
    assert "message 2<" not in shown
    assert f"message {BUBBLES_SHOWN + 2}<" in shown


# Notification, chat list, and what tells the methods apart ------------------------------------------------------------


def sent(text: str, *, minutes: int = 0, method: str = "push", silent: bool = False, **more: Any) -> Bubble:
    message = {"type": "text", "text": text, **more}
    return Bubble(TEN + timedelta(minutes=minutes), BOT, False, message, silent, from_bot=True, method=method)


def test_a_loud_message_pops_up_a_notification_and_a_silent_one_does_not() -> None:
    assert f"Notification: {BOT} 你好" in words(phone(sent("你好")))
    assert "Notification" not in words(phone(sent("你好", silent=True)))
    assert "Notification" not in words(phone(sent("你好"), says("hi", mine=True, minutes=1)))


def test_the_notification_shows_alt_text_which_the_chat_does_not() -> None:
    body = {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "inside"}]}
    flex = {"type": "flex", "altText": "outside", "contents": {"type": "bubble", "body": body}}
    shown = words(phone(Bubble(TEN, BOT, False, flex, from_bot=True)))
    assert f"Notification: {BOT} outside" in shown
    assert shown.endswith("inside 10:00")
    assert shown.count("outside") == 1


def test_several_chats_are_a_list_in_which_the_newest_is_open() -> None:
    group = PhoneChat("同學會", "group", (says("in the group", minutes=3),))
    shown = html(Phone("小美", "U1", "friend", (PhoneChat(BOT, "user", (says("earlier"),)), group)))
    lines = re.findall(r"<details ([^>]*)><summary[^>]*>(.*?)</summary>", shown)
    assert [("open" in attributes, re.sub("<[^>]*>", "", line)) for attributes, line in lines] == [
        (False, f"{BOT} 10:00 earlier"),
        (True, "Class reunion (同學會) group 10:03 in the group"),
    ]


@pytest.mark.parametrize("later", [0, 1])
def test_of_two_chats_with_messages_of_the_same_moment_the_later_is_open(later: int) -> None:
    one = PhoneChat(BOT, "user", (replace(says("one-to-one"), number=1 - later),))
    group = PhoneChat("同學會", "group", (replace(says("in the group"), number=later),))
    shown = html(Phone("小美", "U1", "friend", (one, group)))
    assert re.findall(r"<details [^>]*open><summary[^>]*>.*?lab-last\">([^<]*)<", shown) == [
        "in the group" if later else "one-to-one"
    ]


def test_where_several_methods_brought_messages_each_names_its_own() -> None:
    two = html(phone(sent("a", method="reply"), sent("b"), sent("c"), sent("d", method="multicast")))
    assert re.findall(r'lab-method">(\w+)', two) == ["reply", "push", "multicast"]
    assert "lab-method" not in html(phone(sent("a"), sent("b")))


def test_who_received_comes_first() -> None:
    nobody, mei, writer = phone(), phone(sent("a")), phone(says("hi", mine=True))
    assert received_first([nobody, writer, mei]) == [mei, nobody, writer]


def test_more_than_three_phones_are_small() -> None:
    assert 'class="lab lab-phones lab-of-3"' in html(phone(), phone(), phone())
    assert 'class="lab lab-phones lab-small"' in html(*[phone()] * 4)


def test_the_line_that_counts_older_messages_can_be_tapped_where_a_phone_lives() -> None:
    many = phone(*[says(f"message {i}") for i in range(5)])
    assert 'data-older="3"' in phone_html(many, PreviewContext(EN, tappable=True), shown=2)
    assert "data-older" not in phone_html(many, PreviewContext(EN), shown=2)


def test_a_living_phone_brings_its_own_input_bar() -> None:
    bar = '<input aria-label="message">'
    shown = phone_html(phone(says("a")), PreviewContext(EN, tappable=True), input_bar=bar)
    assert bar in shown
    assert "lab-input" not in shown


def test_without_styles_a_phone_reads_from_top_to_bottom() -> None:
    shown = phone(says("嗨", mine=True), sent("你好", minutes=1))
    assert words(shown) == (
        "Mei (小美)'s phone friend Notification: 小幫手 你好 小幫手 Mon 2 Nov Mei (小美) 嗨 10:00 小幫手 你好 10:01"
    )


def test_only_what_is_drawn_brings_its_rules() -> None:
    assert "lab-flex" not in html(phone(says("a")))
    flex = Bubble(TEN, BOT, False, {"type": "flex", "contents": {"type": "bubble"}})
    assert ".lab-flex-bubble" in html(phone(flex))
    assert len(html(phone(says("a")))) < 9_500


# What a phone must never do -----------------------------------------------------------------------------------------


def test_what_people_write_is_never_obeyed() -> None:
    evil = '<script>"x"</script>'
    shown = html(Phone(evil, "U1", "blocked", (PhoneChat(evil, "group", (says(evil, sender=evil),)),)))
    assert "<script" not in shown
    assert 'data-initial="&lt;"' in shown


def test_phones_are_the_same_every_time() -> None:
    assert html(phone(says("a"))) == html(phone(says("a")))


def test_a_user_id_is_not_shown() -> None:
    assert "U1" not in words(phone(says("a")))


def test_every_tag_is_closed() -> None:
    shown = re.sub(r"<style>.*?</style>", "", html(phone(says("a"), says("b", mine=True, silent=True))))
    assert sorted(re.findall(r"<(\w+)", shown)) == sorted(re.findall(r"</(\w+)", shown))
