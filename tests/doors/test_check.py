"""scripts/release --check finds what does not belong together, and nothing where everything does."""

import contextlib
import io
import json
import shutil
import tarfile
import unittest
import zipfile

import check
import make
import places
import registry
from places import FOREIGN, NATIVE, RELEASE
from settings import DIST, NAME


def change_json(path, change):
    value = json.loads(path.read_text())
    change(value)
    path.write_text(json.dumps(value))


def change_text(path, old, new):
    text = path.read_text()
    assert old in text, (path, old)
    path.write_text(text.replace(old, new))


def change_tar(path, member, change):
    """Rewrites one file of an archive."""
    with tarfile.open(path) as opened:
        members = [(each, opened.extractfile(each).read() if each.isfile() else None) for each in opened]
    with tarfile.open(path, "w:gz") as opened:
        for each, contents in members:
            if each.name == member:
                contents = change(contents)
                each.size = len(contents)
            opened.addfile(each, None if contents is None else io.BytesIO(contents))


def change_zip(path, member, change):
    with zipfile.ZipFile(path) as opened:
        members = [(each, opened.read(each)) for each in opened.infolist()]
    with zipfile.ZipFile(path, "w") as opened:
        for each, contents in members:
            opened.writestr(each, change(contents) if each.filename == member else contents)


def manifest_with(**fields):
    return lambda contents: json.dumps({**json.loads(contents), **fields}).encode()


class Check(check.Check):
    """Unpacks each Debian package once."""

    unpacked = {}

    def from_deb(self, name, member):
        key = check.sha256(self.path(name))
        if key not in self.unpacked:
            self.unpacked[key] = super().from_deb(name, member)
        return self.unpacked[key]


class Dist(places.Place):
    def setUp(self):
        super().setUp()
        self.dist = self.top / "dist"
        shutil.copytree(DIST, self.dist)

    def wrong(self, sums=True):
        if sums:
            with contextlib.suppress(FileNotFoundError):
                (self.dist / "SHA256SUMS").unlink()
            make.write_sums(self.dist)
        checked = Check(self.dist)
        checked.everything()
        return "\n".join(checked.wrong)

    def test_nothing_is_wrong_with_what_was_made(self):
        self.assertEqual(self.wrong(sums=False), "")
        self.assertEqual(self.wrong(), "")

    def test_a_changed_file_is_found_by_its_sum(self):
        for name in ("install.sh", RELEASE.tarball(NATIVE), RELEASE.npm_tarball(FOREIGN)):
            with self.subTest(name=name):
                path = self.dist / name
                whole = path.read_bytes()
                path.write_bytes(whole + b"\n")
                self.assertIn(f"sum of {name}", self.wrong(sums=False))
                path.write_bytes(whole)

    def test_a_file_too_few_or_too_many_is_found(self):
        (self.dist / "more").write_text("")
        self.assertIn("'more'", self.wrong(sums=False))
        self.assertIn("files in dist/", self.wrong())
        (self.dist / "more").unlink()
        (self.dist / RELEASE.deb(FOREIGN)).unlink()
        self.assertIn("files in dist/", self.wrong())
        (self.dist / "SHA256SUMS").unlink()
        self.assertIn("files that SHA256SUMS lists", self.wrong(sums=False))

    def found(self, name, change, *words):
        """The change is found, by words in what is said, even where the sums are made anew."""
        path = self.dist / name
        whole = path.read_bytes()
        change(path)
        self.assertNotEqual(path.read_bytes(), whole)
        said = self.wrong()
        path.write_bytes(whole)
        for word in words:
            self.assertIn(word, said)

    def test_another_program_in_a_door_is_found(self):
        def damage(contents):
            return contents[:-1] + b"x"

        for name, change, member in (
                (RELEASE.tarball(NATIVE), change_tar, f"{RELEASE.stem(NATIVE)}/bin/{NAME}"),
                (RELEASE.npm_tarball(FOREIGN), change_tar, f"package/bin/{NAME}"),
                (RELEASE.bundle(NATIVE), change_zip, f"server/{NAME}")):
            with self.subTest(name=name):
                self.found(name, lambda path: change(path, member, damage), "is the one in")
        self.found(RELEASE.deb(NATIVE), lambda path: shutil.copy(DIST / RELEASE.deb(FOREIGN), path), "is the one in", "fields of")

    def test_another_version_is_found(self):
        bundle, launcher, platform = RELEASE.bundle(FOREIGN), RELEASE.npm_tarball(), RELEASE.npm_tarball(NATIVE)
        package = "package/package.json"
        for name, change, words in (
                (bundle, lambda path: change_zip(path, "manifest.json", manifest_with(version="9.9.9")), "version in"),
                (launcher, lambda path: change_tar(path, package, manifest_with(version="9.9.9")), "version of the npm"),
                (launcher, lambda path: change_tar(path, package, manifest_with(optionalDependencies={})), "optionalDep"),
                (launcher, lambda path: change_tar(path, package, manifest_with(mcpName="a/b")), "mcpName"),
                (launcher, lambda path: change_tar(path, package, manifest_with(scripts={"postinstall": "x"})), "scripts of"),
                (platform, lambda path: change_tar(path, package, manifest_with(version="9.9.9")), "name and version of"),
                (platform, lambda path: change_tar(path, package, manifest_with(cpu=["mips"])), "os and cpu of"),
                ("server.json", lambda path: change_json(path, lambda it: it.update(version="9.9.9")), "server.json"),
                ("server.json", lambda path: change_json(path, lambda it: it["packages"][0].update(version="9.9.9")),
                 "packages in server.json"),
                ("homebrew/sessions-mcp.rb", lambda path: change_text(path, RELEASE.version, "9.9.9"), "version in homebrew"),
                ("nix/flake.nix", lambda path: change_text(path, f'version = "{RELEASE.version}"', 'version = "9"'),
                 "version in nix"),
                ("aur/PKGBUILD", lambda path: change_text(path, f"pkgver={RELEASE.version}", "pkgver=9"), "version in aur"),
                (f"{NAME}-{RELEASE.version}.spdx.json",
                 lambda path: change_json(path, lambda it: it["packages"][0].update(versionInfo="9")), "SPDX")):
            with self.subTest(name=name, words=words):
                self.found(name, change, words)

    def test_another_sum_is_found(self):
        for name in ("homebrew/sessions-mcp.rb", "nix/flake.nix", "aur/PKGBUILD"):
            with self.subTest(name=name):
                old = check.sha256(DIST / RELEASE.tarball(FOREIGN))
                self.found(name, lambda path: change_text(path, old, "0" * 64), f"sums in {name}")
        self.found("server.json", lambda path: change_json(
            path, lambda it: it["packages"][2].update(fileSha256="0" * 64)), "packages in server.json")
        self.found(f"{NAME}-{RELEASE.version}.spdx.json", lambda path: change_json(
            path, lambda it: it["packages"][0]["checksums"][0].update(checksumValue="0" * 64)), "in the SPDX list")

    def test_what_runs_with_another_mode_is_found(self):
        def unexecutable(path):
            with zipfile.ZipFile(path) as opened:
                members = [(each, opened.read(each)) for each in opened.infolist()]
            with zipfile.ZipFile(path, "w") as opened:
                for each, contents in members:
                    each.external_attr = 0o100644 << 16
                    opened.writestr(each, contents)

        self.found(RELEASE.bundle(NATIVE), unexecutable, "mode of the program in")


