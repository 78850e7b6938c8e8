"""What projector mode changes: type, contrast and room, for every root of the lab on the page."""

from __future__ import annotations

import re

# `.lab.lab.lab` outweighs each output's own sheet, which stands later on the page as often as not.
PROJECTOR = re.sub(
    r"\s*\n\s*",
    "",
    """
:root .lab.lab.lab{--ink:var(--jp-content-font-color0,var(--vscode-foreground,CanvasText));
--soft:color-mix(in srgb,var(--ink) 88%,var(--bg));--line:color-mix(in srgb,var(--ink) 45%,var(--bg));
--field:color-mix(in srgb,var(--ink) 75%,var(--bg));
--wash:color-mix(in srgb,var(--ink) 9%,var(--bg));
--good:color-mix(in srgb,var(--ink) 52%,#07994a);--bad:color-mix(in srgb,var(--ink) 45%,#dc3545);
--warn:color-mix(in srgb,var(--ink) 52%,#c47a00);
max-width:none;font-size:22px}
:root .lab.lab.lab .lab-phone{flex-basis:22em;max-width:28em}
:root .lab.lab.lab .lab-say{max-width:16em}
:root .lab.lab.lab dd{max-width:none}
""",
).strip()
