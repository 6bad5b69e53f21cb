"""What the tests of the doors share: fresh folders, a private tmux, and a client for any way of starting the server."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import mcp
import settings

ROOT = settings.ROOT
PATIENCE = 120  # seconds for a command; it is for hanging, not for speed
RELEASE = settings.Release()
NATIVE = settings.native()
FOREIGN = next(each for each in settings.ARCHITECTURES if each is not NATIVE)


def run(*command, **options):
    """What a command said and how it ended."""
    return subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=PATIENCE, **options)


class Place(unittest.TestCase):
    """A fresh home, and a tmux server of its own that is gone at the end."""

    def setUp(self):
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="doors-"))
        self.addCleanup(shutil.rmtree, self.top, ignore_errors=True)
        self.home = self.top / "home"
        self.home.mkdir()
        self.addCleanup(self.end_tmux)

    def environment(self, **more):
        plain = {"PATH": os.environ["PATH"], "HOME": str(self.home), "SHELL": "/bin/sh", "TERM": "xterm",
                 "LC_ALL": "C.UTF-8", "TMUX_TMPDIR": str(self.top)}
        return {**plain, **{name: str(value) for name, value in more.items()}}

    def tmux(self, *command):
        return run("tmux", "-f", "/dev/null", *command, env=self.environment())

    def end_tmux(self):
        self.tmux("kill-server")

    def client(self, command, **more):
        """A client of the server that `command` starts. Its standard error is in self.said()."""
        self.errors = open(self.top / "stderr", "wb")
        self.addCleanup(self.errors.close)
        client = mcp.Mcp([str(word) for word in command], self.environment(**more), self.top, stderr=self.errors)
        self.addCleanup(self.end, client.process)
        return client

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdin.close()
        process.stdout.close()

    def said(self):
        return (self.top / "stderr").read_text()

    def use(self, client):
        """The main job: a session is started and a command's output and exit code come back."""
        self.assertEqual(client.initialized["serverInfo"]["version"], RELEASE.version)
        names = [tool["name"] for tool in client.request("tools/list", {})["tools"]]
        self.assertIn("run_command", names)
        client.call("new_session", {"name": "door", "command": "echo ready"})
        client.call("wait_for", {"name": "door", "finished": True})
        self.assertIn('"exit_code":7', client.call("run_command", {"name": "door", "command": "sh -c 'exit 7'"})[-1])
