"""The one style of everything the lab shows, as CSS to put into each output.

Outputs stand alone: a saved notebook keeps them apart, so each carries the rules it needs and no more. Colours derive
from two: the page's text and background, which JupyterLab, Notebook, Voila and VS Code name in variables and any other
page has as system colours; so light and dark follow by themselves. Tints mix a hue into those two and keep contrast.
"""

from __future__ import annotations

import re

from helpers.panels.kit.campaign_theme import CAMPAIGN
from helpers.panels.kit.course_theme import CHECK, CLASS, PROGRESS, PROGRESS_NARROW, QUIZ, REPLAY
from helpers.panels.kit.narrowcast_theme import NARROWCAST
from helpers.panels.kit.world_theme import CONTROLS, PAST, PROJECTOR_SWITCH, TIMELINE, WORLD

# In every rule `&` is the root of one kind of output, so that kinds on the same page never touch each other. Two
# classes, because JupyterLab's own rules for outputs are specific (``.jp-RenderedHTMLCommon …``).

_BASE = """
&{--ink:var(--jp-content-font-color1,var(--vscode-foreground,CanvasText));
--bg:var(--jp-layout-color0,var(--vscode-editor-background,Canvas));
--soft:color-mix(in srgb,var(--ink) 72%,var(--bg));--line:color-mix(in srgb,var(--ink) 15%,var(--bg));
--wash:color-mix(in srgb,var(--ink) 5%,var(--bg));
--good:color-mix(in srgb,var(--ink) 34%,#07994a);--bad:color-mix(in srgb,var(--ink) 30%,#dc3545);
--warn:color-mix(in srgb,var(--ink) 34%,#c47a00);
box-sizing:border-box;max-width:46rem;margin:.25rem 0;color:var(--ink);text-align:left;
font:400 var(--jp-content-font-size1,14px)/1.65 -apple-system,"Segoe UI","PingFang TC","Microsoft JhengHei UI",
"Noto Sans TC","Noto Sans CJK TC",system-ui,sans-serif;overflow-wrap:anywhere;container-type:inline-size}
& *{box-sizing:border-box}
& h4{margin:0;font-size:1.3em;line-height:1.4;font-weight:600;color:inherit}
& p{margin:0;text-align:left}
& code{padding:.1em .35em;border-radius:4px;background:var(--wash);color:inherit;
font:.92em/1.5 var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)}
& a{color:var(--jp-content-link-color,LinkText);text-decoration:underline;text-underline-offset:.2em}
"""

_SURFACE = """
&{padding:1.4rem 1.6rem 1.5rem;border:1px solid var(--line);border-radius:14px;background:var(--bg)}
@media (max-width:30rem){&{padding:1.1rem 1.1rem 1.2rem}}
"""

_TABLE = """
& .lab-scroll{overflow-x:auto;border-radius:4px}
& table{width:100%;margin:0;border-collapse:collapse;table-layout:auto;font-size:1em;overflow-wrap:break-word}
& caption{padding:0 0 .35rem;caption-side:top;text-align:left;font-weight:600;color:var(--ink)}
& th.lab-x,& th,& td{padding:.5rem 1rem .5rem 0;text-align:left;vertical-align:top;line-height:1.5;white-space:normal;
font-weight:400;max-width:none}
& thead th{white-space:nowrap;font-size:.88em;color:var(--soft);padding-block:.25rem}
& thead{border:0}
& tbody tr:nth-child(n){background:none;border-top:1px solid var(--line)}
& tbody th{font-weight:600}
& .lab-good{color:var(--good)}& .lab-bad{color:var(--bad)}& .lab-warn{color:var(--warn)}
"""

# In a narrow cell each row becomes a small block, so that nothing needs scrolling sideways.
_STACK = """
@container (max-width:34rem){& thead{display:none}& tbody tr{display:block;padding:.5rem 0}
& tbody th,& tbody td{display:block;padding:.1rem 0}& tbody td:empty{display:none}}
"""

