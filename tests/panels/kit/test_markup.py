from helpers.panels.kit.markup import esc, rich, root, row, table
from helpers.text import texts


def test_everything_a_browser_could_obey_is_escaped() -> None:
    assert esc("<script>\"'&") == "&lt;script&gt;&quot;&#x27;&amp;"


def test_backticks_become_code_and_their_content_stays_escaped() -> None:
    assert rich("use `a<b`") == "use <code>a&lt;b</code>"


def test_a_row_begins_with_its_header() -> None:
    assert row(["小美", "收到"]) == '<tr><th scope="row">小美</th><td>收到</td></tr>'


def test_a_table_names_its_columns_and_itself() -> None:
    html = table("People", ["Name"], [row(["Mei"])])
    assert "<caption>People</caption>" in html
    assert '<th scope="col">Name</th>' in html


def test_a_table_under_a_heading_is_named_without_saying_it_twice() -> None:
    html = table("People", ["Name"], [], titled=True)
    assert "<caption>" not in html
    assert 'aria-label="People"' in html


def test_an_output_names_its_language_so_that_characters_are_drawn_as_in_taiwan() -> None:
    assert 'lang="zh-Hant-TW"' in root("lab-card", [], "card", texts("zh-TW"))


def test_only_live_outputs_are_announced() -> None:
    assert "aria-live" in root("lab-card", [], "card", texts("en"), live=True)
    assert "aria-live" not in root("lab-card", [], "card", texts("en"))
