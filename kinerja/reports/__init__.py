"""Printed papers and spreadsheets of plans, agreements and trees."""