_CARD = """
& .lab-call{display:flex;flex-wrap:wrap;align-items:baseline;gap:.3rem .8rem;margin-bottom:.45rem;color:var(--soft)}
& .lab-call code{padding:0;background:none}
& .lab-status{font-weight:600;font-variant-numeric:tabular-nums}
& .lab-status.lab-good{color:var(--good)}& .lab-status.lab-bad{color:var(--bad)}
& .lab-status.lab-warn{color:var(--warn)}
& .lab-who{margin-top:1.1rem;color:var(--soft)}& .lab-who b{color:var(--ink);font-weight:600}
& ol.lab-path:not(.lab-x){display:grid;grid-template-columns:repeat(3,1fr);margin:.6rem 0 1.4rem;padding:0;
list-style:none}
& .lab-path li{--c:var(--soft);position:relative;margin:0;padding:0 .6rem 0 0;line-height:1.45}
& .lab-path li+li::before{content:"";position:absolute;top:1rem;right:100%;left:calc(-100% + 2.5rem);
margin-right:.5rem;
border-top:2px solid var(--c);opacity:.55}
& .lab-path .lab-off::before{border-top-style:dashed!important;opacity:.4!important}
& .lab-path .lab-good{--c:var(--good)}& .lab-path .lab-bad{--c:var(--bad)}& .lab-path .lab-warn{--c:var(--warn)}
& .lab-path i{display:grid;place-items:center;width:2rem;height:2rem;margin-bottom:.5rem;border:2px solid var(--c);
border-radius:50%;background:color-mix(in srgb,var(--c) 12%,var(--bg));color:var(--c);
font:700 1em/1 system-ui,sans-serif}
& .lab-path b{display:block;font-weight:600;color:var(--ink)}& .lab-path span{color:var(--c)}
& .lab-path .lab-off i{border-style:dashed;background:none}
& dl{display:grid;grid-template-columns:max-content 1fr;gap:.55rem 1.4rem;margin:0}
& dt,& dd{display:block;float:none;width:auto;margin:0;padding:0;font-weight:400}
& dt{color:var(--soft)}& dd{max-width:36em}
& .lab-mark{margin-top:1rem;padding:.55rem .9rem;border-radius:8px;background:var(--wash);color:var(--soft)}
& .lab-people{margin-top:1.5rem}& .lab-people td span{white-space:nowrap}& .lab-sum{margin-top:.6rem;color:var(--soft)}
& dd ul{margin:0;padding:0 0 0 1.1em;list-style:disc}& li{margin:0}
& .lab-more{margin-top:1.3rem;border-top:1px solid var(--line)}
& details{border-bottom:1px solid var(--line)}
& summary{padding:.6rem 0;cursor:pointer;color:var(--soft)}& summary:hover{color:var(--ink)}
& summary:focus-visible,& .lab-scroll:focus-visible,& pre:focus-visible{outline:2px solid var(--jp-brand-color1,
Highlight);
outline-offset:2px}
& pre{max-height:20rem;overflow:auto;margin:0 0 .8rem;padding:.8rem 1rem;border-radius:8px;background:var(--wash);
color:inherit;font:.9em/1.6 var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace);white-space:pre-wrap;
word-break:normal}
& details table{margin-bottom:.8rem;font-size:.92em}
& details th,& details td{padding-block:.35rem}& details tbody th{white-space:nowrap}
& .lab-link{margin-top:1.1rem}
@container (max-width:30rem){
& dl{grid-template-columns:1fr;gap:.1rem}& dd{margin-bottom:.7rem}& .lab-path b,& .lab-path span{font-size:.92em}}
@container (max-width:20rem){& ol.lab-path:not(.lab-x){grid-template-columns:1fr;gap:1rem}
& .lab-path li{min-height:2.3rem;padding:0 0 0 2.9rem}& .lab-path i{position:absolute;left:0;top:.1rem}
& .lab-path li+li::before{inset:-.9rem auto auto .95rem;height:.8rem;margin:0;border-width:0 0 0 2px;
border-left-style:solid}& .lab-path .lab-off::before{border-left-style:dashed!important}}
"""

_SILENT = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Cpath d='M12 2a6 6 0 0 0-6 "
    "6v5l-2 3v1h16v-1l-2-3V8a6 6 0 0 0-6-6zm-2 17a2 2 0 0 0 4 0z'/%3E%3Cpath d='M2 3.5 20.5 22' stroke='%23000' "
    "stroke-width='2.4'/%3E%3C/svg%3E"
)

