# One image for web, worker, beat and migration; docker-compose.yml gives each its command.
FROM python:3.11.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=sakip.settings.production \
    VAR_DIR=/data

# Pango and HarfBuzz set the PDF; fonts come with the project.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin sakip \
    && install -d -o sakip -g sakip -m 0750 /data \
    && python -m compileall -q .
USER sakip
VOLUME /data
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "script/lib/sehat.py"]
# The web starts only when the checks find no error, such as a demo account in this database.
CMD ["sh", "-c", "python manage.py check --deploy --database default \
     && exec gunicorn sakip.wsgi:application --bind 0.0.0.0:8000 --worker-class gthread \
     --workers 3 --threads 4 --timeout 60 --no-control-socket"]
