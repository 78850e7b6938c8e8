"""Style sheets of the instructor's panels and of the controls in them; `theme` puts them together."""

from __future__ import annotations

# How ipywidgets' own controls look in a panel: labels above and whole, sizes that follow the type, one look for all.
CONTROLS = """
&{--accent:var(--jp-brand-color1,Highlight);--field:color-mix(in srgb,var(--ink) 42%,var(--bg));
overflow:visible}
& .jupyter-widgets{margin:0;overflow:visible}
& .lab-style{display:none}
& .lab-sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
& .widget-html,& .widget-html-content{width:auto;height:auto;min-height:0;font-size:inherit;line-height:inherit}
& .widget-html .widget-html-content{flex:1 1 auto;min-width:0;align-self:auto}
& .lab-line{flex-wrap:wrap;gap:.6rem;align-items:center}
& button.jupyter-button{width:auto;height:auto;min-height:2.35em;margin:0;padding:.3em 1em;white-space:normal;
border:1px solid var(--field);border-radius:8px;
background:var(--bg);color:var(--ink);font:inherit;font-weight:500;line-height:1.5;box-shadow:none;transition:none}
& button.jupyter-button:hover:enabled,& button.jupyter-button:focus:enabled{box-shadow:none;
background:color-mix(in srgb,var(--ink) 10%,var(--bg))}
& button.jupyter-button.mod-primary{border-color:transparent;background:var(--good);color:var(--bg);font-weight:600}
& button.jupyter-button.mod-primary:hover:enabled,& button.jupyter-button.mod-primary:focus:enabled{
background:color-mix(in srgb,var(--good) 86%,var(--ink))}
& button.jupyter-button.mod-danger{border-color:transparent;background:var(--bad);color:var(--bg);font-weight:600}
& button.jupyter-button.mod-danger:hover:enabled,& button.jupyter-button.mod-danger:focus:enabled{
background:color-mix(in srgb,var(--bad) 86%,var(--ink))}
& button.jupyter-button:disabled{border-color:var(--line);color:var(--soft);opacity:.75;cursor:default}
& button.jupyter-button:focus-visible,& input:focus-visible,& select:focus-visible{outline:2px solid var(--accent);
outline-offset:2px;border-color:var(--field)}
& .widget-text,& .widget-dropdown,& .widget-select{display:flex;flex-direction:column;align-items:stretch;
width:auto;height:auto}
& .widget-label{width:auto;max-width:none;height:auto;margin:0 0 .3rem;padding:0;text-align:left;color:var(--ink);
font-size:1em;font-weight:600;line-height:1.4;white-space:normal}
& .widget-text input,& .widget-dropdown>select,& .widget-select>select{flex:none;width:100%;
height:2.5em;margin:0;padding:.4em .7em;border:1px solid var(--field);border-radius:8px;background-color:var(--bg);
color:var(--ink);font:inherit;line-height:1.5;box-shadow:none}
& .widget-dropdown>select{padding-right:2.2em;text-overflow:ellipsis;cursor:pointer;
background-image:linear-gradient(45deg,transparent 50%,var(--soft) 50%),
linear-gradient(135deg,var(--soft) 50%,transparent 50%);background-repeat:no-repeat;background-size:.36em .36em;
background-position:right 1.15em center,right .8em center}
& select option{background:var(--bg);color:var(--ink)}
& .lab-switch{width:auto;height:auto;min-width:0;color:inherit}
& .lab-switch label{display:flex;align-items:center;width:auto;min-height:1.9em;margin:0;font-size:inherit;
line-height:1.4;color:inherit;white-space:normal;cursor:pointer;overflow:visible}
& .lab-switch input{appearance:none;position:relative;flex:none;font-size:inherit;
width:2.2em;height:1.25em;margin:0 .45em 0 0;
border:1.5px solid var(--soft);border-radius:99px;background:none;cursor:pointer}
& .lab-switch input::before{content:"";position:absolute;top:50%;left:.15em;width:.8em;height:.8em;
border-radius:50%;background:var(--soft);transform:translateY(-50%)}
& .lab-switch input:checked{border-color:var(--good);background:var(--good)}
& .lab-switch input:checked::before{left:auto;right:.15em;background:var(--bg)}
"""

