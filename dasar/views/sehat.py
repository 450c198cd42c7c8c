"""Health for the supervisor: is the database there, is the queue there. Tells nothing else."""

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def sehat(request: HttpRequest) -> JsonResponse:
    """200 while pages can be served, 503 without a database. A lost queue only stops jobs."""
    basis_data = _basis_data_ada()
    antrean = _antrean_ada()
    return JsonResponse(
        {
            "status": "sehat" if basis_data and antrean else "gangguan",
            "basis_data": basis_data,
            "antrean": antrean,
        },
        status=200 if basis_data else 503,
    )


def _basis_data_ada() -> bool:
    try:
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1")
            return kursor.fetchone() == (1,)
    except DatabaseError:
        return False


def _antrean_ada() -> bool:
    try:
        with current_app.connection_for_write(connect_timeout=2) as koneksi:
            koneksi.ensure_connection(max_retries=1, timeout=3)
            return True
    except Exception:  # each transport raises its own kinds
        return False
