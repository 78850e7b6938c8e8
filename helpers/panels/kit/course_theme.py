"""Style sheets of what the lessons check and remember: quiz, exercise, progress, demo; `theme` puts them together."""

from __future__ import annotations

_CODE = """
& pre{max-height:30rem;overflow:auto;margin:.6rem 0 0;padding:.9rem 1.1rem;border-radius:8px;background:var(--wash);
color:var(--ink);font:.9em/1.6 var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace);white-space:pre;
overflow-wrap:normal}
& pre:focus-visible{outline:2px solid var(--jp-brand-color1,Highlight);outline-offset:2px}
"""

_PAIRS = """
& dl{display:grid;grid-template-columns:minmax(5.5em,max-content) 1fr;gap:.5rem 1.4rem;margin:.9rem 0 0}
& dt,& dd{display:block;float:none;width:auto;margin:0;padding:0;font-weight:400}
& dt{color:var(--soft)}& dd{max-width:38em}
@container (max-width:30rem){& dl{grid-template-columns:1fr;gap:.1rem}& dd{margin-bottom:.6rem}}
"""

CHECK = (
    _PAIRS
    + _CODE
    + """
& .lab-key{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .8rem;margin-bottom:.3rem;color:var(--soft)}
& .lab-key b{font-weight:600}& .lab-key .lab-good{color:var(--good)}& .lab-key .lab-warn{color:var(--warn)}
& .lab-key i{display:inline-grid;place-items:center;width:1.5rem;height:1.5rem;margin-right:.5rem;border:2px solid;
border-radius:50%;font:700 .85em/1 system-ui,sans-serif;vertical-align:.05em}
& .lab-sum{margin-top:.6rem;color:var(--soft)}
& .lab-helped{margin-top:.9rem}
& .lab-helped:empty{display:none}
& .lab-hints:not(.lab-x){margin:0;padding:0;list-style:none}
& .lab-hints li{margin:.5rem 0 0;padding:.6rem 1rem;border-radius:8px;background:var(--wash)}
& .lab-hints code{padding:0;background:none}
& .lab-hints b{display:block;font-size:.92em;font-weight:600;color:var(--soft)}
& .lab-answer{margin-top:1.1rem}& .lab-answer>b{font-weight:600}
& .lab-part{padding:0}
& .lab-line{margin-top:1rem}
"""
)

QUIZ = """
& .lab-part{gap:.6rem;padding:1.3rem 0 1rem;border-top:1px solid var(--line)}
& .lab-style+.lab-part{padding-top:0;border-top:0}
& .lab-heading h5{margin:0;font-size:.92em;line-height:1.5;font-weight:600;color:var(--soft)}
& .lab-question p{max-width:38em;font-weight:600;font-size:1.08em}
& .widget-radio{display:block;width:auto;height:auto;margin:0}
& .widget-radio>.widget-label{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
& .widget-radio-box{display:flex;flex-direction:column;gap:.15rem;width:auto;max-width:none;margin:0;overflow:visible}
& .widget-radio-box label{position:relative;display:flex;align-items:flex-start;width:auto;height:auto;min-height:2.2em;
margin:0;padding:.35em .9em .45em 2.5em;border:1px solid transparent;border-radius:8px;font-size:1em;line-height:1.55;
white-space:normal;overflow:visible;color:var(--ink);cursor:pointer}
& .widget-radio-box label:hover{background:var(--wash)}
& .widget-radio-box label:has(:checked){border-color:var(--line);background:var(--wash)}
& .widget-radio-box input{position:absolute;left:.9em;top:.58em;float:none;font-size:inherit;
width:1.1em;height:1.1em;margin:0!important;
line-height:1;accent-color:var(--good)}
& .widget-radio-box label:has(:focus-visible){outline:2px solid var(--accent);outline-offset:1px}
& .lab-notice code{padding:0;background:none}
& .lab-notice p{max-width:40em;line-height:1.6}
& .lab-notice p:not(:empty){padding:.6rem 1rem;border-left:3px solid var(--line);border-radius:0 8px 8px 0;
background:var(--wash)}
& .lab-answered-right .lab-notice p{border-color:var(--good)}
& .lab-answered-wrong .lab-notice p{border-color:var(--warn)}
& .lab-question ul{margin:.3rem 0 0;padding:0 0 0 1.3em;list-style:disc}& .lab-question li{margin:.1rem 0}
&>.lab-question{margin-top:1.1rem}
& .lab-score p{padding-top:1rem;border-top:1px solid var(--line)}& .lab-score{color:var(--soft)}
"""

