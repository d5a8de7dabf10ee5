import re

import pytest
from django_prose_editor.config import allowlist_from_extensions
from hypothesis import given
from hypothesis import strategies as st

from ciwo_site.richtext import ATTRIBUTES, EDITOR_EXTENSIONS, LINK_PROTOCOLS, TAGS, is_empty, plain_text, sanitize

REL = 'rel="noopener noreferrer"'


def test_what_the_editor_makes_is_kept() -> None:
    html = (
        "<h2>Título</h2><p>One <strong>bold</strong> and <em>slanted</em> word<br>and a line</p>"
        "<ul><li><p>one</p></li></ul><ol><li><p>two</p></li></ol><blockquote><p>said</p></blockquote><hr>"
        "<h3>Three</h3><h4>Four</h4>"
    )

    assert sanitize(html) == html


def test_the_editor_and_the_cleaning_allow_the_same() -> None:
    allowed = allowlist_from_extensions(EDITOR_EXTENSIONS)

    assert allowed["tags"] == TAGS
    assert allowed["url_schemes"] == LINK_PROTOCOLS
    assert ATTRIBUTES["a"] <= set(allowed["attributes"]["a"])


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<style>p{}</style><p>a</p>", "<p>a</p>"),
        ('<p onclick="x()" class="y" style="color:red" id="z">a</p>', "<p>a</p>"),
        ('<p><img src="x" onerror="x()">a</p>', "<p>a</p>"),
        ('<p><a href="javascript:alert(1)">a</a></p>', "<p>a</p>"),
        ('<p><a href="JaVa\tScript:alert(1)">a</a></p>', "<p>a</p>"),
        ('<p><a href="data:text/html,x">a</a></p>', "<p>a</p>"),
        ('<p><a name="x">a</a></p>', "<p>a</p>"),
        (
            '<p><a href="https://example.org/" target="_blank">a</a></p>',
            f'<p><a href="https://example.org/" {REL}>a</a></p>',
        ),
        ('<p><a href="/es/">a</a></p>', f'<p><a href="/es/" {REL}>a</a></p>'),
        ('<p><a href="mailto:a@example.org">a</a></p>', f'<p><a href="mailto:a@example.org" {REL}>a</a></p>'),
        ('<p><a href="tel:+15550100">a</a></p>', f'<p><a href="tel:+15550100" {REL}>a</a></p>'),
        ("<p>a</p><p></p><p> </p><p>&nbsp;</p><p><br></p><p><strong></strong></p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<ul><li></li></ul>", ""),
        ("<h1>a</h1>", "a"),
        ("<p>a<!-- b --></p>", "<p>a</p>"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<p>a", "<p>a</p>"),
        ("<button><p><button><p>a</p></button></p></button>", "<p>a</p>"),
        ("", ""),
    ],
)
def test_what_the_editor_cannot_make_is_not_kept(html: str, expected: str) -> None:
    assert sanitize(html) == expected


pieces = st.sampled_from(
    [
        *(f"<{tag}>" for tag in sorted(TAGS)),
        *(f"</{tag}>" for tag in sorted(TAGS)),
        *("<script>", "</script>", "<svg>", "</svg>", "<math><mtext>", "<table>", "<td>", "<button>", "<template>"),
        *(
            '<a href="javascript:x">',
            '<a href="https://e.org/?a=<p></p>">',
            "<a href='x\"></a><script>'>",
            "<style><!--",
        ),
        *(
            "<p onclick=x>",
            "<!--",
            "-->",
            "<![CDATA[",
            "&nbsp;",
            "&lt;script&gt;",
            "&",
            " ",
            "\n",
            "\x00",
            "ñ",
            "<",
            '"',
        ),
    ]
)


@given(st.lists(pieces, max_size=14).map("".join) | st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(html: str) -> None:
    kept = sanitize(html)

    assert sanitize(kept) == kept
    assert set(re.findall(r"<([a-z0-9]+)", re.sub(r'"[^"]*"', "", kept))) <= TAGS


def test_plain_text_keeps_the_words_apart() -> None:
    html = "<h2>Uno</h2><p>dos<br>tres</p><ul><li><p>cuatro &amp; 5 &lt; 6</p></li></ul><script>x</script>"

    assert plain_text(html) == "Uno dos tres cuatro & 5 < 6"
    assert plain_text("<p>un<strong>a</strong></p>") == "una"


@pytest.mark.parametrize("html", ["", " ", "<p></p>", "<p>&nbsp;</p>", "<p><br></p>", "<hr>", "<script>x</script>"])
def test_markup_without_words_is_empty(html: str) -> None:
    assert is_empty(html)


def test_a_word_is_not_empty() -> None:
    assert not is_empty("<p>a</p>")
