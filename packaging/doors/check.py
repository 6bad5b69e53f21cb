"""Proves that everything in dist/ belongs together: one version, one program for each architecture, the right sums.

usage: check.py [FOLDER]     FOLDER instead of dist/

Prints one line for each thing that is wrong and exits with 1 if there is any.
"""

import hashlib
import io
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import archive
import registry
from settings import ARCHITECTURES, DIST, NAME, ROOT, Release, run, sha256


class Check:
    def __init__(self, folder):
        self.dist = folder
        self.release = Release()
        self.wrong = []
        self.programs = {}  # the sum of each architecture's program

    def same(self, what, found, expected):
        if found != expected:
            self.wrong.append(f"{what}: {found!r}, expected {expected!r}")

    def path(self, name):
        return self.dist / name

    def text(self, name):
        return self.path(name).read_text()

    def everything(self):
        self.check_files()
        if self.wrong:  # what follows would fail on what is missing
            return
        for architecture in ARCHITECTURES:
            self.check_programs(architecture)
            self.check_debian(architecture)
        self.check_npm()
        self.check_server()
        self.check_spdx()
        self.check_templates()

    def check_files(self):
        """SHA256SUMS names each file, with its sum, and each door is there."""
        sums = self.path("SHA256SUMS")
        listed = dict(reversed(line.split("  ", 1)) for line in sums.read_text().splitlines()) if sums.exists() else {}
        there = {str(path.relative_to(self.dist)) for path in archive.files_below(self.dist)} - {"SHA256SUMS"}
        self.same("files that SHA256SUMS lists", sorted(listed), sorted(there))
        for name in sorted(there & set(listed)):
            self.same(f"sum of {name}", listed[name], sha256(self.path(name)))
        wanted = {"install.sh", "server.json", "glama.json", f"{NAME}-{self.release.version}.spdx.json",
                  self.release.npm_tarball(), "homebrew/sessions-mcp.rb", "nix/flake.nix", "aur/PKGBUILD"}
        for each in ARCHITECTURES:
            wanted |= {self.release.tarball(each), self.release.bundle(each), self.release.deb(each),
                       self.release.npm_tarball(each)}
        self.same("files in dist/", sorted(there), sorted(wanted))

    def check_programs(self, architecture):
        """Every door has the same program, and the one that runs here says the version."""
        release = self.release
        doors = {
            release.tarball(architecture): self.from_tar(release.tarball(architecture),
                                                         f"{release.stem(architecture)}/bin/{NAME}"),
            release.npm_tarball(architecture): self.from_tar(release.npm_tarball(architecture), f"package/bin/{NAME}"),
            release.bundle(architecture): self.from_zip(release.bundle(architecture), f"server/{NAME}"),
            release.deb(architecture): self.from_deb(release.deb(architecture), f"./usr/bin/{NAME}"),
        }
        first = release.tarball(architecture)
        self.programs[architecture] = hashlib.sha256(doors[first][0]).hexdigest()
        for name, (contents, mode) in doors.items():
            self.same(f"mode of the program in {name}", oct(mode & 0o777), "0o755")
            self.same(f"the program in {name} is the one in {first}", contents == doors[first][0], True)
        self.same(f"the program in {first} is for {architecture.kernel}", machine_of(doors[first][0]),
                  architecture.elf_machine)
        if architecture.is_native:
            self.same(f"version that the program in {first} says", version_of(doors[first][0]),
                      f"{NAME} {release.version}")
        manifest = json.loads(self.from_zip(release.bundle(architecture), "manifest.json")[0])
        self.same(f"version in {release.bundle(architecture)}", manifest["version"], release.version)

    def from_tar(self, name, member):
        with tarfile.open(self.path(name)) as opened:
            return opened.extractfile(member).read(), opened.getmember(member).mode

    def from_zip(self, name, member):
        with zipfile.ZipFile(self.path(name)) as opened:
            return opened.read(member), opened.getinfo(member).external_attr >> 16

    def from_deb(self, name, member):
        unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", self.path(name)], stdout=subprocess.PIPE, check=True)
        with tarfile.open(fileobj=io.BytesIO(unpacked.stdout)) as opened:
            return opened.extractfile(member).read(), opened.getmember(member).mode

    def check_debian(self, architecture):
        name = self.release.deb(architecture)
        fields = run("dpkg-deb", "-W", "--showformat=${Package} ${Version} ${Architecture} ${Depends}", self.path(name))
        self.same(f"fields of {name}", fields, f"{NAME} {self.release.debian_version} {architecture.debian} tmux")

    def check_npm(self):
        release = self.release
        launcher = self.npm_manifest(release.npm_tarball())
        self.same("version of the npm package", launcher["version"], release.version)
        self.same("mcpName of the npm package", launcher["mcpName"], release.registry_name)
        self.same("optionalDependencies of the npm package", launcher["optionalDependencies"],
                  {release.npm_package(each): release.version for each in ARCHITECTURES})
        for unwanted in ("dependencies", "scripts"):
            self.same(f"{unwanted} of the npm package", launcher.get(unwanted), None)
        source = self.from_tar(release.npm_tarball(), "package/launcher.js")[0].decode()
        for each in ARCHITECTURES:
            name = release.npm_package(each)
            manifest = self.npm_manifest(release.npm_tarball(each))
            self.same(f"name and version of {name}", (manifest["name"], manifest["version"]), (name, release.version))
            self.same(f"os and cpu of {name}", (manifest["os"], manifest["cpu"]), (["linux"], [each.npm]))
            self.same(f"the launcher names {name}", f"'{name}'" in source, True)

    def npm_manifest(self, name):
        return json.loads(self.from_tar(name, "package/package.json")[0])

    def check_server(self):
        described = json.loads(self.text("server.json"))
        self.wrong += [f"server.json: {problem}" for problem in registry.problems(described)]
        release = self.release
        found = {(each["registryType"], each["identifier"], each["version"], each["fileSha256"])
                 for each in described["packages"]}
        expected = {("npm", NAME, release.version, sha256(self.path(release.npm_tarball())))}
        expected |= {("mcpb", release.url(release.bundle(each)), release.version, sha256(self.path(release.bundle(each))))
                     for each in ARCHITECTURES}
        self.same("packages in server.json", sorted(found), sorted(expected))
        self.same("name and version in server.json", (described["name"], described["version"]),
                  (release.registry_name, release.version))

    def check_spdx(self):
        listed = json.loads(self.text(f"{NAME}-{self.release.version}.spdx.json"))
        for architecture in ARCHITECTURES:
            ours = [each for each in listed["packages"] if each["SPDXID"] == f"SPDXRef-{NAME}-{architecture.debian}"]
            said = [(each["versionInfo"], each["checksums"][0]["checksumValue"]) for each in ours]
            self.same(f"the program for {architecture.kernel} in the SPDX list", said,
                      [(self.release.version, self.programs[architecture])])
        known = {each["SPDXID"] for each in listed["packages"]} | {"SPDXRef-DOCUMENT"}
        named = {end for each in listed["relationships"] for end in (each["spdxElementId"], each["relatedSpdxElement"])}
        self.same("elements that the SPDX list relates", sorted(named), sorted(known))

    def check_templates(self):
        for name, version in (("homebrew/sessions-mcp.rb", 'version "{}"'), ("nix/flake.nix", 'version = "{}";'),
                              ("aur/PKGBUILD", "pkgver={}\n")):
            text = self.text(name)
            self.same(f"version in {name}", version.format(self.release.version) in text, True)
            sums = set(re.findall(r"\b[0-9a-f]{64}\b", text))
            self.same(f"sums in {name}", sums, {sha256(self.path(self.release.tarball(each))) for each in ARCHITECTURES})


