"""The style of the narrowcast view; `theme` puts it together with the base rules."""

from __future__ import annotations

NARROWCAST = """
&{max-width:52rem}
& h5{margin:0;font-size:1.08em;line-height:1.4;font-weight:600;color:inherit}
& .lab-lead{margin-top:.35rem;max-width:38em;color:var(--soft)}& .lab-lead b{color:var(--ink);font-weight:600}
& .lab-block{margin-top:1.7rem}
& .lab-note{margin-top:.6rem;font-size:.92em;color:var(--soft)}
& .lab-funnel tbody th{width:40%;font-weight:400;vertical-align:middle}
& .lab-funnel .lab-bar{width:99%;min-width:6rem;vertical-align:middle}
& .lab-funnel svg{display:block;width:100%;height:.95rem;overflow:visible}
& .lab-funnel rect{fill:color-mix(in srgb,var(--ink) 30%,var(--bg))}
& .lab-funnel .lab-all{fill:var(--wash)}
& .lab-funnel .lab-last rect:last-child{fill:var(--good)}
& .lab-funnel .lab-stopped rect:last-child{fill:var(--bad)}
& .lab-funnel .lab-num,& .lab-funnel thead th:last-child{padding-right:0;text-align:right;white-space:nowrap}
& .lab-funnel .lab-num{font-weight:600;font-variant-numeric:tabular-nums}
& .lab-funnel .lab-num small{display:block;font-size:.85em;font-weight:400;color:var(--soft)}
& .lab-rules tbody th{width:40%;font-weight:400}& .lab-rules td{font-variant-numeric:tabular-nums}
& .lab-rules .lab-unused th,& .lab-rules .lab-unused td{color:var(--soft)}
& .lab-rules td:last-child{min-width:13em}
& .lab-sum{margin-top:.6rem;color:var(--soft)}
& .lab-part{gap:.9rem;margin-top:1.7rem}
& .lab-notice:has(p:empty){display:none}
& button.jupyter-button.mod-primary:disabled{border-color:var(--line);background:none;color:var(--soft)}
& .lab-track{display:grid;grid-template-columns:repeat(3,1fr);gap:.35rem;margin:.2rem 0 .7rem}
& .lab-track i{height:.6rem;border-radius:99px;background:var(--wash);border:1px solid var(--line)}
& .lab-track .lab-done{border-color:transparent;background:var(--good)}
& .lab-track .lab-under{border-color:var(--good);
background:linear-gradient(90deg,var(--good) 50%,transparent 50%)}
& .lab-track .lab-wrong{border-color:transparent;background:var(--bad)}
& .lab-track .lab-skipped{border-style:dashed;background:none}
& ol.lab-phases:not(.lab-x){display:grid;grid-template-columns:repeat(3,1fr);gap:.35rem;margin:0;padding:0;
list-style:none}
& .lab-phases li{margin:0;line-height:1.5;color:var(--soft)}
& .lab-phases b{display:block;font-weight:600;color:var(--ink)}
& .lab-phases .lab-off b{color:var(--soft);font-weight:400}
& .lab-phases code{padding:0;background:none}
& dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.4rem;margin:1.1rem 0 0}
& dt,& dd{display:block;float:none;width:auto;margin:0;padding:0;font-weight:400}
& dt{color:var(--soft)}& dd{font-variant-numeric:tabular-nums}
@container (max-width:34rem){
& .lab-funnel thead,& .lab-rules thead,& .lab-people thead{display:none}
& .lab-funnel tbody tr{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;padding:.7rem 0}
& .lab-funnel tbody th,& .lab-funnel tbody td{width:auto;padding:0}
& .lab-funnel tbody .lab-bar{grid-column:1/-1;grid-row:2;width:100%}
& .lab-rules tbody tr,& .lab-people tbody tr{display:block;padding:.5rem 0}
& .lab-rules tbody th,& .lab-rules tbody td,& .lab-people tbody th,& .lab-people tbody td{display:block;width:auto;
padding:.1rem 0}
& .lab-phases code{display:block;font-size:.8em}& dl{grid-template-columns:1fr;gap:.1rem}& dd{margin-bottom:.6rem}}
"""