_PHONES = (
    """
&{display:flex;flex-wrap:wrap;align-items:stretch;gap:1.25rem;max-width:none;padding:.25rem 0}
& .lab-phone{display:flex;flex-direction:column;flex:1 1 17rem;width:17rem;min-width:0;max-width:22rem;
overflow:hidden;
border:1px solid var(--line);border-radius:26px;background:var(--bg);
box-shadow:0 1px 2px rgba(0,0,0,.06),0 8px 24px rgba(0,0,0,.06)}
& .lab-owner{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .6rem;padding:.9rem 1.25rem .7rem}
& .lab-owner h4{font-size:1.05em}& .lab-owner span,& .lab-chat-name span{font-size:.88em;color:var(--soft)}
& .lab-banner{margin:0 .75rem .75rem;padding:.55rem .8rem;border-radius:10px;background:var(--wash);font-size:.92em}
& .lab-chat{display:flex;flex-direction:column;flex:1 1 auto;border-top:1px solid var(--line);
--wall:color-mix(in srgb,#7793b5 20%,var(--bg));--soft:color-mix(in srgb,var(--ink) 80%,var(--wall));
background:var(--wall)}
& .lab-chat-name{display:flex;flex-wrap:wrap;gap:0 .6rem;align-items:baseline;padding:.6rem 1.25rem;
border-bottom:1px solid var(--line);background:var(--bg);font-weight:600}
& .lab-chat-name b{font-weight:600}& .lab-chat-name span{font-weight:400}
& .lab-log{display:flex;flex-direction:column-reverse;flex:1 1 auto;min-height:11rem;
max-height:30rem;overflow-y:auto}
& .lab-log>ul:not(.lab-x){margin:0 0 auto;padding:.8rem .9rem 1.1rem;list-style:none}
& .lab-empty{margin:auto;padding:1.5rem;color:var(--soft);text-align:center}
& li{margin:0}
& .lab-day{margin:1.2rem 0 .7rem;text-align:center;font-size:.82em;color:var(--soft)}
& .lab-day:first-child{margin-top:.2rem}
& .lab-msg{position:relative;display:flex;flex-direction:column;align-items:flex-start;margin-top:.8rem;
padding-left:2.6rem}
& .lab-msg.lab-again{margin-top:.35rem}
& .lab-from{font-size:.82em;font-weight:400;color:var(--soft);margin-bottom:.15rem}
& .lab-theirs:not(.lab-again)::before{content:attr(data-initial);position:absolute;left:0;top:.1rem;display:grid;
place-items:center;width:2rem;height:2rem;border-radius:50%;background:color-mix(in srgb,var(--ink) 58%,#1d4f86);
color:var(--bg);font-size:.9em;font-weight:600}
& .lab-bot:not(.lab-again)::before{background:color-mix(in srgb,var(--ink) 34%,#07994a)}
& .lab-mine{align-items:flex-end;padding:0}
& .lab-mine .lab-from,& .lab-again .lab-from{display:none}
& .lab-row{display:flex;gap:.4rem;align-items:flex-end;max-width:100%}
& .lab-mine .lab-row{flex-direction:row-reverse}
& .lab-say{min-width:0;max-width:13rem;padding:.45rem .8rem;border-radius:5px 18px 18px;
background:var(--say);line-height:1.5}
& .lab-chat{--say:color-mix(in srgb,var(--bg) 82%,#fff);
--line:color-mix(in srgb,var(--ink) 20%,var(--say))}
& .lab-text{white-space:pre-wrap}& .lab-say.lab-unsent{background:none;color:var(--soft)}
& .lab-mine .lab-say{border-radius:18px 5px 18px 18px;background:color-mix(in srgb,var(--bg) 58%,#2fbf62)}
& .lab-time{flex:none;font-size:.78em;line-height:1.35;color:var(--soft);font-variant-numeric:tabular-nums}
& .lab-mine .lab-time{text-align:right}
& .lab-silent{display:flex;align-items:center;gap:.3rem;margin-top:.2rem;font-size:.8em;color:var(--soft)}
& .lab-silent::before{content:"";flex:none;width:1em;height:1em;background:currentColor;
mask:url("SILENT") center/contain no-repeat}
& .lab-tile{display:flex;flex-direction:column;gap:.1rem;width:11.5rem;max-width:100%}
& .lab-tile b{font-weight:600}& .lab-tile span{font-size:.88em;color:var(--soft)}
& .lab-art{height:5.2rem;margin:-.1rem -.45rem .4rem;border-radius:10px;background:var(--wall)}
& .lab-art.lab-photo{background:radial-gradient(circle at 76% 30%,color-mix(in srgb,#fff 65%,var(--wall)) 0 .55rem,
transparent .6rem),
linear-gradient(155deg,transparent 58%,color-mix(in srgb,var(--ink) 22%,var(--wall)) 58.5%),
linear-gradient(205deg,transparent 64%,color-mix(in srgb,var(--ink) 32%,var(--wall)) 64.5%),var(--wall)}
& .lab-art.lab-map{background:radial-gradient(circle at 50% 50%,var(--bad) 0 .4rem,transparent .45rem),
repeating-linear-gradient(90deg,transparent 0 1.9rem,var(--line) 1.9rem 2rem),
repeating-linear-gradient(12deg,transparent 0 1.5rem,var(--line) 1.5rem 1.6rem),var(--wall)}
& .lab-say.lab-sticker{background:none;border:1.5px dashed color-mix(in srgb,var(--ink) 45%,var(--wall));
border-radius:16px!important;padding:1.3rem .8rem;text-align:center}& .lab-sticker .lab-tile{width:7rem}
& .lab-buttons:not(.lab-x){margin:.45rem -.35rem 0;padding:0;list-style:none}
& .lab-buttons li{margin-top:.3rem;padding:.35rem .6rem;border:1px solid var(--line);border-radius:8px;
text-align:center;
color:var(--good);font-weight:600}
& .lab-columns{margin-top:.5rem;padding-top:.5rem;border-top:1px solid var(--line)}
& .lab-quick{margin-top:.6rem;font-size:.88em;color:var(--soft)}
& .lab-quick ul.lab-chips:not(.lab-x){display:flex;flex-wrap:wrap;gap:.35rem;margin:.25rem 0 0;padding:0;
list-style:none}
& .lab-chips li{padding:.2rem .7rem;border:1px solid var(--line);border-radius:99px;background:var(--say);
color:var(--ink)}
"""
).replace("SILENT", _SILENT)