PROGRESS = """
& .lab-lead{margin:.35rem 0 1.1rem;max-width:36em}
& td{font-variant-numeric:tabular-nums;white-space:nowrap}
& .lab-word{display:none}
& .lab-next{margin-top:1rem}& .lab-next b{font-weight:600}
& .lab-sum{margin-top:.6rem;color:var(--soft)}
"""

#: In a narrow cell a lesson takes two lines: its name, then what was done with the words for it.
PROGRESS_NARROW = """
@container (max-width:30rem){& .lab-scroll thead{display:none}& tbody tr{display:block;padding:.55rem 0;
text-align:left}& tbody th{display:block;padding:0}& tbody td{display:inline-block;padding:.1rem 1rem 0 0}
& .lab-word{display:inline}}
"""

CLASS = (
    PROGRESS
    + """
&{max-width:62rem}
& figure{margin:1.6rem 0 0}& figcaption{margin-bottom:.5rem;font-weight:600}
& .lab-bar{display:grid;grid-template-columns:7.5em 1fr 3.5em;gap:.8rem;align-items:center;max-width:46rem;
padding:.15rem 0;font-variant-numeric:tabular-nums}
& .lab-bar b{font-weight:400;text-align:right}
& svg{display:block;width:100%;height:1.1em;border-radius:4px}
& svg .lab-track{fill:var(--wash)}& svg .lab-right{fill:var(--good)}
& svg .lab-tried{fill:color-mix(in srgb,var(--warn) 50%,var(--bg))}
& .lab-legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:.4rem 0 0;color:var(--soft)}
& .lab-legend i{display:inline-block;width:.9em;height:.9em;margin-right:.45em;border-radius:3px;vertical-align:-.08em;
border:1px solid var(--line)}
& .lab-legend .lab-right{background:var(--good)}
& .lab-legend .lab-tried{background:color-mix(in srgb,var(--warn) 50%,var(--bg))}
& .lab-legend .lab-track{background:var(--wash)}
@container (max-width:30rem){& .lab-bar{gap:.5rem;grid-template-columns:6.5em 1fr 2.5em}}
"""
)

REPLAY = (
    _CODE
    + """
& .lab-title p{color:var(--soft)}
& .lab-steps ol:not(.lab-x){margin:1rem 0 0;padding:0;list-style:none;counter-reset:step}
& .lab-steps li{position:relative;margin:0;padding:.3rem 0 .3rem 2.4rem;color:var(--soft);counter-increment:step}
& .lab-steps li::before{content:counter(step);position:absolute;left:0;top:.3rem;display:grid;place-items:center;
width:1.6rem;height:1.6rem;border:1.5px solid var(--line);border-radius:50%;font-size:.85em;font-weight:600}
& .lab-steps .lab-past{color:var(--ink)}
& .lab-steps .lab-past::before{border-color:var(--good);color:var(--good)}
& .lab-steps .lab-now{color:var(--ink);font-weight:600}
& .lab-steps .lab-now::before{border-color:var(--good);background:var(--good);color:var(--bg)}
& .lab-line{margin-top:1rem}
& button.jupyter-button.mod-primary:disabled{border-color:var(--line);background:none}
& .lab-shown{margin-top:.6rem}& .lab-shown .lab{margin-top:.9rem}
"""
)
