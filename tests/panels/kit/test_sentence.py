from helpers.panels.kit.sentence import Sentence
from helpers.text import texts

EN = texts("en")


def test_a_sentence_is_plain_text_elsewhere() -> None:
    assert repr(Sentence("Run `lab.test()`.", EN)) == "Run lab.test()."


def test_a_sentence_shows_its_code_on_the_screen_and_obeys_nothing() -> None:
    html = Sentence("Run `lab.test()` <b>", EN)._repr_html_()
    assert "<code>lab.test()</code>" in html
    assert "<b>" not in html
    assert 'role="status" aria-live="polite"' in html
