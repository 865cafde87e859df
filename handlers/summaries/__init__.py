"""Figures as pictures and files: charts, and the workbook of the official tables."""
