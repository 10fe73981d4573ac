"""Checks of a paired release: one rule, one small class, one page that explains it.

Alignment ─ Context ─ rules ─▶ hits ─ run ─▶ findings
"""
