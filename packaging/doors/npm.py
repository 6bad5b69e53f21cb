"""The npm packages: the launcher, and one for each platform with nothing but its binary."""

import json
import os
import shutil

import parts
from settings import ARCHITECTURES, BUILD, DESCRIPTION, DIST, NAME, PACKAGING, ROOT, run

# The launcher's syntax is that of Node 14; 18 is the oldest that it is tried with.
ENGINES = {"node": ">=18"}


def make(release):
    for architecture in ARCHITECTURES:
        make_platform(release, architecture)
    make_launcher(release)


def common(release, name):
    return {
        "name": name,
        "version": release.version,
        "description": DESCRIPTION,
        "license": "MIT",
        "homepage": release.repository,
        "repository": {"type": "git", "url": f"git+{release.repository}.git"},
    }


def make_launcher(release):
    folder = fresh("launcher")
    manifest = {
        **common(release, NAME),
        "mcpName": release.registry_name,
        "keywords": ["mcp", "mcp-server", "tmux", "terminal", "jobs"],
        "bin": {NAME: "launcher.js"},
        "files": ["launcher.js"],
        "engines": ENGINES,
        "optionalDependencies": {release.npm_package(each): release.version for each in ARCHITECTURES},
    }
    launcher = (PACKAGING / "npm" / "launcher.js").read_text().replace("@SCOPE@", release.npm_scope)
    (folder / "launcher.js").write_text(launcher)
    (folder / "launcher.js").chmod(0o755)
    shutil.copy(PACKAGING / "npm" / "README.md", folder)
    pack(folder, manifest, release.npm_tarball())


def make_platform(release, architecture):
    folder = fresh(f"linux-{architecture.npm}")
    name = release.npm_package(architecture)
    manifest = {
        **common(release, name),
        "description": f"The program of {NAME} for Linux on {architecture.npm}.",
        "os": ["linux"],
        "cpu": [architecture.npm],
        "files": ["bin", "licenses"],
        # Package managers that leave packages in archives cannot run programs there.
        "preferUnplugged": True,
    }
    (folder / "bin").mkdir()
    shutil.copy(architecture.binary, folder / "bin" / NAME)
    (folder / "bin" / NAME).chmod(0o755)
    parts.write_licenses(folder / "licenses", common=True)
    (folder / "README.md").write_text(f"The program of `{NAME}` for Linux on {architecture.npm}. "
                                      f"Install the package `{NAME}`, which starts it.\n")
    pack(folder, manifest, release.npm_tarball(architecture))


def fresh(name):
    folder = BUILD / "npm" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def pack(folder, manifest, target):
    (folder / "package.json").write_text(json.dumps(manifest, indent=2) + "\n")
    shutil.copy(ROOT / "LICENSE", folder)
    for path in folder.rglob("*"):  # whatever the umask; npm keeps what it finds
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    (DIST / "npm").mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "npm_config_update_notifier": "false", "npm_config_loglevel": "error"}
    run("npm", "pack", "--ignore-scripts", "--pack-destination", DIST / "npm", cwd=folder, env=environment)
    if not (DIST / target).exists():
        raise SystemExit(f"npm pack did not make {target}; the release is not complete.")
