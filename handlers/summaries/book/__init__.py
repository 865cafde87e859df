"""The workbook of the official tables (domain.md §5), as an official expects it: in Vietnamese, on A4."""
