"""One window per data folder: a second start hands its folder to the first and ends."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from core.errors import SettingsError, UsageError

_LOCK_NAME: Final = "window.lock"
_WAIT_MS: Final = 3000
_MAX_BYTES: Final = 64_000
_TAKEN: Final = b"taken\n"

_logger = logging.getLogger(__name__)


class Instance(QObject):
    """The claim of this process on a data folder; use :func:`claim`.

    Signals
    -------
    raised : object
        Somebody started the program again: the folder to open (Path), or None.
    """

    raised = Signal(object)

    def __init__(self, lock: QLockFile, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        # What a killed program left there; the lock says that none of ours listens.
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            _logger.warning("a second start will not be heard: %s", self._server.errorString())

    def release(self) -> None:
        """Give the data folder free."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Visitor(socket, self)

    def take(self, message: Mapping[str, object]) -> None:
        """Tell that somebody asked for the window."""
        folder = message.get("folder")
        self.raised.emit(Path(folder) if isinstance(folder, str) and folder else None)


class _Visitor(QObject):
    """One connection: reads a line, answers, goes."""

    def __init__(self, socket: QLocalSocket, owner: Instance) -> None:
        super().__init__(owner)
        self._socket = socket
        self._owner = owner
        self._received = b""
        socket.setParent(self)
        socket.readyRead.connect(self._on_bytes)
        socket.disconnected.connect(self.deleteLater)
        self._on_bytes()

    def _on_bytes(self) -> None:
        self._received += bytes(self._socket.readAll().data())
        line, end, _ = self._received.partition(b"\n")
        if len(self._received) > _MAX_BYTES:
            self._socket.abort()
        elif end:
            self._answer(line)

    def _answer(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            _logger.warning("a visitor said something unknown")
            self._socket.abort()
            return
        self._socket.write(_TAKEN)
        self._socket.flush()
        self._socket.disconnectFromServer()
        self._owner.take(message)


def claim(data_root: Path, folder: Path | None, parent: QObject | None = None) -> Instance | None:
    """Become the window of a data folder, or hand over to the one that is.

    Parameters
    ----------
    data_root : Path
        The data folder; exists.
    folder : Path, optional
        Folder of images that was asked for.
    parent : QObject, optional
        Owner of the claim.

    Returns
    -------
    Instance or None
        None if another window has taken over; this process may end.

    Raises
    ------
    UsageError
        ``window_not_answering`` if another window has the folder and does not answer.
    SettingsError
        ``data_dir_unwritable``.
    """
    lock = QLockFile(str(data_root / _LOCK_NAME))
    # A window may be open for weeks; only the death of its process makes the lock stale.
    lock.setStaleLockTime(0)
    name = server_name(data_root)
    if lock.tryLock(0):
        return Instance(lock, name, parent)
    if lock.error() is not QLockFile.LockError.LockFailedError:
        raise SettingsError("data_dir_unwritable", folder=str(data_root), problem=_LOCK_NAME)
    if not _hand_over(name, folder):
        raise UsageError("window_not_answering", folder=str(data_root))
    return None


def server_name(data_root: Path) -> str:
    """Return where the window of a data folder listens; short, as socket paths must be."""
    real = os.path.normcase(os.path.realpath(data_root))
    digest = hashlib.sha256(os.fsencode(real)).hexdigest()[:24]
    return f"defectscribe-{digest}"


def _hand_over(name: str, folder: Path | None) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    message = {"folder": str(folder.absolute()) if folder else ""}
    socket.write(json.dumps(message).encode("ascii") + b"\n")
    answer = b""
    while b"\n" not in answer and socket.waitForReadyRead(_WAIT_MS):
        answer += bytes(socket.readAll().data())
    socket.abort()
    return answer == _TAKEN
