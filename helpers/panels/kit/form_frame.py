"""The style of everything one can click: ipywidgets' own controls, dressed as the cards and phones are.

A panel puts one `style_sheet()` among its children and gives its frame the classes of `FORM`. Without style the
controls are still all there, labelled and in order.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ipywidgets import HTML, Layout

from helpers.panels.kit.disconnected import gone
from helpers.panels.kit.stylesheets import sheet
from helpers.text import Texts

#: The classes of a frame: what stands in it is dressed.
FORM = ("lab", "lab-form")

_FRAME = """
&{--edge:color-mix(in srgb,var(--ink) 42%,var(--bg));--ring:var(--jp-brand-color1,Highlight);
--jp-widgets-color:var(--ink);--jp-widgets-font-size:1em;--jp-widgets-margin:0px;--jp-widgets-inline-height:2.35em;
max-width:46rem;margin:0;border:1px solid var(--line);border-radius:14px;background:var(--bg)}
& .widget-box,&.widget-box{overflow:visible}
& .jupyter-widgets{margin:0}
& .widget-html,& .widget-html-content{display:block;width:auto;min-width:0;margin:0;line-height:inherit;font-size:1em}
& .widget-html-content{align-self:stretch}
& .widget-html:has(>.widget-html-content:empty){display:none}
& .lab-part{padding:1.25rem 1.6rem 1.4rem;gap:1.05rem;border-top:1px solid var(--line)}
& .lab-part:first-child{border-top:0}
& .lab-form-body{position:relative;gap:1.05rem}
& .lab-corner{position:absolute;top:-.25rem;right:-.6em;z-index:1}
& .lab-row{flex-flow:row wrap;align-items:flex-start;gap:.9rem 1.2rem}
& .lab-row>.lab-field{flex:1 1 15rem;min-width:0}
& .lab-field>.lab-field+.lab-field{margin-top:.5rem}
& .lab-tools{flex-flow:row wrap;align-items:center;gap:.5rem}
& .lab-tools>.lab-quiet:first-child{margin-left:-.6em}
& .lab-actions{justify-content:space-between;gap:.6rem 1rem}
& .lab-label{margin:0;font-weight:600;line-height:1.4}
& .lab-hint{min-height:1.5em;margin:.3rem 0 0;font-size:.88em;line-height:1.5;color:var(--soft)}
& .lab-hint:empty{min-height:0;margin:0}
& .lab-hint.lab-wrong{color:var(--bad)}
& .lab-label .lab-count{float:none;margin:0 0 0 .5rem}
& .lab-count{float:right;margin:.1rem 0 0 1rem;font-weight:400;font-size:.88em;line-height:1.5;color:var(--soft);
font-variant-numeric:tabular-nums}
& .lab-count.lab-wrong{color:var(--bad);font-weight:600}
@container (max-width:30rem){& .widget-html-content>.lab-count{float:none;display:block;margin:.3rem 0 0}
& .lab-part{padding:1.05rem 1rem 1.15rem}
& .lab-corner{position:static;justify-content:flex-end;margin:-.6rem 0 -1rem}}
"""

_CONTROLS = """
& .widget-text,& .widget-textarea,& .widget-dropdown{flex-direction:column;align-items:stretch;width:auto;height:auto;
line-height:1.5}
& .widget-inline-hbox>.widget-label{width:auto;height:auto;margin:0 0 .3rem;text-align:left;line-height:1.4;
font-size:1em;font-weight:600;white-space:normal;overflow:visible;color:var(--ink)}
& .widget-text input,& .widget-textarea textarea,& .widget-dropdown>select{flex:none;width:100%;height:2.5em;margin:0;
padding:.4em .7em;border:1px solid var(--edge);border-radius:8px;background-color:var(--bg);color:var(--ink);
font:inherit;line-height:1.5;box-shadow:none}
& .widget-textarea textarea{height:auto;min-height:4.4em;max-height:24em;resize:vertical;field-sizing:content}
& .lab-mono textarea,& .lab-mono input{font:.92em/1.6 var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)}
& .widget-dropdown>select{padding-right:2.2em;text-overflow:ellipsis;cursor:pointer;
background-image:linear-gradient(45deg,transparent 50%,var(--soft) 50%),
linear-gradient(135deg,var(--soft) 50%,transparent 50%);background-repeat:no-repeat;background-size:.36em .36em;
background-position:right 1.15em center,right .8em center}
& select option{background:var(--bg);color:var(--ink)}
& input:focus-visible,& textarea:focus-visible,& select:focus-visible,& button:focus-visible,
& [tabindex]:focus-visible,& summary:focus-visible{outline:2px solid var(--ring)!important;outline-offset:2px;
border-color:transparent}
& .lab-wrong-field input,& .lab-wrong-field textarea,& .lab-wrong-field select{border-color:var(--bad)}
& ::placeholder{color:var(--soft);opacity:1}
& .widget-checkbox{width:auto;height:auto;line-height:1.5}
& .widget-checkbox>.widget-label-basic{display:flex;align-items:baseline;gap:.6em;margin:0;width:auto;
white-space:normal;overflow:visible;line-height:1.5;font-size:1em;font-weight:600;color:var(--ink);cursor:pointer}
& .widget-checkbox input[type=checkbox]{flex:none;align-self:auto;font-size:inherit;width:1.05em;height:1.05em;margin:0;
accent-color:var(--good);transform:translateY(.14em)}
& .lab-indent .lab-hint{margin-left:1.65em}
"""

_BUTTONS = """
& .jupyter-button{width:auto;height:auto;min-height:2.35em;margin:0;padding:.3em 1em;border:1px solid var(--edge);
border-radius:8px;background:var(--bg);color:var(--ink);font:inherit;font-weight:500;line-height:1.5;box-shadow:none;
white-space:normal;transition:background-color .12s}
& .jupyter-button:hover:enabled,& .jupyter-button:focus:enabled{box-shadow:none;
background:color-mix(in srgb,var(--ink) 10%,var(--bg))}
& .jupyter-button:disabled{color:var(--soft);opacity:.6;cursor:default}
& .lab-primary.jupyter-button{min-height:2.6em;padding-inline:1.8em;border-color:transparent;background:var(--good);
color:var(--bg);font-weight:600}
& .lab-primary.jupyter-button:hover:enabled,& .lab-primary.jupyter-button:focus:enabled{
background:color-mix(in srgb,var(--good) 86%,var(--ink))}
& .lab-quiet.jupyter-button{min-height:2em;padding:.15em .6em;border-color:transparent;background:none;
color:var(--soft);font-size:.92em}
& .lab-quiet.jupyter-button:hover:enabled,& .lab-quiet.jupyter-button:focus:enabled{background:var(--wash);
color:var(--ink)}
& .lab-chip.jupyter-button{min-height:2em;padding:.1em .85em;border-radius:99px;background:none}
& .lab-chip.jupyter-button.mod-active{border-color:var(--good);
background:color-mix(in srgb,var(--good) 14%,var(--bg));color:var(--ink);box-shadow:none}
& .widget-toggle-buttons{display:block;width:auto;line-height:1.5}
& .widget-toggle-buttons>.widget-label{display:none}
& .widget-toggle-buttons>div{display:flex;flex-flow:row wrap;gap:0 .2rem;margin:0;
border-bottom:1px solid var(--line)}
& .widget-toggle-buttons .jupyter-button{position:relative;min-height:2.2em;margin:0 0 -1px;padding:.35em .8em;
border:0;border-bottom:2px solid transparent;border-radius:6px 6px 0 0;background:none;color:var(--soft)}
& .widget-toggle-buttons .jupyter-button:hover:enabled{color:var(--ink)}
& .widget-toggle-buttons .jupyter-button.mod-active{border-bottom-color:var(--good);background:none;color:var(--ink);
font-weight:600;box-shadow:none}
"""

_BUILDER = """
& .lab-strip{display:flex;flex-wrap:wrap;align-items:baseline;gap:.35rem 1rem}
& .lab-strip h4{flex:1 1 auto}
& .lab-mode{padding:.1em .8em;border:1px solid var(--good);border-radius:99px;color:var(--good);font-size:.88em;
font-weight:600;white-space:nowrap}
& .lab-mode.lab-live{border-color:var(--warn);color:var(--warn)}
& .lab-call{margin-top:.55rem;font-weight:600}& .lab-call code{padding:0;background:none;font-weight:600}
& .lab-facts{display:flex;flex-wrap:wrap;gap:.1rem 1.3rem;margin:.35rem 0 0;padding:0;list-style:none;
color:var(--soft);font-size:.92em}
& .lab-facts li{margin:0}& .lab-facts b{color:var(--ink);font-weight:600}
& .lab-messages{gap:.6rem}& .lab-many{gap:.75rem}
& .lab-item{gap:.7rem;padding:.9rem 1rem 1rem;border:1px solid var(--line);border-radius:10px}
& .lab-item .lab-head{flex-flow:row wrap;align-items:flex-end;justify-content:space-between;gap:.5rem}
& .lab-item .lab-head>.widget-dropdown{flex:0 1 15em}
& .lab-code{max-height:22rem;overflow:auto;margin:.9rem 0 0;padding:.9rem 1.1rem;border-radius:8px;
background:var(--wash);color:var(--ink);font:.9em/1.6 var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace);
white-space:pre-wrap;overflow-wrap:anywhere;user-select:all;-webkit-user-select:all;cursor:text}
& .lab-said{padding:.7rem 1rem;border-radius:8px;background:var(--wash)}
"""


@cache
def form_css() -> str:
    """The ``<style>`` element of a frame."""
    return sheet("form", _FRAME + _CONTROLS + _BUTTONS + _BUILDER)


def style_sheet(say: Texts) -> Any:
    """A widget that takes no room and dresses every frame on the page, also one whose kernel is gone."""
    return HTML(form_css() + gone(say), layout=Layout(display="none"))
