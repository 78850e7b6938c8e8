"""What each property of a Flex message changes in the picture, measured in Chromium; no JupyterLab is needed.

One page holds all the bubbles of the table. A line is a property, a bubble, what is measured and what it must be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from linebot.v3 import messaging
from playwright.sync_api import Browser

from helpers.panels.kit.stylesheets import style
from helpers.panels.results.message_preview.context import PreviewContext
from helpers.panels.results.message_preview.flex import container
from helpers.panels.results.message_preview.styles import all_message_style
from helpers.text import texts

pytestmark = [pytest.mark.slow, pytest.mark.browser]

Json = dict[str, Any]

#: What the expressions of the table may use: `at` is where an element is in its bubble, `css` what its style is.
HELPERS = """
const find = (selector, n = 0) => root.querySelectorAll(selector)[n];
const rect = element => {
  const outer = root.querySelector('.lab-flex-bubble').getBoundingClientRect(), r = element.getBoundingClientRect();
  return { left: r.left - outer.left, right: outer.right - r.right, top: r.top - outer.top,
           bottom: outer.bottom - r.bottom, width: r.width, height: r.height };
};
const at = (selector, n) => rect(find(selector, n));
const css = (selector, name, n) => getComputedStyle(find(selector, n)).getPropertyValue(name);
const gap = (selector, side) => side === 'x' ? at(selector, 1).left - at(selector).left - at(selector).width
                                             : at(selector, 1).top - at(selector).top - at(selector).height;
