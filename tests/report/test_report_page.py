"""The page shows every finding, runs and loads nothing, and its links lead somewhere."""

import re
from base64 import b64decode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from lxml import html
from written_reports import EMPTY, reports

from align.findings import Report
from align.formats.visible import visible
from align.report.page import render


def page(report: Report) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8")
    return html.document_fromstring(render(report).encode(), parser)


def told(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@given(report=reports())
@settings(max_examples=60, deadline=None)
def test_every_finding_is_shown_and_none_is_obeyed(report: Report):
    root = page(report)
    messages = [
        visible(f.message)
        for one in report.checked
        for f in (*one.told, *(f for f in one.findings if f.suppression))
    ]
    assert [h.text_content() for h in root.iter("h3")] == messages
    assert not list(root.iter("script", "img", "iframe", "link", "object", "form", "svg"))
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on")]
            assert not {"src", "style", "action"} & set(element.attrib)
            assert element.get("href", "#").startswith("#")
    anchors = root.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(anchors)


def test_the_words_are_marked_on_both_sides(week: Report):
    card = page(week).get_element_by_id("f1")
    assert [mark.text_content() for mark in card.iter("mark")] == ["5 процентов", "50 percent"]
    sides = [told(side) for side in card.xpath(".//div[@class='sides']/div")]
    assert sides[0].startswith("OriginalЭкспорт в Китай")
    assert sides[1].startswith("ReleaseExports to China")
    assert told(card.xpath(".//p[@class='fix']")[0]) == (
        "Fix 50 percent → 5 percent look at it first"
    )


def test_what_stands_alone_has_no_empty_column(week: Report):
    root = page(week)
    assert len(root.get_element_by_id("f3").xpath(".//div[@class='sides alone']/div")) == 1
    assert "nothing stands for it" in told(root.get_element_by_id("f5"))
    assert "73% sure" in told(root.get_element_by_id("f3"))


def test_the_head_says_what_it_comes_to(week: Report):
    root = page(week)
    head = root.get_element_by_id("top")
    assert head.find("h1").text_content() == "Failed: 2 errors; 1 release could not be checked."
    links = {told(a): a.get("href") for a in head.xpath(".//ul[@class='summary']//a")}
    assert links == {
        "2 errors, go to the first": "#f1",
        "2 warnings, go to the first": "#f5",
        "1 note, go to the first": "#f3",
    }
    assert [told(li) for li in head.xpath(".//ol/li")] == [
        "releases/plant/en.html 2 errors, 1 warning, 1 note",
        "releases/visit/en.docx nothing found",
        "releases/lost/en.html not checked",
        "Glossary 1 warning",
    ]
    assert head.find("h1").get("class") == "failed"


def test_what_is_suppressed_is_there_folded_away(week: Report):
    (details,) = page(week).iter("details")
    assert told(details).startswith("1 suppressed")
    assert "Suppressed, inline: The date is in the headline." in told(details)


def test_a_clean_page(week: Report):
    root = page(replace(week, checked=(week.checked[1],)))
    assert root.find(".//h1").text_content() == "Passed."
    assert root.find(".//h1").get("class") == "passed"
    assert "Nothing found." in told(root)
    assert "Nothing was checked." in told(page(EMPTY))


def test_two_originals_of_one_release_are_told_apart(week: Report):
    one = week.checked[0]
    both = replace(week, checked=(one, replace(one, original="releases/plant/be.docx")))
    names = [told(a) for a in page(both).xpath("//ol//a")]
    assert names == [
        "releases/plant/en.html, of releases/plant/ru.html",
        "releases/plant/en.html, of releases/plant/be.docx",
    ]


def test_word_files_have_paragraphs(week: Report):
    finding = week.findings[0]
    location = replace(finding.at.location, path="en.docx")
    finding = replace(finding, at=replace(finding.at, location=location))
    one = replace(week.checked[0], release="en.docx", findings=(finding,))
    card = page(replace(week, checked=(one,))).get_element_by_id("f1")
    assert told(card.xpath(".//a[@class='number']")[0]) == "paragraph 12, column 27"


def test_the_policy_allows_this_style_sheet_and_nothing_else(week: Report):
    text = render(week)
    css = text[text.index("<style>") + 7 : text.index("</style>")]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    allowed = re.fullmatch(
        r"default-src 'none'; style-src 'sha256-(.+)'; base-uri 'none'; form-action 'none'",
        policy[1],
    )
    assert b64decode(allowed[1]) == sha256(css.encode()).digest()
    assert not re.search(r"https?:|//|url\(|@import", css.replace("/*", "").replace("*/", ""))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1, "relative luminance") of a colour like ``#1c1d1f``."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tone", ["ink", "quiet", "link", "red", "green", "blue", "amber"])
def test_words_stand_out_from_every_ground_they_are_set_on(week: Report, scheme: str, tone: str):
    light, dark = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{[^}]+\}", render(week))[:2]
    )
    colours = light if scheme == "light" else dark
    for ground in ("paper", "target", f"{tone}-bg" if f"{tone}-bg" in colours else "band"):
        low, high = sorted((luminance(colours[tone]), luminance(colours[ground])))
        # WCAG 2.1, criterion 1.4.3 (AA): 4.5 to 1 for text of ordinary size.
        assert (high + 0.05) / (low + 0.05) >= 4.5, (scheme, tone, ground)
