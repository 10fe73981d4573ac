"""Look for slips in a glossary: 24 rules, each with a page that explains it.

>>> from align.glossary.lint import lint_text
>>> text = '- id: union-state\\n  en: [Union  State]\\n  ru: [Союзное государство]\\n'
>>> [(problem.line, problem.code, problem.name) for problem in lint_text(text)]
[(2, 'GLS009', 'stray-characters'), (2, 'GLS024', 'drifted-format')]

The rules' pages are in ``pages``, words that they know in ``words.toml``; `fixed` repairs what can
be repaired without a person.
"""

from align.glossary.lint.documentation import Page, page, pages
from align.glossary.lint.fixes import fixed
from align.glossary.lint.run import chosen, lint, lint_files, lint_text
from align.glossary.lint.values import Problem, Severity

__all__ = [
    "Page",
    "Problem",
    "Severity",
    "chosen",
    "fixed",
    "lint",
    "lint_files",
    "lint_text",
    "page",
    "pages",
]
