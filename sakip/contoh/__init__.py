"""The demo: real data of Kota Tangerang Selatan for 2023, and a sample year 2024 made from it."""
