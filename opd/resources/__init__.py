"""Spreadsheets of the organisation: PD, officials, posts, who holds them."""
