"""Spreadsheets in and out: columns, the base of all resources, the template book."""
