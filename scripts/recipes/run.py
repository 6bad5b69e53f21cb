"""Plays one job with the built server and a tmux server of its own, which is gone at the end."""

import contextlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import time

from mcp import LOOK_EVERY, PATIENCE, Mcp

HERE = pathlib.Path(__file__).resolve().parent


class Run:
    """`calls` has what was asked and answered: (tool, arguments, blocks) each."""

    def __init__(self, server, environment, folder):
        self.environment, self.folder, self.calls = environment, folder, []
        self.mcp = Mcp(server, environment, folder)

    def call(self, tool, **arguments):
        """Gives the text before the last block of the answer, if any, and the object in the last one."""
        blocks = self.mcp.call(tool, arguments)
        self.calls.append((tool, arguments, blocks))
        return "\n".join(blocks[:-1]), json.loads(blocks[-1])

    def require(self, right):
        if not right:
            raise RuntimeError(f"not what the job is to show: {self.calls[-1]}")

    def tmux(self, *command):
        return subprocess.run(["tmux", *command], env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, text=True,
                              timeout=PATIENCE, check=True).stdout

    def until_shown(self, session, pattern):
        """Until the screen matches, of which the blank end does not count. A model's turn takes seconds; this stands for
        them."""
        given_up = time.monotonic() + PATIENCE
        while not re.search(pattern, self.screen(session), re.MULTILINE):
            if time.monotonic() > given_up:
                raise TimeoutError(f"{session} never showed {pattern}, but: {self.screen(session)}")
            time.sleep(LOOK_EVERY)

    def screen(self, session):
        rows = self.tmux("capture-pane", "-p", "-t", f"={session}:").split("\n")
        return "\n".join(row.rstrip() for row in rows).rstrip()


def prepare(folder):
    """A home with the jobs' programs in it, and an environment that knows nothing else."""
    path = shlex.quote(os.environ["PATH"])  # which a login shell is likely to have set anew
    (folder / ".bash_profile").write_text(f"PATH={path}\nPS1='$ '\nHISTFILE=\n")
    for program in (*HERE.glob("*.sh"), HERE / "chat.py"):
        shutil.copy(program, folder)
    # Python 3.13 has a REPL with colours, unless it is told otherwise; the older ones know this one alone.
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "SHELL": "/bin/bash", "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "TMUX_TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "PYTHON_BASIC_REPL": "1"}


def remove(folder):
    """What ran in tmux may still be ending, and write its last files meanwhile."""
    given_up = time.monotonic() + PATIENCE
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=time.monotonic() < given_up)


def play(server, job):
    """Returns the calls of `job`."""
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(tempfile.mkdtemp())
        stack.callback(remove, folder)
        environment = prepare(folder)
        stack.callback(subprocess.run, ["tmux", "kill-server"], env=environment, capture_output=True)
        run = Run(server, environment, folder)
        stack.callback(run.mcp.close)
        job.play(run)
        return run.calls
