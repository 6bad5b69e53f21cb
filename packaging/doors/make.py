"""Makes dist/ of the binaries that scripts/build-static has left in build/: every door, and what is said about them.

usage: make.py
"""

import shutil

import archive
import bundle
import debian
import metadata
import npm
import staging
from settings import ARCHITECTURES, BUILD, DIST, PACKAGING, Release, sha256


def main():
    release = Release()
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    for architecture in ARCHITECTURES:
        usr = staging.stage(release, architecture)
        whole = staging.with_licenses(usr, BUILD / architecture.kernel / "tarball")
        archive.tar_gz(DIST / release.tarball(architecture), whole, release.stem(architecture), release.epoch)
        debian.make(release, architecture, usr)
        bundle.make(release, architecture)
    npm.make(release)
    metadata.make(release)
    shutil.copy(PACKAGING / "install.sh", DIST)
    write_sums(DIST)


def write_sums(folder):
    lines = [f"{sha256(path)}  {path.relative_to(folder)}\n" for path in archive.files_below(folder)]
    (folder / "SHA256SUMS").write_text("".join(lines))


if __name__ == "__main__":
    main()
