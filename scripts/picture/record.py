"""Records a real run: what an agent asks the built server over MCP, what it answers, and what a person sees who is
attached to the same session in a terminal of their own."""

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
from sgr import plain

HERE = pathlib.Path(__file__).resolve().parent
COLUMNS, ROWS = 46, 21

CONFIG = """set -g status-right ''
set -g status-style bg=colour28,fg=colour231
set -g escape-time 0
"""
PROFILE = r"""PS1='\[\e[1;34m\]~/line\[\e[0m\] $ '
HISTFILE=
cd ~/line
[ -z "$TMUX" ] && PS1='$ '
"""


class Person:
    """Somebody at a terminal of COLUMNS x ROWS. The terminal is a tmux of its own, because that can be asked what it
    shows; in it runs `tmux attach`, as it would in any other."""

    def __init__(self, folder, environment):
        self.terminal = ["tmux", "-f", "/dev/null", "-S", f"{folder}/terminal"]
        self.environment = environment

    def run(self, *command):
        return subprocess.run([*self.terminal, *command], env=self.environment, stdout=subprocess.PIPE, text=True,
                              timeout=PATIENCE, check=True).stdout

    def open_terminal(self):
        # TMUX is that of the terminal: tmux would not attach inside itself.
        self.run("new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), "exec env -u TMUX bash -l", ";",
                 "set-option", "-g", "status", "off")

    def screen(self):
        return self.run("capture-pane", "-p", "-e").split("\n")[:ROWS]

    def type(self, *keys):
        self.run("send-keys", *keys)


class Recording:
    """What happens, in order: each event has `at` (seconds) and `kind` (ask, answer, typed, screen)."""

    def __init__(self, server, environment, folder):
        self.shown = None
        self.intends = None
        self.person = Person(folder, environment)
        self.watching = False
        self.mcp = Mcp(server, environment, folder, self.look)

    def play(self, story):
        self.events = []
        self.began = time.monotonic()
        story(self)
        return self.events

    def add(self, kind, **what):
        self.events.append({"at": round(time.monotonic() - self.began, 2), "kind": kind, **what})

    def look(self):
        rows = self.person.screen() if self.watching else None
        if rows != self.shown:
            self.add("screen", rows=rows)
        self.shown = rows
        if self.intends and self.shows(self.intends[0]):
            self.type(*self.intends)

    def shows(self, pattern):
        return re.search(pattern, "\n".join(plain(row).rstrip() for row in self.shown or []))

    def call(self, tool, **arguments):
        """One tool call; gives the object in the last block of its answer."""
        self.add("ask", tool=tool, arguments=arguments)
        blocks = self.mcp.call(tool, arguments)
        self.add("answer", blocks=blocks)
        return json.loads(blocks[-1])

    def open_terminal(self):
        self.person.open_terminal()
        self.watching = True

    def type_at(self, pattern, text):
        """As soon as the person sees `pattern`, be it during a later call, they type `text` and Enter."""
        self.intends = (pattern, text)

    def type(self, pattern, text):
        self.intends = None
        self.add("typed", text=text)
        self.person.type(text)
        self.until_shown(pattern + re.escape(text))
        self.person.type("Enter")

    def until_shown(self, pattern):
        """Until the person sees this."""
        given_up = time.monotonic() + PATIENCE
        while not self.shows(pattern):
            if time.monotonic() > given_up:
                raise TimeoutError(f"the person never saw {pattern}, but: {self.shown}")
            time.sleep(LOOK_EVERY)
            self.look()


def prepare(folder):
    """A home with the job in it, and an environment that knows nothing else."""
    path = shlex.quote(os.environ["PATH"])  # which a login shell is likely to have set anew
    for name, text in {".tmux.conf": CONFIG, ".bash_profile": f"PATH={path}\n{PROFILE}", "line/model.json": "{}\n"}.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    shutil.copy(HERE / "train.py", folder / "line")
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "SHELL": "/bin/bash", "TERM": "xterm-256color",
            "LANG": "C.UTF-8", "TMUX_TMPDIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}


def record(server, *stories):
    """Plays each `story(recording)` with the server at this path, one after the other, and returns the events of each."""
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environment = prepare(folder)
        recording = Recording(server, environment, folder)
        for command in (["tmux"], recording.person.terminal):
            stack.callback(subprocess.run, [*command, "kill-server"], env=environment, capture_output=True)
        stack.callback(recording.mcp.close)
        return [recording.play(story) for story in stories]
