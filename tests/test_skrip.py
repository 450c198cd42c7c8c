"""The developer and operations files: scripts, `manage.py serve`, compose, lock files."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from dasar.management.commands.serve import MAKS_MULAI_ULANG, _baca_bind

AKAR = Path(__file__).resolve().parent.parent
SKRIP = ["script/setup", "script/server", "script/test", "script/cek", "script/bench", ".ci/run"]


def _tunggu(syarat: Callable[[], bool], detik: float = 20) -> None:
    batas = time.monotonic() + detik
    while not syarat():
        assert time.monotonic() < batas, "condition not reached in time"
        time.sleep(0.05)


def _hidup(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


# ---------------------------------------------------------------- scripts


@pytest.mark.parametrize("skrip", SKRIP)
def test_script_is_executable_and_parses(skrip):
    berkas = AKAR / skrip
    assert os.access(berkas, os.X_OK)
    if "bash" in berkas.read_text().splitlines()[0]:
        subprocess.run(["bash", "-n", berkas], check=True)


@pytest.mark.parametrize(
    ("perintah", "kalimat"),
    [
        (["script/setup", "--entah"], "Pilihan --entah tidak dikenal."),
        (["script/server", "--port", "delapan"], "Port harus angka 1 sampai 65535, bukan delapan."),
        (["script/server", "--port", "0"], "Port harus angka 1 sampai 65535, bukan 0."),
    ],
)
def test_script_refuses_in_one_indonesian_sentence(perintah, kalimat):
    hasil = subprocess.run(perintah, cwd=AKAR, capture_output=True, text=True)
    assert hasil.returncode == 1
    assert hasil.stderr.splitlines()[0] == f"GAGAL: {kalimat}"


def test_setup_without_apt_names_the_missing_packages(tmp_path):
    """A system whose dpkg knows nothing and that has no apt-get at all."""
    proyek = tmp_path / "proyek"
    shutil.copytree(AKAR / "script", proyek / "script")
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for nama in ("bash", "dirname", "flock", "id", "sed", "cut"):
        (bin_ / nama).symlink_to(shutil.which(nama))
    (bin_ / "python3").symlink_to(sys.executable)
    hasil = subprocess.run(
        [bin_ / "bash", "script/setup"],
        cwd=proyek,
        env={"PATH": str(bin_)},
        capture_output=True,
        text=True,
    )
    assert hasil.returncode == 1
    assert "libpango-1.0-0: menyusun PDF" in hasil.stdout
    assert "apt-get tidak ada, padahal paket ini belum terpasang: libpango-1.0-0" in hasil.stderr
    assert not (proyek / ".venv").exists()


def test_bench_refuses_an_unknown_module_and_names_the_known_ones():
    hasil = subprocess.run(
        [sys.executable, "script/bench", "tidak_ada"], cwd=AKAR, capture_output=True, text=True
    )
    assert hasil.returncode == 2
    assert "tidak ada: tidak_ada. Yang ada: " in hasil.stderr
    assert "angka" in hasil.stderr


def test_bench_writes_what_it_prints(tmp_path):
    hasil = subprocess.run(
        [sys.executable, "script/bench", "--cepat", "angka"],
        cwd=AKAR,
        env=os.environ | {"VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    isi = json.loads((tmp_path / "bench.json").read_text())["baca_angka"]
    assert set(isi) == {"ours", "base", "ratio", "detail"}
    assert isi["ratio"] == pytest.approx(isi["ours"] / isi["base"])
    assert re.search(rf"^baca_angka .* {isi['ratio']:.2f}$", hasil.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("suite", "baris", "kode"),
    [
        ('tests="5" failures="1" errors="1" skipped="1"', "2 passed, 2 failed, 1 skipped", 1),
        ('tests="3" failures="0" errors="0" skipped="1"', "2 passed, 0 failed, 1 skipped", 0),
        ('tests="0" failures="0" errors="0" skipped="0"', "0 passed, 0 failed, 0 skipped", 1),
    ],
)
def test_closing_line_of_the_suite_adds_up(tmp_path, suite, baris, kode):
    (tmp_path / "hasil.xml").write_text(f"<testsuites><testsuite {suite}/></testsuites>")
    hasil = subprocess.run(
        [sys.executable, "script/lib/jumlah_hasil.py", tmp_path / "hasil.xml"],
        cwd=AKAR,
        capture_output=True,
        text=True,
    )
    assert (hasil.stdout.splitlines()[-1], hasil.returncode) == (baris, kode)


def test_commit_check_refuses_private_keys_and_large_files(tmp_path):
    kunci, besar, biasa = tmp_path / "kunci.pem", tmp_path / "besar.bin", tmp_path / "biasa.txt"
    kunci.write_text("-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n")
    besar.write_bytes(b"x" * 1_000_001)
    biasa.write_text("halo")
    perintah = [sys.executable, "script/lib/periksa_berkas.py"]
    hasil = subprocess.run(
        [*perintah, kunci, besar, biasa], cwd=AKAR, capture_output=True, text=True
    )
    assert hasil.returncode == 1
    assert hasil.stdout.splitlines() == [
        f"{kunci}: berisi kunci privat.",
        f"{besar}: lebih dari 1000 kB.",
    ]
    assert subprocess.run([*perintah, biasa], cwd=AKAR).returncode == 0


# ---------------------------------------------------------------- manage.py serve


@pytest.mark.parametrize("teks", ["8000", "127.0.0.1", ":8000", "127.0.0.1:nol", "a:0", "a:70000"])
def test_serve_refuses_a_bind_without_host_and_port(teks):
    with pytest.raises(CommandError, match=re.escape("--bind ditulis alamat:port")):
        _baca_bind(teks)


def test_serve_reads_ipv4_and_ipv6_binds():
    assert _baca_bind("127.0.0.1:8000") == ("127.0.0.1", 8000)
    assert _baca_bind("[::1]:80") == ("::1", 80)


def test_serve_says_that_the_port_is_taken():
    with socket.create_server(("127.0.0.1", 0)) as penjaga:
        port = penjaga.getsockname()[1]
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} tidak dapat dipakai"):
            call_command("serve", bind=f"127.0.0.1:{port}")


# The supervisor itself, over children that are quick to start: `sleep` notes its pid in a file.
PENGAWAS = """
import sys
import django
django.setup()
from django.core.management import call_command
from dasar.management.commands import serve
from pathlib import Path