class Registry(unittest.TestCase):
    """What the MCP registry refuses is found before it is asked."""

    def setUp(self):
        self.server = json.loads((DIST / "server.json").read_text())

    def test_ours_is_right(self):
        self.assertEqual(registry.problems(self.server), [])

    def test_a_description_may_have_a_hundred_characters(self):
        self.server["description"] = "x" * 100
        self.assertEqual(registry.problems(self.server), [])
        self.server["description"] = "x" * 101
        self.assertNotEqual(registry.problems(self.server), [])

    def test_each_field_is_looked_at(self):
        for key, value in (("name", "noslash"), ("name", "a/b/c"), ("name", "-a/b"), ("description", ""), ("version", "^1.0.0"),
                           ("version", "latest"), ("title", ""), ("$schema", "elsewhere"),
                           ("repository", {"url": "https://forge.invalid/a/b", "source": "other"}),
                           ("repository", {"url": "https://example.com/a/b", "source": "github"})):
            with self.subTest(key=key, value=value):
                self.assertNotEqual(registry.problems({**self.server, key: value}), [])

    def test_each_field_of_a_package_is_looked_at(self):
        npm, bundle = self.server["packages"][:2]
        for package, key, value in ((npm, "fileSha256", "A" * 64), (npm, "fileSha256", ""), (npm, "version", "latest"),
                                    (npm, "identifier", "no name"), (npm, "transport", {"type": "sse"}),
                                    (npm, "registryType", "other"), (bundle, "identifier", "http://mcp.invalid/a.mcpb"),
                                    (bundle, "identifier", "https://other.invalid/a.zip")):
            with self.subTest(key=key, value=value):
                self.assertNotEqual(registry.problems({**self.server, "packages": [{**package, key: value}]}), [])

    def test_a_repository_at_a_known_forge_is_taken(self):
        known = {"url": "https://github.com/someone/sessions-mcp", "source": "github"}
        self.assertEqual(registry.problems({**self.server, "repository": known}), [])


if __name__ == "__main__":
    places.unittest.main()
