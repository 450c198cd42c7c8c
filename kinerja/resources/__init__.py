"""Spreadsheets of plans: the tree with indicators and targets, the national nomenclature."""
