from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.inference.cache import EmbeddingCache
from tests.support.project import ROOT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "캐시 폴더" / "embeddings.sqlite"


def _run(script: str, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, str(file)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )


def test_that_what_was_put_is_there_after_a_restart(file: Path) -> None:
    first = EmbeddingCache(file)
    first.put(b"key", b"content")
    assert first.get(b"key") == b"content"
    first.close()
    assert EmbeddingCache(file).get(b"key") == b"content"


def test_that_unknown_keys_give_nothing(file: Path) -> None:
    cache = EmbeddingCache(file)
    assert cache.get(b"other") is None
    cache.put(b"key", b"content")
    cache.remove(b"key")
    assert cache.get(b"key") is None


def test_that_a_closed_cache_finds_and_keeps_nothing(file: Path) -> None:
    cache = EmbeddingCache(file)
    cache.close()
    cache.put(b"key", b"content")
    assert cache.get(b"key") is None


@pytest.mark.parametrize(
    "damage", [b"no database at all" * 500, b"SQLite format 3\0" + b"\7" * 9000]
)
def test_that_a_damaged_file_is_made_again(
    file: Path, damage: bytes, expected_warnings: list[logging.LogRecord]
) -> None:
    file.parent.mkdir()
    file.write_bytes(damage)
    cache = EmbeddingCache(file)
    cache.put(b"key", b"content")
    assert cache.get(b"key") == b"content"
    assert "damaged" in expected_warnings[0].getMessage()
    cache.close()
    assert EmbeddingCache(file).get(b"key") == b"content"
    assert len(expected_warnings) == 1


def test_that_damage_in_the_middle_is_survived(
    file: Path, expected_warnings: list[logging.LogRecord]
) -> None:
    cache = EmbeddingCache(file)
    for number in range(200):
        cache.put(bytes([number]), bytes(5000))
    cache.close()
    content = bytearray(file.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    file.write_bytes(content)
    cache = EmbeddingCache(file)
    for number in range(200):
        cache.get(bytes([number]))
        cache.put(bytes([number]), b"new")
    assert cache.get(b"\x05") == b"new"
    assert any("damaged" in record.getMessage() for record in expected_warnings)


def test_that_a_file_of_another_format_is_made_again(file: Path) -> None:
    file.parent.mkdir()
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE features (something TEXT)")
    other.execute("PRAGMA user_version = 99")
    other.close()
    cache = EmbeddingCache(file)
    cache.put(b"key", b"content")
    assert cache.get(b"key") == b"content"


def test_that_the_least_recently_used_leave_first(file: Path) -> None:
    now = 0.0
    cache = EmbeddingCache(file, max_bytes=1_000_000, clock=lambda: now)
    for number in range(60):
        now += 10_000
        cache.put(bytes([number]), bytes(50_000))
        assert cache.get(b"\0") is not None  # in use all the time
    kept = [number for number in range(60) if cache.get(bytes([number])) is not None]
    assert kept[0] == 0
    assert kept[1:] == list(range(60 - len(kept) + 1, 60))
    assert 10 <= len(kept) <= 20
    cache.close()
    assert file.stat().st_size < 1_300_000


def test_that_content_that_would_fill_the_cache_is_not_kept(file: Path) -> None:
    cache = EmbeddingCache(file, max_bytes=1_000_000)
    cache.put(b"key", bytes(200_000))
    assert cache.get(b"key") is None


def test_that_a_folder_that_cannot_be_made_means_no_cache(
    tmp_path: Path, expected_warnings: list[logging.LogRecord]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = EmbeddingCache(tmp_path / "file" / "embeddings.sqlite")
    cache.put(b"key", b"content")
    assert cache.get(b"key") is None
    assert len(expected_warnings) == 1


def test_that_a_path_that_is_a_folder_means_no_cache(
    file: Path, expected_warnings: list[logging.LogRecord]
) -> None:
    file.mkdir(parents=True)
    cache = EmbeddingCache(file)
    cache.put(b"key", b"content")
    assert cache.get(b"key") is None
    assert "cannot be opened" in expected_warnings[0].getMessage()


def test_that_a_full_disk_stops_writing_and_nothing_else(file: Path) -> None:
    """The limit on file sizes makes every write beyond it fail as a full disk does."""
    pytest.importorskip("resource", reason="POSIX only")
    script = """
import logging, resource, sys
from pathlib import Path
from core.inference.cache import EmbeddingCache
logging.basicConfig(level=logging.WARNING, stream=sys.stdout)
cache = EmbeddingCache(Path(sys.argv[1]))
cache.put(b"early", b"content")
resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
for number in range(50):
    cache.put(bytes([number]), bytes(20_000))
assert cache.get(b"early") == b"content"
print("went on")
"""
    done = _run(script, file)
    assert done.returncode == 0, done.stderr
    assert "went on" in done.stdout
    assert done.stdout.count("WARNING") == 1


def test_that_two_processes_use_one_file_at_once(file: Path) -> None:
    script = """
import logging, sys
from pathlib import Path
from core.inference.cache import EmbeddingCache
logging.basicConfig(level=logging.WARNING, stream=sys.stdout)
cache = EmbeddingCache(Path(sys.argv[1]), max_bytes=3_000_000)
for number in range(150):
    key = number.to_bytes(2, "big")
    cache.put(key, key * 20_000)
    found = cache.get(key)
    assert found is None or found == key * 20_000
"""
    results: list[subprocess.CompletedProcess[str]] = []
    threads = [
        threading.Thread(target=lambda: results.append(_run(script, file))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(done.returncode, done.stdout, done.stderr) for done in results] == [(0, "", "")] * 2
    assert EmbeddingCache(file).get((149).to_bytes(2, "big")) is not None


def test_that_a_writer_that_waits_in_vain_goes_on(
    file: Path, expected_warnings: list[logging.LogRecord]
) -> None:
    cache = EmbeddingCache(file)
    cache.put(b"early", b"content")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    cache.put(b"late", b"content")
    assert cache.get(b"early") == b"content"
    other.execute("ROLLBACK")
    other.close()
    assert "busy" in expected_warnings[0].getMessage()
    cache.put(b"late", b"content")
    assert cache.get(b"late") == b"content"
