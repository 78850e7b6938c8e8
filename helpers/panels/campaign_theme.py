"""The style of the campaign panel; `theme` puts it together with the base rules."""

from __future__ import annotations

CAMPAIGN = """
&{max-width:52rem}
& .lab-lead{margin-top:.35rem;max-width:38em;color:var(--soft)}
& .lab-sliders{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem 2rem;margin-top:1.3rem}
& .widget-slider,& .widget-inline-hbox{display:grid;grid-template-columns:1fr 4.6em;align-items:center;gap:0 .9rem;
width:auto;height:auto}
& .widget-slider .widget-label{grid-column:1/-1;margin:0 0 .1em}
& .widget-slider .slider-container{grid-column:1;width:auto;min-width:0;margin:0 .6rem}
& .widget-slider .widget-readout{grid-column:2;width:auto;min-width:0;max-width:none;height:auto;margin:0;
overflow:visible;text-align:right;color:var(--ink);font:600 1em/1.6 inherit;font-variant-numeric:tabular-nums}
& .lab-block{margin-top:1.7rem}
& figure{margin:1.7rem 0 0}& figcaption{margin-bottom:.4rem;font-weight:600}
& svg{display:block;width:100%;height:auto;overflow:visible}
& svg text{font-size:13px;fill:var(--soft)}& svg .lab-name,& svg .lab-here{font-weight:600;fill:var(--ink)}
& svg .lab-grid{stroke:var(--line)}& svg .lab-now{stroke:var(--ink);stroke-width:1.5;stroke-dasharray:3 4}
& svg .lab-plan{fill:none;stroke-width:3;stroke-linecap:round;stroke:color-mix(in srgb,var(--ink) 45%,var(--bg))}
& svg .lab-dot{fill:var(--bg);stroke-width:3;stroke:color-mix(in srgb,var(--ink) 45%,var(--bg))}
& svg .lab-best{stroke:var(--good)}& svg circle.lab-best{fill:var(--good)}
& td{font-variant-numeric:tabular-nums}
& .lab-best th,& .lab-best td:last-child{font-weight:600}
& .lab-note{margin-top:.8rem;max-width:44em;font-size:.92em;color:var(--soft)}
@container (max-width:34rem){& thead{display:none}& tbody tr{display:grid;grid-template-columns:6em 1fr;padding:.6rem 0}
& tbody th{grid-column:1/-1}& tbody th,& tbody td{padding:.1rem 0}& tbody td{display:contents}
& tbody td::before{content:attr(data-name);color:var(--soft)}}
"""
