"""Raw text: paragraphs, line breaks, cells and spaces, the same from lxml and from BeautifulSoup."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from shahr20.pages.lines import squeeze, text_of

CASES = {
    "<p>a b</p><p>c</p>": "a b\n\nc",
    "a<br>b<br><br>c<br> &nbsp; <br>d<br>": "a\nb\n\nc\n\nd",
    "<p>a<br></p><p><br>b</p>": "a\n\nb",
    "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>": "a\n\nb\n\nc",
    "<p>سلام <b>د</b><i>ن</i>یا</p>": "سلام دنیا",
    "x<table><tr><td>a</td><td>b</td></tr><tr><td><p>c</p></td><td><p>d</p></td></tr></table>y": "x\n\na\tb\nc\td\n\ny",
    "<table><caption>t</caption><thead><tr><th>a</th><th></th><th>b</th></tr></thead><tbody><tr><td></td><td>c</td></tr></tbody></table>": "t\n\na\t\tb\nc",
    "<table><tr><td>a<br>b</td><td><p>c</p><p>d</p></td><td>e</td></tr></table>": "a\nb\tc\n\nd\te",
    "<table><tr><td><p>x</p><p>y</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>z": "x\n\ny\n\n1\t2\n\nz",
    "<pre>a  b\nc\n\nd</pre>": "a b\nc\n\nd",
    "a<script>x</script>b<!-- c -->c": "abc",
    "<div>a<div>b</div>c</div>": "a\n\nb\n\nc",
    "a&nbsp;&zwnj;b\u200bc": "a \u200cb\u200bc",
    "<p>می\u200cشود<br>\n  ها</p>": "می\u200cشود\nها",
    "<table><tr><td> </td></tr><tr><td>a</td></tr><tr></tr><tr><td>b</td></tr></table>": "a\nb",
    "<div><x-a>a</x-a><x-b>b</x-b></div>": "a\n\nb",
    "<p>a <x-emoji>b</x-emoji></p>": "a b",
    "<dl><dt>a</dt><dd>b</dd></dl>": "a\n\nb",
    "<details><summary>a</summary>b</details>": "a\n\nb",
    "<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>": "a\n\nb",
    "<svg><title>no</title><text>no</text></svg>a<button>b</button>": "ab",
}


@pytest.mark.parametrize(("markup", "expected"), CASES.items(), ids=range(len(CASES)))
def test_raw_text(markup: str, expected: str) -> None:
    whole = f"<html><body>{markup}</body></html>"
    assert text_of(document_fromstring(whole)) == expected
    assert text_of(BeautifulSoup(whole, "lxml")) == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0<>&\r"), max_size=60))
def test_a_paragraph_keeps_every_character_but_runs_of_space(text: str) -> None:
    expected = squeeze(text)
    assert text_of(document_fromstring(f"<html><body><p>{text}</p></body></html>")) == expected
