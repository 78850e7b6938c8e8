from helpers.course.setup_check import SetupItem
from helpers.panels.course.setup_card import SetupCard
from helpers.text import texts

EN = texts("en")
FINE = SetupItem("python", "Python", True, "Python 3.11.7", "")
WRONG = SetupItem("nbval", "nbval", False, "not installed", "Run `make lab`.")


def test_the_line_counts_what_is_fine() -> None:
    assert repr(SetupCard([FINE, WRONG], EN)) == "Setup check: 1/2 fine"


def test_a_setup_is_ok_when_nothing_is_left_to_do() -> None:
    assert SetupCard([FINE], EN).ok
    assert not SetupCard([FINE, WRONG], EN).ok


def test_a_wrong_line_says_so_in_words_and_what_to_do() -> None:
    html = SetupCard([WRONG], EN)._repr_html_()
    assert "✕ to fix" in html
    assert "Run <code>make lab</code>." in html


def test_when_all_is_fine_there_is_no_column_of_things_to_do() -> None:
    html = SetupCard([FINE], EN)._repr_html_()
    assert "What to do" not in html
    assert "Everything is fine; you can start." in html


def test_the_list_is_folded_only_when_nothing_is_left_to_do() -> None:
    assert "<details><summary>What was checked: 1 items</summary>" in SetupCard([FINE], EN)._repr_html_()
    assert "<details" not in SetupCard([FINE, WRONG], EN)._repr_html_()


def test_the_card_is_announced_to_screen_readers() -> None:
    assert 'role="status" aria-live="polite"' in SetupCard([FINE], EN)._repr_html_()


def test_what_was_found_is_never_obeyed() -> None:
    assert "<b>x" not in SetupCard([SetupItem("k", "<b>x", False, "<b>x", "<b>x")], EN)._repr_html_()
