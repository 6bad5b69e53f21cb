"""What is linked into the program besides our own code: where it came from, its version and its licence."""

import dataclasses
import pathlib
import re

from settings import ROOT, run

COMMON_LICENSES = pathlib.Path("/usr/share/common-licenses")
DOC = pathlib.Path("/usr/share/doc")


@dataclasses.dataclass(frozen=True)
class Part:
    name: str
    archive: str  # the static library that is linked in
    document: str  # the package here whose copyright file tells
    license: str  # as SPDX names it


GLIBC = Part("glibc", "libc.a", "libc6", "LGPL-2.1-or-later")
GCC = Part("libstdc++", "libstdc++.a", "libstdc++6", "GPL-3.0-or-later WITH GCC-exception-3.1")
LIBUV = Part("libuv", "libuv_a.a", "libuv1-dev", "MIT AND BSD-2-Clause AND BSD-3-Clause AND ISC")
RE2 = Part("re2", "libre2.a", "libre2-dev", "BSD-3-Clause")
SIMDJSON = Part("simdjson", "", "libsimdjson-dev", "Apache-2.0")
PARTS = (GLIBC, GCC, LIBUV, RE2, SIMDJSON)


def simdjson_source():
    """Where scripts/build-static has unpacked Debian's source package."""
    folders = sorted((ROOT / "build" / "simdjson").glob("simdjson-*/debian"))
    return folders[-1] if folders else None


def origin(part, architecture):
    """Debian's package of the very archive that the architecture's compiler links, its version and its architecture."""
    if part is SIMDJSON and (folder := simdjson_source()):
        return "simdjson", run("dpkg-parsechangelog", "-l", folder / "changelog", "-S", "Version").strip(), "source"
    package = part.document if part is SIMDJSON else owner(archive_file(part, architecture))
    return tuple(run("dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}", package).split())


def archive_file(part, architecture):
    # Older releases of libuv call their archive libuv.a.
    for archive in dict.fromkeys((part.archive, part.archive.replace("_a.a", ".a"))):
        found = run(f"{architecture.tool_prefix}g++", f"-print-file-name={archive}").strip()
        if "/" in found:
            return pathlib.Path(found).resolve()
    raise SystemExit(f"{part.archive} is not here for {architecture.kernel}: scripts/install-deps release")


def owner(path):
    """The package that a file belongs to. dpkg may know it by the name that it had before /usr was merged."""
    for name in (str(path), str(path).removeprefix("/usr")):
        said = run("sh", "-c", 'dpkg-query -S "$1" 2>/dev/null || :', "sh", name)
        if said:
            return said.split(": ")[0].split(",")[0]
    raise SystemExit(f"{path} belongs to no package, so its version is not known; the release is not complete.")


def copyright_file(part):
    if part is SIMDJSON and (folder := simdjson_source()):
        return folder / "copyright"
    return DOC / part.document / "copyright"


def write_licenses(folder, common):
    """A file for each part; with `common`, also the licences that they only name, which Debian has elsewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    named = set()
    for part in PARTS:
        text = copyright_file(part).read_bytes()
        (folder / part.name).write_bytes(text)
        named.update(re.findall(r"/usr/share/common-licenses/([A-Za-z]+-[0-9.]*[0-9])", text.decode()))
    for name in sorted(named) if common else ():
        (folder / name).write_bytes((COMMON_LICENSES / name).read_bytes())
