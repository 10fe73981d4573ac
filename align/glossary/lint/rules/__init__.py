"""The rules, by code. A rule takes the context and yields what it finds.

GLS001 and GLS002 are the store's own problems: `align.glossary.lint.run` turns them over.
"""

from align.glossary.lint.rules import (
    archive,
    capitals,
    concepts,
    files,
    forms,
    languages,
    names,
    renderings,
    replacements,
    subterms,
    writing,
)
from align.glossary.lint.values import Rule

RULES: dict[str, Rule] = {
    "GLS003": concepts.duplicate_source_term,
    "GLS004": concepts.two_preferred_renderings,
    "GLS005": renderings.one_target_for_two_concepts,
    "GLS006": renderings.forbidden_and_preferred,
    "GLS007": replacements.replacement,
    "GLS008": concepts.language_missing,
    "GLS009": writing.stray_characters,
    "GLS010": writing.mixed_script,
    "GLS011": forms.citation_not_nominative,
    "GLS012": forms.head_word_unknown,
    "GLS013": capitals.casing_conflict,
    "GLS014": capitals.acronym_not_in_capitals,
    "GLS015": writing.annotation_in_term,
    "GLS016": languages.equal_to_source,
    "GLS017": subterms.incompatible_sub_term,
    "GLS018": languages.wrong_language,
    "GLS019": names.transliteration,
    "GLS020": forms.over_general_word,
    "GLS021": forms.shared_form,
    "GLS022": archive.never_observed,
    "GLS023": files.unsorted,
    "GLS024": files.drifted_format,
}
