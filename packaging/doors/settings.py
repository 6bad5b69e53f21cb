"""What every door has to agree on: the version, the time, the addresses, and what belongs to each architecture."""

import dataclasses
import hashlib
import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build" / "doors"
# Elsewhere only to compare two of them.
DIST = pathlib.Path(os.environ.get("SESSIONS_MCP_DIST") or ROOT / "dist")
NAME = "sessions-mcp"
# The official registry takes at most 100 characters, Homebrew fewer than 80.
DESCRIPTION = "Starts, watches and steers long-running jobs in tmux sessions."
# Where nothing can be fetched: the project has no address yet (RFC 2606).
NOWHERE = ".invalid"


@dataclasses.dataclass(frozen=True)
class Architecture:
    kernel: str  # as uname -m says it
    debian: str
    npm: str
    elf_machine: int

    @property
    def build(self):
        return ROOT / "build" / f"release-{self.kernel}"

    @property
    def binary(self):
        return self.build / NAME

    @property
    def tool_prefix(self):
        """What the names of the compiler and its tools begin with here."""
        return "" if self.is_native else f"{self.kernel}-linux-gnu-"

    @property
    def is_native(self):
        return self.kernel == os.uname().machine


ARCHITECTURES = (Architecture("x86_64", "amd64", "x64", 62), Architecture("aarch64", "arm64", "arm64", 183))


def native():
    for architecture in ARCHITECTURES:
        if architecture.is_native:
            return architecture
    raise SystemExit(f"A release is made on x86_64 or aarch64, not on {os.uname().machine}.")


def run(*command, **options):
    """The command's standard output. A failure ends the release, with what the command said on standard error."""
    try:
        done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True, **options)
    except FileNotFoundError:
        raise SystemExit(f"{command[0]} is not here: scripts/install-deps release") from None
    if done.returncode != 0:
        raise SystemExit(f"{command[0]} failed with status {done.returncode}: the release is not complete.\n{done.stdout}")
    return done.stdout


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


class Release:
    """The release of this checkout. The version is CMake's, the time the commit's, the addresses those of release.json."""

    def __init__(self):
        project = re.search(r"^project\(sessions-mcp VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(), re.M)
        self.version = project[1]
        self.commit = run("git", "-C", ROOT, "rev-parse", "HEAD").strip()
        self.epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", ROOT, "log", "-1", "--format=%ct"))
        given = json.loads((PACKAGING / "release.json").read_text())
        self.repository = given["repository"]
        self.registry_name = given["registry_name"]
        self.npm_scope = given["npm_scope"]
        self.maintainer = given["maintainer"]
        self.glama_maintainers = given["glama_maintainers"]
        self.download = given["download"]

    @property
    def has_address(self):
        return NOWHERE not in self.repository + self.download + self.maintainer

    def url(self, file):
        return self.download.format(repository=self.repository, version=self.version, file=file)

    def npm_package(self, architecture):
        return f"{self.npm_scope}/linux-{architecture.npm}"

    def stem(self, architecture):
        return f"{NAME}-{self.version}-linux-{architecture.kernel}"

    def tarball(self, architecture):
        return f"{self.stem(architecture)}.tar.gz"

    def bundle(self, architecture):
        return f"{self.stem(architecture)}.mcpb"

    @property
    def debian_version(self):
        return f"{self.version}-1"

    def deb(self, architecture):
        return f"{NAME}_{self.debian_version}_{architecture.debian}.deb"

    def npm_tarball(self, architecture=None):
        """As npm pack names it: a scope loses its @ and its slash. Without an architecture: the launcher's."""
        package = self.npm_package(architecture) if architecture else NAME
        return f"npm/{package.lstrip('@').replace('/', '-')}-{self.version}.tgz"