TIMELINE = """
&{max-width:60rem}
& td,& tbody th{font-variant-numeric:tabular-nums}
& tbody tr:nth-child(n)>th{font-weight:400;color:var(--soft)}
& td{width:30%}& td:nth-child(3){width:34%}& tbody th[scope=row]{width:6.2em;padding-right:1.2rem}
& thead th:nth-child(3){text-align:center}
& b{font-weight:600}& small{display:block;font-size:.92em;color:var(--soft)}& td code{font-size:.88em;
overflow-wrap:anywhere}
& .lab-way{display:grid;grid-template-columns:1.4em 1fr 1.4em;gap:.4rem;text-align:center}
& .lab-way i{grid-row:1;font-style:normal;color:var(--soft)}& .lab-way i:last-child{grid-column:3}
& .lab-way>span{grid-area:1/2}& .lab-stop .lab-way i:first-child{color:var(--bad)}
& tbody tr.lab-day>th,& tbody tr.lab-gap>th{padding:.35rem 0;font-size:.9em}
& tbody tr.lab-day>th{padding-top:.9rem;font-weight:600;color:var(--ink)}
& tbody tr.lab-gap>th{text-align:center}
& .lab-sum{margin-top:.6rem;color:var(--soft)}
@container (max-width:43em){& thead{display:none}
& tbody tr{display:flex;flex-direction:column;padding:.6rem 0}& tbody tr.lab-day,& tbody tr.lab-gap{padding:0}
& .lab-out td:nth-child(4){order:1}& .lab-out td:nth-child(3){order:2}& .lab-out td:nth-child(2){order:3}
& tbody tr>th,& tbody tr>th[scope=row],& tbody tr>td:nth-child(n){display:block;width:auto;padding:.1rem 0;
text-align:left}
& tbody tr>td:nth-child(n){display:grid;grid-template-columns:4.6em minmax(0,1fr);gap:.6rem}
& tbody tr>td.lab-none:nth-child(n){display:none}
& td::before{content:attr(data-side);color:var(--soft)}
& .lab-way{display:block;text-align:left}& .lab-way i{display:none}}
"""

WORLD = """
&{max-width:62rem}
& h5{margin:0;font-size:1.08em;line-height:1.4;font-weight:600;color:inherit}
& .lab-head{flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.8rem 1.4rem;margin-bottom:1.2rem}
& .lab-title{flex:1 1 20em;min-width:0}& .lab-title p{color:var(--soft)}
& .lab-columns{align-items:flex-start;gap:0 2.6rem}
& .lab-column{flex:1 1 26em;min-width:0;gap:0}
& .lab-part{gap:.7rem;padding:1.1rem 0 .6rem;border-top:1px solid var(--line)}
& .lab-hint{color:var(--soft);font-size:.93em}
& .lab-notice{min-height:1.7em;color:var(--ink)}
& .lab-notice p{line-height:1.6}
& .lab-now{font-size:1.25em;font-weight:600;font-variant-numeric:tabular-nums}
& .lab-hint dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:0}
& .lab-hint dt,& .lab-hint dd{display:block;float:none;width:auto;margin:0;padding:0;font-weight:400}
& .lab-heads .widget-html-content>div,& .lab-person{display:flex;align-items:center;gap:.6rem}
& .lab-heads span{flex:none;width:4.6em;text-align:center;font-size:.88em;line-height:1.4;color:var(--soft)}
& .lab-heads h5{flex:1 1 auto}
& .lab-person{padding:.1rem 0}
& .lab-who{flex:1 1 auto;min-width:0}& .lab-who b{font-weight:600}
& .lab-who span{display:block;font-size:.92em;color:var(--soft);line-height:1.45}
& .lab-person .lab-switch{flex:none;justify-content:center;width:calc(4.6em*.88)}
& .lab-person .lab-switch input{margin:0}& .lab-person .lab-word{position:absolute;width:1px;
overflow:hidden;clip-path:inset(50%);white-space:nowrap}
& .lab-heads span:only-of-type{width:auto;white-space:nowrap}
& .lab-group .lab-switch{width:auto;justify-content:flex-end}
@container (max-width:24em){& .lab-heads span{display:none}& .lab-person{flex-wrap:wrap;padding:.3rem 0}
& .lab-who{flex:1 1 100%}& .lab-person .lab-switch{width:auto}& .lab-person .lab-switch input{margin:0 .4em 0 0}
& .lab-person .lab-word{position:static;width:auto;clip-path:none}}
& .lab-fields{align-items:flex-end;gap:.8rem}& .lab-fields>*{flex:1 1 10em;min-width:0}
& .lab-wide-first>:first-child{flex:3 1 15em}& .lab-wide-first>:last-child{flex:1 1 6.5em}
& .lab-track{display:flex;height:.7em;margin:.2em 0 .5em;overflow:hidden;border-radius:99px;background:var(--wash);
border:1px solid var(--line)}
& .lab-track b{background:var(--good)}
& .lab-track i{background:repeating-linear-gradient(45deg,var(--warn) 0 4px,transparent 4px 8px)}
& .lab-timeline{max-width:none;margin:0}
& .lab-timeline.lab-timeline.lab{padding:0;border:0;border-radius:0}
"""

#: The controls of the history stand in a frame of `form_style`, and the card and a builder under it in their own.
PAST = """
&{container-type:normal;max-width:46rem;overflow:visible}
&.widget-box{gap:1rem}
& .lab-style{display:none}
& .jupyter-widgets{margin:0}
& .lab-row>.lab-field.lab-grow{flex:3 1 20rem}
& .lab-opened,& .lab-trouble{width:auto;height:auto;line-height:inherit}
& .lab-opened .lab,& .lab-trouble .lab{margin:0}
& .lab-notice:has(p:empty),& .lab-opened:has(.widget-html-content:empty),
& .lab-trouble:has(.widget-html-content:empty){display:none}
"""

#: The projector's switch inside the page; what the switch turns on is in `projector_theme`.
PROJECTOR_SWITCH = """
&{container-type:normal;max-width:none;margin:0}
"""
