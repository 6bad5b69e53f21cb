"""The Debian packages: what `cmake --install` installs, by the rules of that distribution."""

import email.utils
import hashlib
import os
import shutil

import archive
import parts
from settings import BUILD, DIST, NAME, PACKAGING, ROOT, run
from staging import documents

OVERRIDES = """\
# It is static and has a random address (static PIE): it needs no library, and is none itself.
{name}: shared-library-lacks-prerequisites [usr/bin/{name}]
# It was never uploaded to Debian, so it closes none of its bugs.
{name}: initial-upload-closes-no-bugs [usr/share/doc/{name}/changelog.Debian.gz:1]
"""

COPYRIGHT = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: {name}
Source: {repository}
Comment: The program is linked statically with {parts}.
 Their copyright files are in /usr/share/doc/{name}/licenses.

Files: *
Copyright: 2026 The sessions-mcp maintainers
License: MIT
{license}
"""


def make(release, architecture, usr):
    top = BUILD / architecture.kernel / "debian"
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(usr, top / "usr")
    write_documents(release, top)
    for page in (top / "usr/share/man").rglob("*.[1-8]"):
        replace_gzipped(page)
    move_zsh_completions(top / "usr/share")
    write_control(release, architecture, top)
    for path in [top, *top.rglob("*")]:
        path.chmod(archive.mode_of(path))
    # One thread: where the work is divided, the result depends on the number of processors.
    run("dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build", top, DIST / release.deb(architecture),
        env={**os.environ, "SOURCE_DATE_EPOCH": str(release.epoch)})


def write_documents(release, top):
    doc = documents(top / "usr")
    parts.write_licenses(doc / "licenses", common=False)
    body = (ROOT / "LICENSE").read_text().split("\n\n", 2)[2].strip()
    license_text = "\n".join(f" {line}" if line else " ." for line in body.splitlines())
    (doc / "copyright").write_text(COPYRIGHT.format(
        name=NAME, repository=release.repository, license=license_text,
        parts=", ".join(part.name for part in parts.PARTS)))
    changelog = (f"{NAME} ({release.debian_version}) unstable; urgency=medium\n\n"
                 f"  * Release {release.version}: see changelog.gz.\n\n"
                 f" -- {release.maintainer}  {email.utils.formatdate(release.epoch)}\n")
    (doc / "changelog.Debian.gz").write_bytes(archive.gzipped(changelog.encode()))
    (doc / "CHANGELOG.md").unlink(missing_ok=True)
    (doc / "changelog.gz").write_bytes(archive.gzipped((ROOT / "CHANGELOG.md").read_bytes()))
    overrides = top / "usr/share/lintian/overrides" / NAME
    overrides.parent.mkdir(parents=True)
    overrides.write_text(OVERRIDES.format(name=NAME))


def replace_gzipped(page):
    page.with_name(page.name + ".gz").write_bytes(archive.gzipped(page.read_bytes()))
    page.unlink()


def move_zsh_completions(share):
    """Debian's zsh looks for those of packages in a folder of its own."""
    if (share / "zsh/site-functions").is_dir():
        (share / "zsh/site-functions").rename(share / "zsh/vendor-completions")


def write_control(release, architecture, top):
    files = archive.files_below(top)
    kibibytes = sum(-(-path.stat().st_size // 1024) for path in files)
    description = (PACKAGING / "description.txt").read_text().rstrip().replace("\n", "\n ")
    (top / "DEBIAN").mkdir()
    (top / "DEBIAN" / "control").write_text(
        f"Package: {NAME}\nVersion: {release.debian_version}\nArchitecture: {architecture.debian}\n"
        f"Maintainer: {release.maintainer}\nInstalled-Size: {kibibytes}\nDepends: tmux\nSection: utils\n"
        f"Priority: optional\nHomepage: {release.repository}\n"
        f"Description: MCP server for long-running jobs in tmux\n {description}\n")
    (top / "DEBIAN" / "md5sums").write_text("".join(
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(top)}\n" for path in files))
