import re

import pytest

from helpers.explain.explanation import explain
from helpers.line import errors
from helpers.line.outcomes import Outcome, Reason
from helpers.panels.results.route import path
from helpers.text import texts
from tests.samples import BROADCAST, MEI, NARROWCAST, PUSH, TING, exchange, outcome, person, refused

EN = texts("en")
PENDING = outcome(person("小美", False, Reason.PENDING), pending=True)


@pytest.mark.parametrize(
    ("subject", "signs", "end"),
    [
        (exchange(outcome=outcome(MEI)), "✓✓✓", "1 of 1 received it"),
        (exchange(PUSH, outcome=outcome(MEI, TING)), "✓✓!", "1 of 2 received it"),
        (exchange(PUSH, outcome=outcome(TING)), "✓✓✕", "0 of 1 received it"),
        (exchange(PUSH), "✓✓?", "cannot be seen here"),
        (exchange(NARROWCAST, 202, outcome=PENDING), "✓✓…", "not sent yet"),
        (exchange(BROADCAST, outcome=Outcome((), 0, 0, 0)), "✓✓–", "nobody to send to"),
        (exchange(NARROWCAST, 202, outcome=Outcome((), 0, 0, 0, error_code=2)), "✓✓✕", "failed later"),
        (exchange(PUSH, None), "✓??", "not known"),
        (exchange(PUSH, None, outcome=outcome(MEI)), "✓!✓", "1 of 1 received it"),
        (refused(errors.internal_error(), PUSH, outcome=outcome(MEI)), "✓!✓", "1 of 1 received it"),
        (refused(errors.quota_reached(), PUSH), "✓✕–", "not reached"),
        (refused(errors.not_found(), "/v2/bot/profile/U1", method="GET"), "✓✕–", "no result"),
    ],
)
def test_a_way_ends_where_the_request_ended(subject: object, signs: str, end: str) -> None:
    html = path(subject, explain(subject, EN), EN)  # type: ignore[arg-type]
    assert "".join(re.findall(r'<i aria-hidden="true">(.)</i>', html)) == signs
    assert html.endswith(f"<span>{end}</span></li></ol>")
