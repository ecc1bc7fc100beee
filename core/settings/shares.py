"""Noticing that a folder lies on a network share, where SQLite can lose data."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_MOUNTINFO: Final = Path("/proc/self/mountinfo")
# 9p is not among them: sandboxes and WSL show local disks through it.
_NETWORK_FILE_SYSTEMS: Final = frozenset(
    {
        "afs", "beegfs", "ceph", "cifs", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs",
        "gfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs", "vboxsf",
    }
)  # fmt: skip
_DRIVE_REMOTE: Final = 4
_MOUNT_POINT: Final = 4
"""Index of the mount point among the fields of a mountinfo line."""


def is_network_share(folder: Path) -> bool:
    """Tell whether a folder lies on a network share.

    Linux and Windows are asked; on other systems the answer is always False, so a share there is
    not noticed.

    Parameters
    ----------
    folder : Path
        Absolute path; it need not exist.
    """
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    if _MOUNTINFO.exists():
        return file_system_of(folder, _MOUNTINFO.read_text("utf-8", "surrogateescape")) in (
            _NETWORK_FILE_SYSTEMS
        )
    return False


def file_system_of(folder: Path, mountinfo: str) -> str:
    """Return the type of the file system that holds a folder.

    Parameters
    ----------
    folder : Path
        Absolute path.
    mountinfo : str
        Content of ``/proc/self/mountinfo`` (see ``proc_pid_mountinfo(5)``).

    Returns
    -------
    str
        For example ``ext4``; empty if no mount point holds the folder.
    """
    real = Path(os.path.realpath(folder))
    best: tuple[int, str] = (-1, "")
    for line in mountinfo.splitlines():
        mount, _, source = line.partition(" - ")
        fields, types = mount.split(" "), source.split(" ")
        if len(fields) <= _MOUNT_POINT or not types[0]:
            continue
        point = Path(_unescaped(fields[_MOUNT_POINT]))
        # A later line for the same point covers the earlier one, hence >=.
        if real.is_relative_to(point) and len(point.parts) >= best[0]:
            best = (len(point.parts), types[0])
    return best[1]


def _unescaped(field: str) -> str:
    r"""Undo the octal escapes of mountinfo, e.g. ``\040`` for a space."""
    for code in ("040", "011", "012", "134"):
        field = field.replace(f"\\{code}", chr(int(code, 8)))
    return field


def _is_remote_drive(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    text = str(folder)
    if text.startswith(("\\\\", "//")) and not text.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    drive_type: int = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
    return drive_type == _DRIVE_REMOTE
