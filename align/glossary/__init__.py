"""The glossary: concepts, their terms in three languages, and how a release must render them."""
