"""The bundles for Claude Desktop and others (.mcpb), one for each architecture."""

import shutil

import archive
import manifest
import parts
from settings import BUILD, DIST, NAME, PACKAGING, ROOT, native


def make(release, architecture):
    folder = BUILD / architecture.kernel / "bundle"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "server").mkdir(parents=True)
    shutil.copy(architecture.binary, folder / "server" / NAME)
    parts.write_licenses(folder / "licenses", common=True)
    for document in ("README.md", "LICENSE", "PRIVACY.md", "CONTRIBUTING.md", "CHANGELOG.md", "packaging/icon.png"):
        shutil.copy(ROOT / document, folder)
    shutil.copytree(ROOT / "docs", folder / "docs")
    # The tools are the same in each architecture's program; only ours runs here.
    (folder / "manifest.json").write_text(manifest.manifest(native().binary, release.version))
    archive.zip_file(DIST / release.bundle(architecture), folder, release.epoch)
