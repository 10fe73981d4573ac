"""The page of scores shows every bead, runs and loads nothing, and its links lead somewhere."""

import re
from base64 import b64decode
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from lxml import html
from written_scores import EMPTY, score_reports

from align.formats.visible import visible
from align.report.score.page import render
from align.report.score.picture import STRIP_WIDTH, strip
from align.report.score.words import BANDS, band, scored
from align.scores import Part, ScoreReport


def page(report: ScoreReport) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8")
    return html.document_fromstring(render(report).encode(), parser)


def told(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@given(report=score_reports())
@settings(max_examples=60, deadline=None)
def test_every_bead_is_shown_and_none_is_obeyed(report: ScoreReport):
    root = page(report)
    held = [one for one in report.releases if scored(one)]
    rows = root.xpath("//details/article")
    assert len(rows) == sum(len(one.beads) for one in held)
    for bead, row in zip((bead for one in held for bead in one.beads), rows, strict=True):
        shown = "".join(side.text_content() for side in row.iter("bdi"))
        assert shown == "".join(map(visible, (bead.source_text, bead.target_text)))
    assert not list(root.iter("script", "img", "iframe", "link", "object", "form", "image", "use"))
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on")]
            assert not {"src", "style", "action", "xlink:href"} & set(element.attrib)
            assert element.get("href", "#").startswith("#")
    anchors = root.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(anchors)
    problems = [told(p) for p in root.xpath("//p[@class='problem']")]
    assert len(problems) == len(report.releases) - len(held)


@given(report=score_reports())
@settings(max_examples=60, deadline=None)
def test_the_strip_has_a_cell_for_each_bead_in_order(report: ScoreReport):
    for one in filter(scored, report.releases):
        drawn = strip(one)
        assert [cell.number for cell in drawn.cells] == list(range(1, len(one.beads) + 1))
        assert [cell.band for cell in drawn.cells] == [band(bead.adequacy) for bead in one.beads]
        for cell in drawn.cells:
            assert cell.width > 0
            assert cell.x + cell.width <= STRIP_WIDTH + 0.2
            assert cell.y + 40 <= drawn.height


def test_long_releases_have_rows_of_one_scale(plant: ScoreReport):
    [one] = plant.releases
    drawn = strip(replace(one, beads=one.beads * 10))
    assert len({cell.y for cell in drawn.cells}) == 3
    widths = {cell.width for cell in drawn.cells if cell.number % 7 == 2}
    assert max(widths) - min(widths) < 0.2


def test_the_head_says_what_it_comes_to(plant: ScoreReport, week_scores: ScoreReport):
    root = page(plant)
    assert root.findtext(".//title") == "65 of 100 (95 %: 58 to 71): releases/plant/en.html"
    assert told(root.xpath("//p[@class='big']")[0]) == "65 of 100"
    assert told(root.xpath("//p[@class='said']")[0]).startswith(
        "Fails: the low end of the interval, 58.4, is below the minimum of 80."
    )
    assert root.xpath("//div[@class='score failed']")
    assert not page(replace(plant, minimum=None)).xpath("//*[contains(@class, 'failed')]")
    several = page(week_scores)
    assert told(several.find(".//h1")).startswith("Failed: 1 of 3 releases below")
    rows = [told(row) for row in several.xpath("//table[@class='releases']/tbody/tr")]
    assert rows[0] == "1releases/plant/en.html6558–714087no"
    assert rows[2] == "3releases/lost/en.htmlnot scoredno"
    minds = [told(p) for p in several.xpath("//header/p[@class='mind']")]
    assert minds[0].endswith("their signatures differ in reader.")
    assert "Nothing was scored." in told(page(EMPTY))


def test_what_to_look_at_first_leads_to_its_place(plant: ScoreReport):
    root = page(plant)
    first, *others = root.xpath("//div[@class='first']/article")
    assert len(others) == 4
    assert first.xpath(".//a/@href") == ["#r1b2"]
    assert [told(mark) for mark in first.iter("mark")] == ["50 percent"]
    reasons = [told(item) for item in first.iter("li")]
    assert reasons[0] == "“5 процентов” in the original, “50 percent” here. (not above 40)"
    assert reasons[-1] == "by its words alone: 86"
    omission = root.get_element_by_id("r1b5")
    assert "nothing in the release" in told(omission)
    assert "original, line 15" in told(omission)


def test_cells_say_what_they_stand_for(plant: ScoreReport):
    titles = page(plant).xpath("//nav[@class='strip']//a/title")
    assert told(titles[1]).startswith("40 of 100, line 12: Exports to China grew")
    assert told(titles[4]) == "0 of 100, line 15, omission: Работы завершат в декабре."


def test_parts_that_were_not_judged_have_no_bar(plant: ScoreReport):
    [one] = plant.releases
    parts = (*one.parts[:3], Part("terminology", None, 0.0))
    root = page(replace(plant, releases=(replace(one, parts=parts),)))
    last = root.xpath("//dl[@class='parts']/div")[-1]
    assert told(last).startswith("terminology –not judged")
    assert not list(last.iter("rect"))


def test_word_files_have_paragraphs(week_scores: ScoreReport):
    root = page(replace(week_scores, releases=week_scores.releases[1:2]))
    assert "paragraph 2" in told(root.get_element_by_id("r1b2"))


def test_the_policy_allows_this_style_sheet_and_nothing_else(plant: ScoreReport):
    text = render(plant)
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
def test_bands_are_told_apart_without_their_colours_and_numbers_stand_on_them(
    plant: ScoreReport, scheme: str
):
    light, dark = (
        dict(re.findall(r"--([bt]\d): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{[^}]+--b0[^}]+\}", render(plant))[:2]
    )
    colours = light if scheme == "light" else dark
    grounds = [luminance(colours[f"b{n}"]) for n in range(len(BANDS))]
    # Each is darker than the last on light paper, and lighter on dark.
    assert grounds == sorted(grounds, reverse=scheme == "light")
    for n, ground in enumerate(grounds):
        low, high = sorted((luminance(colours[f"t{n}"]), ground))
        # WCAG 2.1, criterion 1.4.3 (AA): 4.5 to 1 for text of ordinary size.
        assert (high + 0.05) / (low + 0.05) >= 4.5, (scheme, n)


@pytest.mark.parametrize(
    ("score", "place"), [(100, 0), (90, 0), (89.9, 1), (50, 2), (49, 3), (10, 4), (0, 5)]
)
def test_bands_are_those_of_the_guideline(score, place):
    assert band(score) == place
