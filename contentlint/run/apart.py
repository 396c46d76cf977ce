"""Posts checked in a process apart, which can be ended: where no limit of time ends a single step of this one.

That is so on Windows and on other threads than the main one (`guard.limit`): a step that hangs would hang the run. The
process is started with the program and its modules where this one has them, opens the project for itself, and is asked
for one post after the other. One that takes far longer than its budget is ended with it, and another process goes on.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from contentlint.guard.limit import Budget
from contentlint.guard.records import dataclass, replace

if TYPE_CHECKING:
    from contentlint.evidence.visited import SourceResult
    from contentlint.run.engine import Result
    from contentlint.run.outcome import Outcome
    from contentlint.run.session import Options, Session

_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from contentlint.run.apart import serve; serve()"
_SIZE = struct.Struct(">Q")
_PATIENCE = 4
"""Times the budget of a post that the clock may show before its process is ended: the limits in it come first, and the
machine may be busy."""
_START = 60.0
"""Seconds in which a process is ready."""
_OPENING = 600.0
"""Seconds in which a project is opened; the reading of each of its files has a limit of its own."""
_MOST = 4
"""Processes that wait for work."""


class Ended(Exception):
    """The process was ended, as it took too long."""


class Gone(Exception):
    """The process has ended by itself, or none can be started."""


class Apart:
    """A process that does one thing after the other, and can be ended while it does."""

    def __init__(self) -> None:
        """Raises Gone."""
        places = [place for place in sys.path if place]  # the working directory is the checked folder
        mode = ["-X", "utf8"] if sys.flags.utf8_mode else []  # else the environment would say it
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", *mode, "-c", _BOOT, json.dumps(places)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except (OSError, ValueError) as error:
            raise Gone(str(error)) from None
        try:
            self._answer(_START)
        except Ended:
            raise Gone("it does not start") from None

    def call(self, seconds: float, task: Callable[..., Any], *arguments: Any) -> Any:
        """What a function of a module gives there. Raises what it raises, Ended after `seconds`, and Gone."""
        return self.send(seconds, pickle.dumps((task, arguments)))

    def send(self, seconds: float, message: bytes) -> Any:
        """`call`, the function and its arguments pickled."""
        is_done, value = self._answer(seconds, message)
        if not is_done:
            raise value
        return value

    def _answer(self, seconds: float, message: bytes | None = None) -> tuple[bool, Any]:
        late = threading.Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdin is not None and self._process.stdout is not None
            if message is not None:
                _write(self._process.stdin, message)
            answer: tuple[bool, Any] = pickle.loads(_read(self._process.stdout))
        except (OSError, EOFError):
            self.close()
            raise (Ended() if late.is_set() else Gone("it has ended")) from None
        except BaseException:  # Ctrl-C: its answer would be taken for another one's
            self.close()
            raise
        finally:
            timer.cancel()
        return answer

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_SIZE.pack(len(data)) + data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """Raises EOFError."""
    head = pipe.read(_SIZE.size)
    data = pipe.read(_SIZE.unpack(head)[0]) if len(head) == _SIZE.size else b""
    if not data:
        raise EOFError
    return data


def serve() -> None:
    """What the process does: one task after the other, until nobody asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all: who asks decides
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed here is no answer
    _write(answers, pickle.dumps((True, None)))
    while True:
        try:
            message = _read(sys.stdin.buffer)
        except EOFError:
            return
        try:
            task, arguments = pickle.loads(message)
            answer = pickle.dumps((True, task(*arguments)))
        except Exception as error:
            answer = _failure(error)
        _write(answers, answer)


def _failure(error: Exception) -> bytes:
    try:
        answer = pickle.dumps((False, error))
        pickle.loads(answer)
    except Exception:
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return answer


_waiting: list[Apart] = []
"""Processes without work. One is asked by one thread at a time."""
_lock = threading.Lock()


@atexit.register
def _close() -> None:
    with _lock:
        while _waiting:
            _waiting.pop().close()


@contextlib.contextmanager
def _borrowed() -> Iterator[Apart]:
    """A process to ask; it is kept for the next who wants one, unless it was ended. Raises Gone."""
    with _lock:
        one = _waiting.pop() if _waiting else None
    one = one or Apart()
    try:
        yield one
    except BaseException:
        one.close()
        raise
    with _lock:
        if len(_waiting) < _MOST:
            _waiting.append(one)
            return
    one.close()


# -- posts


@dataclass(frozen=True, slots=True)
class _Project:
    """What another process opens the same project by."""

    named: tuple[Path, ...]
    root: Path
    options: Options
    sources: dict[str, SourceResult] | None


_session: Session | None = None
"""The project that this process was asked to open."""


def _open(project: _Project) -> None:
    from contentlint.run import runner

    global _session
    sessions = (session for session, _ in runner.sessions(project.named, project.options))
    _session = next(session for session in sessions if session.root == project.root)
    _session.sources = project.sources
    _ = _session.needs_site and _session.sites.hosts


def _check(task: Callable[..., Any], *arguments: Any) -> Any:
    assert _session is not None
    return task(_session, *arguments)


def _abroad(options: Options) -> Options:
    """What of the options can go to another process."""
    return replace(options, prepare=None, progress=None, keeps=None, jobs=1)


def each(
    session: Session,
    posts: Sequence[str],
    task: Callable[[Session, str], Result],
    lost: Callable[[str], Result],
) -> Iterator[Result]:
    """`task(session, path)` for each post, in order, in a process apart; here, where none can be started.

    `lost` makes the result for a post whose process has ended by itself.
    """
    sources = dict(session.sources) if session.sources is not None else None
    project = _Project(session.named, session.root, _abroad(session.options), sources)
    one: Apart | None = None
    is_possible = True
    try:
        for path in posts:
            if one is None and is_possible:
                one = _opened(project)
                is_possible = one is not None
            if one is None:
                yield task(session, path)
                continue
            try:
                result = one.call(_PATIENCE * Budget(session.config.rule_timeout, _size(session.root / path)).whole,
                                  _check, task, path)  # fmt: skip
            except Ended:
                result, one = ended(session, path), None
            except Gone:
                result, one = lost(path), None
            yield result
    finally:
        if one is not None:
            one.close()


def ended(session: Session, path: str) -> Result:
    """What is told of a post whose process was ended."""
    from contentlint.run import engine

    result = session.shown(engine.not_checked(path, "it took far longer than it may, and was ended"))
    result.problems = [f"{session.display(path)}{problem.removeprefix(path)}" for problem in result.problems]
    return result


def _opened(project: _Project) -> Apart | None:
    """A process that has opened a project; None where that is not possible, which what is checked here tells better."""
    try:
        one = Apart()
    except Gone:
        return None
    try:
        one.call(_OPENING, _open, project)
    except Exception:
        one.close()
        return None
    return one


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _open_beside(folder: Path, options: Options) -> None:
    from contentlint.run import runner

    global _session
    _session = runner.session_beside(folder, options)
    _ = _session.needs_site and _session.sites.hosts


def of_text(
    session: Session, check: Callable[[Session, str, Path], Outcome], text: str, path: Path, folder: Path
) -> Outcome | None:
    """`check(session, text, path)` in a process apart, the project found by a folder; None where that is not possible.

    Raises Ended.
    """
    try:
        with _borrowed() as one:
            one.call(_OPENING, _open_beside, folder, _abroad(session.options))
            seconds = _PATIENCE * Budget(session.config.rule_timeout, len(text)).whole
            outcome: Outcome = one.call(seconds, _check, check, text, path)
            return outcome
    except Ended:
        raise
    except Exception:
        return None