def anak(nama, isi):
    catat = f"echo $$ >> {sys.argv[1]}/{nama}; "
    return serve.Proses(nama, ["sh", "-c", catat + isi])

serve.DETIK_JEDA_MULAI_ULANG = 0.05
serve._daftar_proses = lambda options: [
    anak("web", "sleep 600 & echo cucu $! ; wait"), anak("worker", sys.argv[2]),
]
call_command("serve", bind="127.0.0.1:" + sys.argv[3])
"""


@pytest.fixture
def pengawas(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    semua: list[subprocess.Popen[str]] = []

    def mulai(isi_worker: str) -> subprocess.Popen[str]:
        with socket.create_server(("127.0.0.1", 0)) as sementara:
            port = str(sementara.getsockname()[1])
        proses = subprocess.Popen(
            [sys.executable, "-c", PENGAWAS, str(tmp_path), isi_worker, port],
            cwd=AKAR,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"VAR_DIR": str(tmp_path / "var")},
        )
        semua.append(proses)
        return proses

    yield mulai
    for proses in semua:
        proses.kill()
        proses.communicate()


def _pid_anak(folder: Path, *nama: str) -> list[int]:
    _tunggu(lambda: all((folder / n).exists() and (folder / n).read_text() for n in nama))
    return [int(baris) for n in nama for baris in (folder / n).read_text().split()]


@pytest.mark.parametrize("sinyal", [signal.SIGINT, signal.SIGTERM])
def test_serve_stops_every_child_and_grandchild(pengawas, tmp_path, sinyal):
    proses = pengawas("exec sleep 600")
    pid = _pid_anak(tmp_path, "web", "worker")
    cucu = int(proses.stdout.readline().split()[-1])
    assert all(_hidup(p) for p in [*pid, cucu])

    proses.send_signal(sinyal)
    keluaran, _ = proses.communicate(timeout=20)

    assert proses.returncode == 0
    assert "Menghentikan web, worker." in keluaran
    _tunggu(lambda: not any(_hidup(p) for p in [*pid, cucu]))


def test_serve_killed_hard_leaves_no_child(pengawas, tmp_path):
    proses = pengawas("exec sleep 600")
    pid = _pid_anak(tmp_path, "web", "worker")

    proses.kill()

    _tunggu(lambda: not any(_hidup(p) for p in pid))


def test_serve_restarts_a_dying_child_a_bounded_number_of_times(pengawas, tmp_path):
    proses = pengawas("echo sebelum mati; exit 7")
    keluaran, _ = proses.communicate(timeout=30)

    assert proses.returncode == 1
    pid_web, *pid_worker = _pid_anak(tmp_path, "web", "worker")
    assert len(pid_worker) == 1 + MAKS_MULAI_ULANG
    assert keluaran.count("worker | sebelum mati") == 1 + MAKS_MULAI_ULANG
    assert f"Proses worker berhenti lagi (kode 7) setelah {MAKS_MULAI_ULANG} kali" in keluaran
    assert not _hidup(pid_web)


# ---------------------------------------------------------------- deployment files


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((AKAR / "docker-compose.yml").read_text())


def test_compose_services_have_health_and_restart(compose):
    assert set(compose["services"]) == {"migrasi", "web", "worker", "beat", "db", "redis"}
    dockerfile = (AKAR / "Dockerfile").read_text()
    for nama, layanan in compose["services"].items():
        if nama == "migrasi":
            assert layanan["restart"] == "no"
            continue
        assert layanan["restart"] == "unless-stopped", nama
        assert "healthcheck" in layanan or (nama == "web" and "HEALTHCHECK" in dockerfile), nama
    for nama in ("web", "worker", "beat"):
        syarat = compose["services"][nama]["depends_on"]["migrasi"]["condition"]
        assert syarat == "service_completed_successfully"


def test_compose_volumes_are_declared_and_secrets_required(compose):
    for layanan in compose["services"].values():
        for volume in layanan.get("volumes", []):
            assert volume.split(":")[0] in compose["volumes"]
    teks = (AKAR / "docker-compose.yml").read_text()
    for rahasia in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        dipakai = re.findall(rf"\$\{{{rahasia}([^}}]*)}}", teks)
        assert dipakai
        assert all(sisa.startswith(":?") for sisa in dipakai)


def _compose_config(*argumen: str, env: dict[str, str]) -> int:
    for perintah in (["docker-compose"], ["docker", "compose"]):
        if (
            shutil.which(perintah[0])
            and not subprocess.run([*perintah, "version"], capture_output=True).returncode
        ):
            return subprocess.run(
                [*perintah, "-f", AKAR / "docker-compose.yml", *argumen, "config", "-q"],
                env=env,
                capture_output=True,
            ).returncode
    pytest.skip("docker-compose is not installed here")


def test_compose_file_is_accepted_with_the_example_and_refused_without(tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    assert _compose_config("--env-file", str(AKAR / ".env.example"), env=env) == 0
    kosong = tmp_path / "kosong.env"
    kosong.write_text("ALLOWED_HOSTS=a.go.id\n")
    assert _compose_config("--env-file", str(kosong), env=env) != 0


def _variabel_contoh() -> set[str]:
    teks = (AKAR / ".env.example").read_text()
    return set(re.findall(r"^([A-Z_]+)=", teks, re.MULTILINE))


def test_env_example_lists_every_variable_that_is_read():
    dibaca = {"DJANGO_SETTINGS_MODULE"}
    for berkas in (AKAR / "sakip" / "settings").glob("*.py"):
        dibaca |= set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', berkas.read_text()))
    dibaca |= set(re.findall(r"\$\{([A-Z_]+)", (AKAR / "docker-compose.yml").read_text()))
    assert {"SECRET_KEY", "DATABASE_URL", "POSTGRES_PASSWORD"} <= dibaca
    assert dibaca == _variabel_contoh()


def test_every_env_example_variable_has_a_comment_above():
    baris = (AKAR / ".env.example").read_text().splitlines()
    blok: list[str] = []
    for isi in baris:
        if not isi:
            blok = []
        elif isi.startswith("#"):
            blok.append(isi)
        else:
            assert blok, isi


def test_example_secret_key_is_too_short_for_production():
    nilai = re.search(r"^SECRET_KEY=(.*)$", (AKAR / ".env.example").read_text(), re.MULTILINE)
    assert nilai
    assert 0 < len(nilai[1]) < 50


@pytest.mark.parametrize("nama", ["requirements", "requirements-dev"])
def test_lock_file_holds_every_requirement_with_hashes(nama):
    def seragam(paket: str) -> str:
        return re.sub(r"[-_.]+", "-", paket).lower()

    diminta = {
        seragam(re.split(r"[\[<>=!~; ]", baris)[0])
        for baris in (AKAR / f"{nama}.in").read_text().splitlines()
        if baris and not baris.startswith(("-", "#"))
    }
    kunci = (AKAR / f"{nama}.txt").read_text()
    blok = re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==\S+((?: \\\n +--hash=\S+)*)", kunci, re.M
    )
    assert diminta <= {seragam(paket) for paket, _ in blok}
    assert all(sidik for _, sidik in blok)


def test_no_psycopg3_beside_psycopg2():
    """Django would take psycopg 3, which the database code is not tested with."""
    assert not re.search(r"^psycopg(\[|==)", (AKAR / "requirements.txt").read_text(), re.MULTILINE)
