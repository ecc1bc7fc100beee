from __future__ import annotations

from pathlib import Path

import pytest

from core.settings import shares
from core.settings.shares import file_system_of, is_network_share

_MOUNTINFO = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:25 / /mnt/공유 rw,relatime shared:2 master:1 - cifs //server/share rw
31 22 0:26 / /mnt/with\\040space rw,relatime - nfs4 server:/x rw
32 22 8:2 / /mnt/공유/local rw,relatime - xfs /dev/sdb rw
33 22 8:3 / /mnt/over rw,relatime - ext4 /dev/sdc rw
34 22 0:27 / /mnt/over rw,relatime - fuse.sshfs host:/ rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/srv/data", "ext4"),
        ("/mnt/공유/데이터", "cifs"),
        ("/mnt/공유2", "ext4"),
        ("/mnt/with space/a", "nfs4"),
        ("/mnt/공유/local/a", "xfs"),
        ("/mnt/over/a", "fuse.sshfs"),
    ],
)
def test_that_the_innermost_newest_mount_names_the_file_system(folder: str, expected: str) -> None:
    assert file_system_of(Path(folder), _MOUNTINFO) == expected


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="Linux only")
def test_that_a_share_is_noticed_and_a_local_folder_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mountinfo = tmp_path / "mountinfo"
    mountinfo.write_text(_MOUNTINFO, encoding="utf-8")
    monkeypatch.setattr(shares, "_MOUNTINFO", mountinfo)
    assert is_network_share(Path("/mnt/공유/데이터"))
    assert not is_network_share(Path("/srv/data"))


def test_that_an_unknown_system_notices_no_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_MOUNTINFO", tmp_path / "absent")
    assert not is_network_share(tmp_path)
