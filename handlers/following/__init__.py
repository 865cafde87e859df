"""Following the households that have left poverty: one tap a year from their village head."""
