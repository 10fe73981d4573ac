"""The rules, a module for each subject; `align.checks.registry` finds them."""
