"""What live mode looks like: everything that talks to LINE itself is tinted, edged, and says so in words."""

from __future__ import annotations

# Not LINE's green and none of the colours of results, so that it is read as neither. Interactive panels wear the class
# on their outermost box, which may hold several frames (only they have an edge then); practice cards further in keep
# their own look.
_LIVE = """
.lab.lab[data-mode="live"],.lab-in-live{
--live:color-mix(in srgb,var(--jp-content-font-color1,var(--vscode-foreground,CanvasText)) 22%,#c2255c)}
.lab.lab[data-mode="live"],.lab-in-live.lab.lab,.lab-in-live>.lab.lab{
--bg:color-mix(in srgb,var(--jp-layout-color0,var(--vscode-editor-background,Canvas)) 93%,#e64980);
border-inline-start:6px solid var(--live)}
.lab-in-live.lab.lab:has(>.lab){border-inline-start:0}
.lab.lab .lab-live-mark,.lab-in-live .lab-live-band .lab-live-mark{margin:0 0 .8rem;color:var(--live);font-weight:700}
.lab-in-live>.lab-live-band,.lab-in-live>.lab-live-band>.widget-html-content{display:block;width:auto;height:auto;
line-height:1.6}
.lab-in-live>.lab-live-band{margin:0;padding:.3rem 0}
.lab-in-live.lab:has(>.lab)>.lab-live-band{padding:.8rem 1.6rem 0}
.lab-in-live .lab-live-band .lab-live-mark{margin:0}
"""


def live_style() -> str:
    """The ``<style>`` element that goes with ``data-mode="live"`` and the class ``lab-in-live``."""
    return f"<style>{_LIVE.replace(chr(10), '')}</style>"
