# PostgreSQL and Redis of one test run; sourced by script/test.
# shellcheck shell=bash disable=SC2034
# Both are children of the script and carry PDEATHSIG, so that even kill -9 of it leaves none.

SEMENTARA="$(mktemp -d "${TMPDIR:-/tmp}/sakip-uji.XXXXXX")"
chmod 711 "$SEMENTARA" # PostgreSQL runs as another user and must reach its own folder
PID_LAYANAN=()

port_kosong() {
  "$PY" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
kunci_acak() { "$PY" -c 'import secrets; print(secrets.token_hex(16))'; }

tunggu() { # nama, log, perintah...
  local nama="$1" log="$2" _
  shift 2
  for _ in {1..100}; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.1
  done
  tail -n 20 "$log" >&2
  gagal "$nama untuk uji tidak menjawab dalam 10 detik. Catatannya ada di atas."
}

mulai_postgres() {
  local bin data="$SEMENTARA/pg" log="$SEMENTARA/pg.log" port sandi sebagai=()
  bin="$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")"
  port="$(port_kosong)"
  sandi="$(kunci_acak)"
  mkdir -p "$data"
  printf '%s\n' "$sandi" >"$SEMENTARA/pg.sandi"
  if [[ "$(id -u)" == 0 ]]; then # initdb refuses root
    sebagai=(setpriv --reuid=postgres --regid=postgres --init-groups)
    chown postgres: "$data" "$SEMENTARA/pg.sandi"
  fi
  # cd: the caller's folder may be closed to the postgres user
  (cd / && "${sebagai[@]}" "$bin/initdb" -D "$data" -U sakip --pwfile="$SEMENTARA/pg.sandi" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync) >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    gagal "PostgreSQL untuk uji tidak dapat dibuat. Catatannya ada di atas."
  }
  "${sebagai[@]:-setpriv}" --pdeathsig=QUIT "$bin/postgres" -D "$data" -h 127.0.0.1 -p "$port" -k '' \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100 \
    >>"$log" 2>&1 </dev/null &
  PID_LAYANAN+=("$!")
  tunggu PostgreSQL "$log" "$bin/pg_isready" -h 127.0.0.1 -p "$port"
  URL_POSTGRES="postgres://sakip:$sandi@127.0.0.1:$port/postgres"
}

mulai_redis() {
  local log="$SEMENTARA/redis.log" port sandi
  port="$(port_kosong)"
  sandi="$(kunci_acak)"
  setpriv --pdeathsig=TERM redis-server --bind 127.0.0.1 --port "$port" --requirepass "$sandi" \
    --save '' --appendonly no --dir "$SEMENTARA" >"$log" 2>&1 </dev/null &
  PID_LAYANAN+=("$!")
  tunggu Redis "$log" env REDISCLI_AUTH="$sandi" redis-cli -h 127.0.0.1 -p "$port" ping
  export CELERY_BROKER_URL="redis://:$sandi@127.0.0.1:$port/0"
}

# Every database of the run is a copy of template1: migrated once here, not by each worker.
siapkan_templat() {
  local log="$SEMENTARA/templat.log"
  [[ "$URL_POSTGRES" == "${DATABASE_URL_UJI:-}" ]] && return # a server of others stays as it is
  DATABASE_URL="${URL_POSTGRES%/postgres}/template1" "$PY" manage.py migrate >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    gagal "Basis data untuk uji tidak dapat dibuat. Catatannya ada di atas."
  }
}

mulai_layanan() {
  if [[ -n "${DATABASE_URL_UJI:-}" ]]; then URL_POSTGRES="$DATABASE_URL_UJI"; else mulai_postgres; fi
  [[ -n "${CELERY_BROKER_URL:-}" ]] || mulai_redis
}

hentikan_layanan() {
  local pid
  # INT: PostgreSQL drops its sessions and stops, Redis stops
  for pid in "${PID_LAYANAN[@]}"; do kill -INT "$pid" 2>/dev/null; done
  for pid in "${PID_LAYANAN[@]}"; do wait "$pid" 2>/dev/null; done
  rm -rf "$SEMENTARA"
}
