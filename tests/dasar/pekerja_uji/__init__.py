"""A test-only app with one kind of job, for real worker processes (see pengaturan.py)."""
