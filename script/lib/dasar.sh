# Shared by the scripts in this folder; sourced, not run.
# shellcheck shell=bash disable=SC2034

AKAR="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
VENV="$AKAR/.venv"
PY="$VENV/bin/python"
VAR_DIR="${VAR_DIR:-$AKAR/var}"
export VAR_DIR

kata() { printf '%s\n' "$*"; }

# Print the reason and what to do about it, then stop.
gagal() {
  printf 'GAGAL: %s\n' "$1" >&2
  shift
  for baris in "$@"; do printf '       %s\n' "$baris" >&2; done
  exit 1
}
