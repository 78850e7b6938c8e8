"""The style of the campaign panel; `theme` puts it together with the base rules."""

from __future__ import annotations

CAMPAIGN = """
&{max-width:52rem}
& .lab-lead{margin-top:.35rem;max-width:38em;color:var(--soft)}
& .lab-numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:1rem 1.2rem}
& .lab-block{margin-top:1.7rem}
& figure{margin:1.7rem 0 0}& figcaption{margin-bottom:.4rem;font-weight:600}
& svg{display:block;width:100%;min-width:30rem;height:auto;overflow:visible}
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
