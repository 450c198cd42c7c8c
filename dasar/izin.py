"""The answer to "may this person do this now?", with the reason in Indonesian."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


class TidakBoleh(PermissionDenied):
    """Refused; the message is a sentence for the user and is shown on the 403 page."""


@dataclass(frozen=True)
class Izin:
    """Permission with its reason. `alasan` is empty exactly when it is given."""

    boleh: bool
    alasan: str = ""

    def __post_init__(self) -> None:
        if self.boleh == bool(self.alasan):
            raise ValueError("A refusal needs a reason, a permission has none.")

    @classmethod
    def ya(cls) -> "Izin":
        return cls(boleh=True)

    @classmethod
    def tidak(cls, alasan: str) -> "Izin":
        return cls(boleh=False, alasan=alasan)

    def __bool__(self) -> bool:
        return self.boleh

    def wajib(self) -> None:
        """Raise TidakBoleh with the reason unless permitted."""
        if not self.boleh:
            raise TidakBoleh(self.alasan)