const TEXT = '.lab-flex-text', WORDS = '.lab-flex-text > div', BOX = '.lab-flex-box .lab-flex-box';
const IMAGE = '.lab-flex-image > div', BUTTON = '.lab-flex-button > div', LINE = '.lab-flex-line';
"""


def text(words: str = "a", **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def box(layout: str, *contents: Json, **more: Any) -> Json:
    return {"type": "box", "layout": layout, "contents": list(contents), **more}


def body(*contents: Json, layout: str = "vertical", bubble: Mapping[str, Any] | None = None, **more: Any) -> Json:
    """A bubble of 300 px whose body has no padding, so that positions are easy to tell."""
    return {"type": "bubble", **(bubble or {}), "body": box(layout, *contents, **({"paddingAll": "0px"} | more))}


def image(**more: Any) -> Json:
    return {"type": "image", "url": "https://example.com/coffee.png", **more}


def button(**more: Any) -> Json:
    return {"type": "button", "action": {"type": "message", "label": "Go", "text": "Go"}, **more}


def icon(**more: Any) -> Json:
    return {"type": "icon", "url": "https://example.com/star.png", **more}


def only(**more: Any) -> Json:
    """A box in the body."""
    return body(box("vertical", text(), **more))


LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
RED, GREEN, BLUE = "rgb(255, 0, 0)", "rgb(0, 255, 0)", "rgb(0, 0, 255)"
HERO: Json = {"hero": image(size="full", aspectRatio="2:1")}


@dataclass(frozen=True)
class Line:
    """A line of the table: the property as ``component.name=value``, a container, a measurement, what it must be."""

    property: str
    contents: Json
    measured: str
    expected: object


def sizes(component: str, values: Mapping[str, float], make: Any, measured: str) -> list[Line]:
    """A line for each value of a property."""
    return [Line(f"{component}={value}", make(value), measured, expected) for value, expected in values.items()]


SPACES = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16, "xxl": 20, "7px": 7}
WIDTHS = {"nano": 120, "micro": 160, "deca": 220, "hecto": 241, "kilo": 260, "mega": 300, "giga": 500}
TEXTS = {"xxs": 11, "xs": 13, "sm": 14, "md": 16, "lg": 19, "xl": 22, "xxl": 29, "3xl": 35, "4xl": 48, "5xl": 74}
IMAGES = {
    "xxs": 40,
    "xs": 60,
    "sm": 80,
    "md": 100,
    "lg": 120,
    "xl": 140,
    "xxl": 160,
    "3xl": 180,
    "4xl": 200,
    "5xl": 220,
}
IMAGES_TOO = {"full": 300, "50px": 50, "50%": 150}
BORDERS = {"none": 0, "normal": 1, "medium": 2, "semi-bold": 3, "bold": 4, "5px": 5}
JUSTIFIED = {
    "flex-start": [0, 50], "center": [100, 150], "flex-end": [200, 250],
    "space-between": [0, 250], "space-around": [50, 200], "space-evenly": [67, 183],
}  # fmt: skip


def two_boxes(layout: str = "horizontal", **more: Any) -> Json:
    small = box("vertical", width="50px", height="20px")
    return body(small, small, layout=layout, **more)


BUBBLES = [
    *sizes(
        "bubble.size",
        WIDTHS,
        lambda size: body(text(), bubble={"size": size}),
        "rect(root.firstChild.firstChild).width",
    ),
    Line("bubble.size, not given", body(text()), "at('.lab-flex-bubble').width", 300),
    Line(
        "bubble.direction=rtl",
        body(text(), text("b"), layout="horizontal", bubble={"direction": "rtl"}),
        "at(TEXT).left",
        150,
    ),
    Line(
        "bubble.direction=ltr",
        body(text(), text("b"), layout="horizontal", bubble={"direction": "ltr"}),
        "at(TEXT).left",
        0,
    ),
    Line(
        "bubble, order of blocks",
        {
            "type": "bubble",
            "footer": box("vertical", text()),
            "body": box("vertical", text()),
            "header": box("vertical", text()),
        }
        | HERO,
        "[...root.querySelectorAll('.lab-flex-block')].map(e => e.className.split('-').pop())",
        ["header", "hero", "body", "footer"],
    ),
    Line("bubble.hero", {"type": "bubble"} | HERO, "[at(IMAGE).width, at(IMAGE).height]", [300, 150]),
    Line("bubble, padding of the header", {"type": "bubble", "header": box("vertical", text())}, "at(TEXT).left", 20),
    Line("bubble, padding of the body", {"type": "bubble", "body": box("vertical", text())}, "at(TEXT).top", 20),
    Line("bubble, padding of the footer", {"type": "bubble", "footer": box("vertical", text())}, "at(TEXT).left", 10),
    Line(
        "styles.body.backgroundColor",
        body(text(), bubble={"styles": {"body": {"backgroundColor": "#ff0000"}}}),
        "css('.lab-flex-body', 'background-color')",
        RED,
    ),
    Line(
        "styles.footer.separator and separatorColor",
        body(
            text(),
            bubble={"footer": box("vertical"), "styles": {"footer": {"separator": True, "separatorColor": "#ff0000"}}},
        ),
        "[at(LINE).height, at(LINE).width, css(LINE, 'background-color')]",
        [1, 300, RED],
    ),
    Line(
        "styles, no line above the first block",
        body(text(), bubble={"styles": {"body": {"separator": True}}}),
        "root.querySelectorAll(LINE).length",
        0,
    ),
    Line(
        "carousel, bubbles side by side and as high as the highest",
        {"type": "carousel", "contents": [body(text()), body(box("vertical", height="200px"))]},
        "[rect(find('.lab-flex-bubble', 1)).left, at('.lab-flex-bubble').height, at('.lab-flex-bubble', 1).top]",
        [309, 200, 0],
    ),
]
BOXES = [
    Line("box.layout=vertical", body(text(), text()), "[at(TEXT, 1).left, at(TEXT, 1).top > 0]", [0, True]),
    Line(
        "box.layout=horizontal",
        body(text(), text(), layout="horizontal"),
        "[at(TEXT, 1).left, at(TEXT, 1).top]",
        [150, 0],
    ),
    Line(
        "box.layout=baseline",
        body(text(size="xxl", flex=0), text(size="xs", flex=0), layout="baseline"),
        "Math.abs(at(WORDS, 1).bottom - at(WORDS).bottom) > 3 && at(WORDS, 1).top > at(WORDS).top",
        True,
    ),
    Line("box.flex=2 beside 1", body(text(flex=2), text(flex=1), layout="horizontal"), "at(TEXT).width", 200),
    Line("flex, 1 in a row unless given", body(text("a" * 9), text(), layout="horizontal"), "at(TEXT).width", 150),
    Line(
        "flex=0 in a row: as wide as it is",
        body(text(flex=0), text(), layout="horizontal"),
        "at(TEXT).width < 20",
        True,
    ),
    Line("flex=1 in a column", body(text(), text(flex=1), height="300px"), "at(TEXT, 1).bottom", 0),
    Line("flex, 0 in a column unless given", body(text(), text(), height="300px"), "at(TEXT, 1).bottom > 200", True),
    *sizes("box.spacing in a column", SPACES, lambda space: body(text(), text(), spacing=space), "gap(TEXT, 'y')"),
    *sizes(
        "box.spacing in a row",
        SPACES,
        lambda space: body(text(), text(), layout="horizontal", spacing=space),
        "gap(TEXT, 'x')",
    ),
    *sizes("margin", SPACES, lambda space: body(text(), text(margin=space)), "gap(TEXT, 'y')"),
    Line("margin is stronger than spacing", body(text(), text(margin="xs"), spacing="xxl"), "gap(TEXT, 'y')", 2),
    Line("margin of the first is ignored", body(text(margin="xxl")), "at(TEXT).top", 0),
    *sizes("box.paddingAll", SPACES, lambda space: only(paddingAll=space), "at(TEXT).left"),
    Line("box.paddingAll=10%", only(paddingAll="10%"), "[at(TEXT).left, at(TEXT).top]", [30, 30]),
    Line("box.paddingTop", only(paddingTop="9px"), "[at(TEXT).top, at(TEXT).left]", [9, 0]),
    Line("box.paddingBottom", only(paddingBottom="9px"), "[at(TEXT).bottom, at(TEXT).top]", [9, 0]),
    Line("box.paddingStart", only(paddingStart="9px"), "[at(TEXT).left, at(TEXT).right]", [9, 0]),
    Line("box.paddingEnd", only(paddingEnd="9px"), "[at(TEXT).left, at(TEXT).right]", [0, 9]),
    Line(
        "one side is stronger than all",
        only(paddingAll="20px", paddingTop="5px"),
        "[at(TEXT).top, at(TEXT).left]",
        [5, 20],
    ),
    Line("box.width in px", only(width="80px"), "at(BOX).width", 80),
    Line("box.width in %", only(width="50%"), "at(BOX).width", 150),
    Line(
        "box.width in a row takes no share",
        body(box("vertical", width="80px"), text(), layout="horizontal"),
        "at(BOX).width",
        80,
    ),
    Line("box.maxWidth", only(maxWidth="90px"), "at(BOX).width", 90),
    Line("box.height", only(height="70px"), "at(BOX).height", 70),
    Line("box.maxHeight", body(box("vertical", *[text()] * 9, maxHeight="50px")), "at(BOX).height", 50),
    Line("box.backgroundColor", only(backgroundColor="#ff0000"), "css(BOX, 'background-color')", RED),
    Line(
        "box.backgroundColor with alpha",
        only(backgroundColor="#ff000080"),
        "css(BOX, 'background-color')",
        "rgba(255, 0, 0, 0.5)",
    ),
    Line("box.borderColor", only(borderWidth="1px", borderColor="#ff0000"), "css(BOX, 'border-top-color')", RED),
    *sizes(
        "box.borderWidth", BORDERS, lambda width: only(borderWidth=width), "parseFloat(css(BOX, 'border-left-width'))"
    ),
    *sizes(
        "box.cornerRadius",
        SPACES,
        lambda space: only(cornerRadius=space),
        "parseFloat(css(BOX, 'border-top-left-radius'))",
    ),
    *[
        Line(
            f"box.justifyContent={word}",
            two_boxes(justifyContent=word),
            "[Math.round(at(BOX).left), Math.round(at(BOX, 1).left)]",
            x,
        )
        for word, x in JUSTIFIED.items()
    ],
    *sizes(
        "box.alignItems in a row",
        {"flex-start": 0, "center": 40, "flex-end": 80},
        lambda word: two_boxes(alignItems=word, height="100px"),
        "at(BOX).top",
    ),
    *sizes(
        "box.alignItems in a column",
        {"flex-start": 0, "center": 125, "flex-end": 250},
        lambda word: two_boxes("vertical", alignItems=word),
        "at(BOX).left",
    ),
    Line(
        "box.background, two colours",
        only(background={"type": "linearGradient", "angle": "90deg", "startColor": "#ff0000", "endColor": "#0000ff"}),
        "css(BOX, 'background-image')",
        f"linear-gradient(90deg, {RED}, {BLUE})",
    ),
    Line(
        "box.background, a colour between",
        only(
            background={
                "type": "linearGradient",
                "angle": "0deg",
                "startColor": "#ff0000",
                "endColor": "#0000ff",
                "centerColor": "#00ff00",
                "centerPosition": "30%",
            }
        ),
        "css(BOX, 'background-image')",
        f"linear-gradient(0deg, {RED}, {GREEN} 30%, {BLUE})",
    ),
    Line(
        "box.position=absolute",
        body(
            box("vertical", position="absolute", offsetTop="10px", offsetStart="20px", width="30px", height="5px"),
            text(),
        ),
        "[at(BOX).top, at(BOX).left, at(TEXT).top]",
        [10, 20, 0],
    ),
    Line(
        "box.offsetBottom and offsetEnd of an absolute one",
        body(
            box("vertical", position="absolute", offsetBottom="md", offsetEnd="lg", width="30px", height="5px"), text()
        ),
        "[at(BOX).bottom, at(BOX).right]",
        [8, 12],
    ),
    Line(
        "offsetTop moves it, and nothing else",
        body(text(offsetTop="6px"), text()),
        "[at(TEXT).top, gap(TEXT, 'y')]",
        [6, -6],
    ),
    Line("offsetBottom moves it up", body(text(), text(offsetBottom="6px")), "gap(TEXT, 'y')", -6),
    Line("offsetStart moves it from the start", body(text(offsetStart="xl")), "at(TEXT).left", 16),
    Line("offsetEnd moves it from the end", body(text(offsetEnd="xl")), "at(TEXT).left", -16),
]
COMPONENTS = [
    *sizes(
        "text.size", TEXTS | {"33px": 33}, lambda size: body(text(size=size)), "parseFloat(css(WORDS, 'font-size'))"
    ),
    Line("text.size, not given", body(text()), "css(WORDS, 'font-size')", "16px"),
    Line("text.color", body(text(color="#ff0000")), "css(WORDS, 'color')", RED),
    Line("text.color, not given, in any theme", body(text()), "css(WORDS, 'color')", "rgb(17, 17, 17)"),
    Line("text.weight=bold", body(text(weight="bold")), "css(WORDS, 'font-weight')", "700"),
    Line("text.style=italic", body(text(style="italic")), "css(WORDS, 'font-style')", "italic"),
    Line(
        "text.decoration=underline",
        body(text(decoration="underline")),
        "css(WORDS, 'text-decoration-line')",
        "underline",
    ),
    Line(
        "text.decoration=line-through",
        body(text(decoration="line-through")),
        "css(WORDS, 'text-decoration-line')",
        "line-through",
    ),
    Line("text.align=center", body(text(align="center")), "css(WORDS, 'text-align')", "center"),
    Line("text.align=end", body(text(align="end")), "css(WORDS, 'text-align')", "end"),
    *sizes(
        "text.gravity",
        {"top": 0, "center": 39, "bottom": 78},
        lambda word: body(text(gravity=word, flex=1), height="100px"),
        "Math.round(at(WORDS).top)",
    ),
    Line("text.wrap, not given: one line", body(text(LONG)), "Math.round(at(WORDS).height)", 22),
    Line("text.wrap", body(text(LONG, wrap=True)), "at(WORDS).height > 50", True),
    Line("text.wrap makes lines of \\n", body(text("a\nb\nc", wrap=True)), "Math.round(at(WORDS).height)", 67),
    Line("text.maxLines", body(text(LONG, wrap=True, maxLines=2)), "Math.round(at(WORDS).height)", 45),
    Line(
        "text.lineSpacing, between the lines only",
        body(text("a\nb\nc", wrap=True, lineSpacing="20px")),
        "[Math.round(at(TEXT).height), Math.round(parseFloat(css(WORDS, 'line-height')))]",
        [107, 42],
    ),
    Line(
        "text.adjustMode=shrink-to-fit",
        body(text("x" * 60, adjustMode="shrink-to-fit")),
        "parseFloat(css(WORDS, 'font-size')) < 12 && find(WORDS).scrollWidth <= 300",
        True,
    ),
    Line(
        "text.adjustMode, where it fits", body(text("x", adjustMode="shrink-to-fit")), "css(WORDS, 'font-size')", "16px"
    ),
    Line(
        "text.scaling",
        body(text(scaling=True), text()),
        "(root.style.setProperty('--text-scale', 2), [css(WORDS, 'font-size'), css(WORDS, 'font-size', 1)])",
        ["32px", "16px"],
    ),
    Line(
        "span: size, color, weight, style, decoration",
        body(
            text(
                "not shown",
                color="#0000ff",
                contents=[
                    {"type": "span", "text": "a", "size": "xl", "color": "#ff0000", "weight": "bold"},
                    {"type": "span", "text": "b", "style": "italic", "decoration": "underline"},
                ],
            )
        ),
        "[find(WORDS).textContent, css('span', 'font-size'), css('span', 'color'), css('span', 'font-weight'), "
        "css('span', 'font-style', 1), css('span', 'text-decoration-line', 1), css('span', 'color', 1)]",
        ["ab", "22px", RED, "700", "italic", "underline", BLUE],
    ),
    *sizes("image.size", IMAGES | IMAGES_TOO, lambda size: body(image(size=size)), "at(IMAGE).width"),
    Line("image.aspectRatio", body(image(size="full", aspectRatio="3:1")), "at(IMAGE).height", 100),
    Line("image.aspectRatio, not given", body(image(size="xs")), "at(IMAGE).height", 60),
    Line(
        "image.aspectMode=cover",
        body(image(aspectMode="cover")),
        "find('svg').preserveAspectRatio.baseVal.meetOrSlice",
        2,
    ),
    Line("image.aspectMode, not given: fit", body(image()), "find('svg').preserveAspectRatio.baseVal.meetOrSlice", 1),
    Line("image.backgroundColor", body(image(backgroundColor="#ff0000")), "css(IMAGE, 'background-color')", RED),
    *sizes(
        "image.align", {"start": 0, "center": 100, "end": 200}, lambda word: body(image(align=word)), "at(IMAGE).left"
    ),
    *sizes(
        "image.gravity",
        {"top": 0, "center": 50, "bottom": 100},
        lambda word: body(image(gravity=word, flex=1), height="200px"),
        "at(IMAGE).top",
    ),
    Line("image.animated", body(image(animated=True)), "css('svg', 'animation-name')", "lab-animated"),
    Line("image.animated, not given", body(image()), "css('svg', 'animation-name')", "none"),
    *sizes(
        "icon.size", TEXTS, lambda size: body(icon(size=size), layout="baseline"), "at('.lab-flex-icon > span').height"
    ),
    Line("icon.aspectRatio", body(icon(aspectRatio="2:1"), layout="baseline"), "at('.lab-flex-icon > span').width", 32),
    Line(
        "icon.margin",
        body(text(flex=0), icon(margin="md"), layout="baseline"),
        "at('.lab-flex-icon').left - at(TEXT).width",
        8,
    ),
    Line(
        "icon.scaling",
        body(icon(scaling=True), layout="baseline"),
        "(root.style.setProperty('--text-scale', 2), at('.lab-flex-icon > span').height)",
        32,
    ),
    Line(
        "button.style, not given: link",
        body(button()),
        "[css(BUTTON, 'background-color'), css(BUTTON, 'color')]",
        ["rgba(0, 0, 0, 0)", "rgb(66, 101, 154)"],
    ),
    Line(
        "button.style=primary",
        body(button(style="primary")),
        "[css(BUTTON, 'background-color'), css(BUTTON, 'color')]",
        ["rgb(23, 201, 80)", "rgb(255, 255, 255)"],
    ),
    Line(
        "button.style=secondary",
        body(button(style="secondary")),
        "[css(BUTTON, 'background-color'), css(BUTTON, 'color')]",
        ["rgb(220, 223, 229)", "rgb(17, 17, 17)"],
    ),
    Line("button.color of a link: its words", body(button(color="#ff0000")), "css(BUTTON, 'color')", RED),
    Line(
        "button.color of a primary: its ground",
        body(button(style="primary", color="#ff0000")),
        "css(BUTTON, 'background-color')",
        RED,
    ),
    *sizes("button.height", {"sm": 40, "md": 52}, lambda size: body(button(height=size)), "at(BUTTON).height"),
    *sizes(
        "button.gravity",
        {"top": 0, "center": 24, "bottom": 48},
        lambda word: body(button(gravity=word, flex=1), height="100px"),
        "at(BUTTON).top",
    ),
    Line(
        "button.adjustMode=shrink-to-fit",
        body(button(adjustMode="shrink-to-fit", action={"type": "message", "label": "x" * 40})),
        "parseFloat(css('.lab-flex-shrink > span', 'font-size')) < 14",
        True,
    ),
    Line(
        "button.scaling",
        body(button(scaling=True)),
        "(root.style.setProperty('--text-scale', 2), css(BUTTON, 'font-size'))",
        "32px",
    ),
    Line("separator in a column", body(text(), {"type": "separator"}), "[at(LINE).width, at(LINE).height]", [300, 1]),
    Line(
        "separator in a row",
        body(text(), {"type": "separator"}, text(), layout="horizontal", height="40px"),
        "[at(LINE).width, at(LINE).height]",
        [1, 40],
    ),
    Line("separator.color", body({"type": "separator", "color": "#ff0000"}), "css(LINE, 'background-color')", RED),
    Line(
        "separator.color, not given", body({"type": "separator"}), "css(LINE, 'background-color')", "rgb(212, 214, 218)"
    ),
    Line("separator.margin", body(text(), {"type": "separator", "margin": "xl"}), "at(LINE).top - at(TEXT).height", 16),
    Line(
        "filler takes the room that is left",
        body({"type": "filler"}, text(flex=0), layout="horizontal"),
        "at(TEXT).right",
        0,
    ),
    Line("filler.flex", body({"type": "filler", "flex": 2}, text(flex=1), layout="horizontal"), "at(TEXT).left", 200),
    Line(
        "video.aspectRatio, previewUrl and action",
        {
            "type": "bubble",
            "hero": {
                "type": "video",
                "url": "https://example.com/a.mp4",
                "previewUrl": "https://example.com/cat.jpg",
                "altContent": image(),
                "aspectRatio": "20:13",
                "action": {"type": "uri", "label": "More", "uri": "https://x.tw"},
            },
        },
        "[at('.lab-flex-video').width, at('.lab-flex-video').height, !!find('.lab-play'), "
        "find('.lab-flex-link').textContent]",
        [300, 195, True, "More"],
    ),
]
TABLE = BUBBLES + BOXES + COMPONENTS


@pytest.fixture(scope="module")
def measured(browser: Browser) -> list[object]:
    """What each line of the table measures, from one page with all the bubbles; nothing was fetched for it."""
    context = PreviewContext(texts("en"))
    cases = "".join(f"<div class='case'>{container(line.contents, context)}</div>" for line in TABLE)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    styles = style("phones") + all_message_style("phones")
    page.set_content(
        f"{styles}<div class='lab lab-phones' style='display:block'><div class='lab-row' style='display:block'>{cases}"
    )
    found = page.evaluate(
        "expressions => [...document.querySelectorAll('.case')].map((root, n) => {"
        f"{HELPERS} try {{ return eval(expressions[n]) }} catch (error) {{ return String(error) }} }})",
        [line.measured for line in TABLE],
    )
    page.close()
    assert asked == []
    assert len(found) == len(TABLE)
    return list(found)


@pytest.mark.parametrize("number", range(len(TABLE)), ids=[line.property for line in TABLE])
def test_each_property_changes_the_picture_as_line_documents_it(measured: list[object], number: int) -> None:
    expected, found = TABLE[number].expected, measured[number]
    assert found == (pytest.approx(expected, abs=0.6) if has_only_numbers(expected) else expected)


def has_only_numbers(expected: object) -> bool:
    parts = expected if isinstance(expected, list) else [expected]
    return all(isinstance(part, (int, float)) and not isinstance(part, bool) for part in parts)


def test_the_table_names_every_property_the_sdk_knows() -> None:
    models = {
        "FlexBox", "FlexButton", "FlexImage", "FlexIcon", "FlexText", "FlexSpan", "FlexSeparator", "FlexFiller",
        "FlexVideo", "FlexBubble", "FlexCarousel", "FlexBlockStyle", "FlexBubbleStyles", "FlexBoxLinearGradient",
    }  # fmt: skip
    known = {field.alias for model in models for field in getattr(messaging, model).__fields__.values()}
    used = json.dumps([line.contents for line in TABLE])
    assert {name for name in known if f'"{name}"' not in used} == set()
