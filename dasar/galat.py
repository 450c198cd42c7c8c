"""Errors whose text is meant for the user."""


class GalatPengguna(Exception):
    """Something the user can understand and mend; the message is a full Indonesian sentence."""


class KirimanDitolak(GalatPengguna):
    """A message certainly did not go out; it may be tried again."""