def machine_of(program):
    return int.from_bytes(program[18:20], "little") if program[:4] == b"\x7fELF" else None


def version_of(program):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, NAME)
        path.write_bytes(program)
        path.chmod(0o755)
        return run(path, "--version").strip()


def still_to_do(release, listed):
    """What stands in the way of publishing, though nothing is wrong with the files. `listed` is the SPDX list."""
    if not listed["documentNamespace"].endswith(release.commit):
        yield "it is not of this commit"
    if not release.has_address:
        yield "packaging/release.json has no real address"
    if f"\n## [{release.version}] - " not in (ROOT / "CHANGELOG.md").read_text():
        yield f"CHANGELOG.md has no section for {release.version}"
    if run("git", "-C", ROOT, "status", "--porcelain"):
        yield "the checkout has changes that are not committed"


def main():
    check = Check(pathlib.Path(sys.argv[1]) if sys.argv[1:] else DIST)
    check.everything()
    for line in check.wrong:
        print(line, file=sys.stderr)
    if check.wrong:
        sys.exit(1)
    print(f"{NAME} {check.release.version}: every door has this version, and all sums are right.")
    listed = json.loads(check.text(f"{NAME}-{check.release.version}.spdx.json"))
    todo = "; ".join(still_to_do(check.release, listed))
    if todo:
        print(f"Not to be published yet (docs/releasing.md): {todo}.")


if __name__ == "__main__":
    main()