_SETUP = """
& .lab-lead{margin:.35rem 0 1.2rem;max-width:36em}
& tbody th,& td .lab-good,& td .lab-bad{white-space:nowrap}
"""

_HISTORY = """
@container (max-width:34rem){& table{overflow-wrap:anywhere}& tbody tr{text-align:left}
& tbody tr th,& tbody tr td:nth-child(2){display:inline-block;padding-right:.8rem}}
&{max-width:56rem}
& td,& tbody th{font-variant-numeric:tabular-nums}& tbody th{color:var(--soft);font-weight:400}
& td code{padding:0;background:none}& .lab-sum{margin-top:.6rem;color:var(--soft)}
@container (min-width:34.01rem){& td:nth-child(3){min-width:17.5em;overflow-wrap:anywhere}& td:nth-child(5){min-width:9.5em}
& td:nth-child(6){white-space:nowrap}}
"""


def _compact(kind: str, css: str) -> str:
    """The same rules in one line, for every output carries them."""
    return re.sub(r"\s*\n\s*", "", css).replace("&", f".lab.lab-{kind}")


_SHEETS = {
    "card": _compact("card", _BASE + _SURFACE + _TABLE + _CARD + _STACK),
    "phones": _compact("phones", _BASE + _PHONES),
    "setup": _compact("setup", _BASE + _SURFACE + _TABLE + _SETUP + _STACK),
    "history": _compact("history", _BASE + _SURFACE + _TABLE + _HISTORY + _STACK),
    "timeline": _compact("timeline", _BASE + _SURFACE + _TABLE + TIMELINE),
    "world": _compact("world", _BASE + _SURFACE + CONTROLS + WORLD),
    "past": _compact("past", _BASE + PAST),
    "check": _compact("check", _BASE + _SURFACE + CONTROLS + CHECK),
    "quiz": _compact("quiz", _BASE + _SURFACE + CONTROLS + QUIZ),
    "progress": _compact("progress", _BASE + _SURFACE + _TABLE + PROGRESS + PROGRESS_NARROW),
    "class": _compact("class", _BASE + _SURFACE + _TABLE + CLASS),
    "replay": _compact("replay", _BASE + _SURFACE + CONTROLS + REPLAY),
    "narrowcast": _compact("narrowcast", _BASE + _SURFACE + _TABLE + CONTROLS + NARROWCAST),
    "campaign": _compact("campaign", _BASE + _SURFACE + _TABLE + CONTROLS + CAMPAIGN),
    "projector": _compact("projector", _BASE + CONTROLS + PROJECTOR_SWITCH),
}


def style(sheet: str) -> str:
    """The ``<style>`` element of a kind of output, a key of the sheets above. KeyError for others."""
    return f"<style>{_SHEETS[sheet]}</style>"


def sheet(kind: str, css: str) -> str:
    """The ``<style>`` element of another kind: the base rules and `css`, where `&` stands for ``.lab.lab-<kind>``."""
    return f"<style>{_compact(kind, _BASE + css)}</style>"
