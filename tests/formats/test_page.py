"""The page shows every sentence, runs and loads nothing, and its links lead somewhere."""

import re
from base64 import b64decode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from align.formats import render
from align.formats.summary import rows
from align.formats.visible import visible
from align.types import Alignment


def page(alignment: Alignment) -> html.HtmlElement:
    text = render(alignment, "html")
    return html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8"))


def beads(root: html.HtmlElement) -> list[html.HtmlElement]:
    return [row for row in root.iter("tr") if "bead" in row.get("class", "").split()]


def shown(row: html.HtmlElement, language: str) -> list[str]:
    """Sentences in the row's cells of a language, as a reader sees them."""
    cells = [cell for cell in row.iter("td") if cell.get("lang") == language]
    return [s.text_content() for cell in cells for s in cell.iter("bdi")]


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_every_sentence_is_shown_and_none_is_obeyed(
    data: st.DataObject, alignments: st.SearchStrategy[Alignment]
):
    alignment = data.draw(alignments)
    root = page(alignment)
    source, target = alignment.source.sentences, alignment.target.sentences
    told = [[s.text_content() for s in row.iter("bdi")] for row in beads(root)]
    assert told == [
        [visible(source[n].text) for k in numbers for n in alignment.beads[k].source]
        + [visible(target[n].text) for k in numbers for n in alignment.beads[k].target]
        for numbers in rows(alignment)
    ]
    assert not list(root.iter("script", "img", "iframe", "link", "object", "form", "svg"))
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on")]
            assert not {"src", "style", "action"} & set(element.attrib)
            assert element.get("href", "#").startswith("#")


def test_the_sides_are_marked_with_their_languages(pair):
    _, alignment = pair
    for row, bead in zip(beads(page(alignment)), alignment.beads, strict=True):
        for side, numbers in ((alignment.source, bead.source), (alignment.target, bead.target)):
            assert shown(row, side.language) == [side.sentences[n].text for n in numbers]


def test_paragraphs_are_shown_as_what_they_are(release: Alignment):
    root = page(release)
    texts = {
        tag: [e.text_content().strip() for e in root.iter(tag)]
        for tag in ("h2", "h3", "li", "blockquote")
    }
    assert texts["h2"][1] == "Rechitsk opens a second tram line"
    assert texts["h3"][1] == "What changes for the city"
    assert "Fares stay as they are." in texts["li"]
    assert texts["blockquote"][1].startswith('"We have waited')


def test_what_needs_a_reader_is_said_in_words(release: Alignment):
    rows = {row.get("id"): " ".join(row.text_content().split()) for row in beads(page(release))}
    assert "Left out of the release" in rows["b8"]
    assert "Not in the original" in rows["b9"]
    assert "likely wrong" in rows["b14"]
    assert "probability 31%" in rows["b14"]
    assert "moved: the original has it after 14" in rows["b5"]
    assert "omitted" not in rows["b4"]


def test_the_counts_lead_to_the_first_and_each_to_the_next(release: Alignment):
    root = page(release)
    summary = {
        " ".join(link.text_content().split()): link.get("href") for link in root.xpath("//nav//a")
    }
    assert summary == {
        "1 omitted, go to the first": "#b8",
        "1 added, go to the first": "#b9",
        "1 moved, go to the first": "#b5",
        "1 likely wrong, go to the first": "#b14",
        "2 look, go to the first": "#b7",
    }
    assert "10 accept" in [" ".join(e.text_content().split()) for e in root.xpath("//nav//li")]
    assert root.xpath("//tr[@id='b7']//a[@title='next look: 9']/@href") == ["#b9"]


def test_the_bands_have_a_legend_in_words(release: Alignment):
    root = page(release)
    terms = [e.text_content() for e in root.xpath("//dl[@class='legend']/dt")]
    assert terms == ["accept", "look", "likely wrong"]
    assert "98% accept" in " ".join(root.get_element_by_id("b11").text_content().split())


