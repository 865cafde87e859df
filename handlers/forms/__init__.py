"""Guided forms: one engine, and one file per form."""
