"""Printing: HTML to PDF/A-3a and PDF/UA-1, tables with fixed widths, characters of our fonts."""
