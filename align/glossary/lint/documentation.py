"""The pages of the lint's rules (`align.rulepages`); their examples are glossary files."""

from align.rulepages import Page, find_page, read_pages

__all__ = ["Page", "page", "pages"]


def pages() -> dict[str, Page]:
    """All pages by code, in order."""
    return read_pages("align.glossary.lint")


def page(code: str) -> Page | None:
    """The page of a rule, by its code or its name."""
    return find_page(pages(), code)
