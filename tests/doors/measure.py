"""What starting the server through npm adds, beside the bare program, in one run.

Time is from starting the command to the answer to `initialize`, memory the resident sets of all its processes after that,
added up. Each figure is the median of ROUNDS rounds, in which the ways take turns.
"""

import pathlib
import statistics
import time

from places import NATIVE, run
from test_npm import NODES, Npm, can_become

ROUNDS = 9


def below(pid):
    """The process and all that it has started."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(inner for child in children for inner in below(int(child)))]


def resident_kib(pid):
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


class Measure(Npm):
    def once(self, command, **more):
        began = time.monotonic()
        client = self.client(command, **more)
        seconds = time.monotonic() - began
        kib = sum(resident_kib(pid) for pid in below(client.process.pid))
        client.process.stdin.close()
        client.process.wait()
        self.errors.close()
        return seconds * 1000, kib / 1024

    def measure(self):
        installed = self.install()
        ways = {"the program itself": ([NATIVE.binary], {})}
        for node in NODES:
            version = run(node, "--version").stdout.strip()
            how = "becomes it" if can_become(node) else "stays beside it"
            ways[f"sessions-mcp of npm, Node {version} ({how})"] = ([node, installed], {})
        for node in NODES:
            version = run(node, "--version").stdout.strip()
            command, path = self.npx(node, f"path-{version}")
            ways[f"npx -y sessions-mcp, Node {version}"] = (command, {**self.npm_environment(), "PATH": path})
        figures = {name: [] for name in ways}
        for _ in range(ROUNDS + 1):
            for name, (command, more) in ways.items():
                figures[name].append(self.once(command, **more))
        for name, rounds in figures.items():  # the first fills caches, npm's among them
            milliseconds, mebibytes = (statistics.median(values) for values in zip(*rounds[1:]))
            print(f"{milliseconds:7.0f} ms {mebibytes:7.1f} MiB  {name}")


if __name__ == "__main__":
    Measure.setUpClass()
    measured = Measure("measure")
    measured.setUp()
    try:
        measured.measure()
    finally:
        measured.doCleanups()
        Measure.doClassCleanups()
