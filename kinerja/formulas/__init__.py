"""Pure functions: Decimal in, Decimal out, no Django. An auditor can read one file alone."""
