"""English, Russian and Belarusian words: from any form to the lemma, from a term to all its forms.

>>> from align.morphology import term_forms
>>> sorted(" ".join(words) for words in term_forms("co-operation", "en").sequences)[:2]
['co operation', "co operation's"]

A glossary is compiled once, by `term_forms`, to sequences of folded words; a text is then only
split (`words`), folded (`fold`) and looked up.
"""

from align.morphology.folding import fold, is_acronym, keeps_capitals, words
from align.morphology.terms import TermForms, lemmas, term_forms

__all__ = ["TermForms", "fold", "is_acronym", "keeps_capitals", "lemmas", "term_forms", "words"]