def test_what_is_fixed_by_hand_is_said_and_no_reason_to_stop(release: Alignment):
    beads = [replace(b, locked=k in (3, 13)) for k, b in enumerate(release.beads)]
    root = page(replace(release, beads=tuple(beads)))
    for number in (4, 14):
        row = root.get_element_by_id(f"b{number}")
        assert "= fixed" in row.text_content()
        assert "stop" not in row.get("class").split()
    assert root.xpath("//nav//a[contains(., 'fixed by hand')]/@href") == ["#b4"]
    assert "likely wrong" not in [e.text_content() for e in root.xpath("//nav//a")]
    assert root.xpath("//dl[@class='legend']/dt")[-1].text_content() == "= fixed"


def test_numbers_of_sentences_where_they_are_asked_for(release: Alignment):
    def numbers(text: str) -> list[str]:
        root = html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8"))
        return [" ".join(e.text_content().split()) for e in root.xpath("//*[@class='index']")]

    shown = numbers(render(release, "html", numbered=True))
    count = len(release.source.sentences) + len(release.target.sentences)
    assert len(shown) == count
    assert shown[:2] == ["sentence 0", "sentence 1"]
    assert numbers(render(release, "html")) == []


def test_views_are_offered_only_where_they_show_something_else(release: Alignment, single):
    assert page(release).xpath("//label/@for") == ["view-all", "view-text", "view-stops"]
    assert page(single("Да.", None)).xpath("//label/@for") == ["view-all", "view-stops"]
    assert page(single("Да.", "Yes.")).xpath("//label/@for") == []


def test_every_view_has_its_switch(release: Alignment):
    root = page(release)
    assert root.xpath("//label/@for") == root.xpath("//input[@type='radio']/@id")


def test_moved_beads_and_their_places_lead_to_each_other(release: Alignment):
    root = page(release)
    assert root.xpath("//tr[@id='b5']//p[@class='note']/a/@href") == ["#b14"]
    ghost = root.xpath("//tr[@id='b14']/following-sibling::tr[1]")[0]
    assert ghost.get("class") == "ghost"
    assert ghost.xpath(".//a/@href") == ["#b5"]


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_every_link_leads_somewhere(data: st.DataObject, alignments: st.SearchStrategy[Alignment]):
    root = page(data.draw(alignments))
    anchors = root.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(anchors)


def test_the_policy_allows_this_style_sheet_and_nothing_else(release: Alignment):
    text = render(release, "html")
    css = text[text.index("<style>") + 7 : text.index("</style>")]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    allowed = re.fullmatch(
        r"default-src 'none'; style-src 'sha256-(.+)'; base-uri 'none'; form-action 'none'",
        policy[1],
    )
    assert allowed is not None
    assert b64decode(allowed[1]) == sha256(css.encode()).digest()
    assert not re.search(r"https?:|//|url\(|@import", css.replace("/*", "").replace("*/", ""))


@pytest.mark.parametrize("text", ["</style><script>alert(1)</script>", "\"'><b>", "{{ 7 * 7 }}"])
def test_names_and_signatures_are_escaped_too(single, text: str):
    root = page(single("Да.", "Yes.", source_file=f"{text}.txt".replace("/", "|"), signature=text))
    assert not list(root.iter("script", "b"))
    assert text in root.xpath("//*[@class='signature']")[0].text_content()


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1, "relative luminance") of a colour like ``#1c1d1f``."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["ink", "quiet", "link", "red", "green", "blue", "amber"])
def test_words_stand_out_from_every_ground_they_are_set_on(release, scheme: str, tone: str):
    css = render(release, "html")
    light, dark = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{[^}]+\}", css)[:2]
    )
    colours = light if scheme == "light" else dark
    grounds = ["paper", "target", *([f"{tone}-bg"] if f"{tone}-bg" in colours else ["band"])]
    for ground in grounds:
        low, high = sorted((luminance(colours[tone]), luminance(colours[ground])))
        # WCAG 2.1, criterion 1.4.3 (AA): 4.5 to 1 for text of ordinary size.
        assert (high + 0.05) / (low + 0.05) >= 4.5, (scheme, tone, ground)
