"""The packages: the same twice, and what their own tools think of them."""

import json
import os
import pathlib
import shutil
import subprocess
import tarfile
import unittest

import places
from places import NATIVE, RELEASE, ROOT, run
from settings import ARCHITECTURES, BUILD, DIST, NAME, PACKAGING

MCPB = ["npx", "--yes", "@anthropic-ai/mcpb@2.1.2"]


class Packages(places.Place):
    def succeeds(self, *command, **options):
        done = run(*command, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_two_releases_of_one_commit_are_the_same(self):
        """Elsewhere, later, and with other habits of the one who makes it."""
        listed = json.loads((DIST / f"{NAME}-{RELEASE.version}.spdx.json").read_text())
        self.assertIn(RELEASE.commit, listed["documentNamespace"], "dist/ is of another commit: scripts/release --pack")
        again = self.top / "dist"
        self.succeeds("python3", ROOT / "packaging" / "doors" / "make.py", umask=0o077, cwd=self.top,
                      env={**os.environ, "SESSIONS_MCP_DIST": str(again), "TZ": "Asia/Kathmandu", "LC_ALL": "C"})
        self.assertEqual((again / "SHA256SUMS").read_text(), (DIST / "SHA256SUMS").read_text())

    def test_lintian_finds_nothing(self):
        tags = []
        if not list((BUILD / NATIVE.kernel / "installed").rglob("*.1")):
            tags = ["--suppress-tags", "no-manual-page"]
        for architecture in ARCHITECTURES:
            with self.subTest(architecture=architecture.debian):
                said = run("lintian", "--fail-on", "warning", *tags, DIST / RELEASE.deb(architecture))
                self.assertEqual((said.returncode, said.stdout), (0, ""), said.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "needs root")
    @unittest.skipIf(run("dpkg-query", "-W", NAME).returncode == 0, "it is installed here already")
    def test_apt_installs_it(self):
        self.addCleanup(run, "apt-get", "purge", "-q", "-y", NAME)
        package = self.top / "package.deb"  # where apt's own user may read it
        shutil.copy(DIST / RELEASE.deb(NATIVE), package)
        self.top.chmod(0o755)
        self.succeeds("apt-get", "install", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", package)
        self.assertEqual(pathlib.Path("/usr/bin", NAME).read_bytes(), NATIVE.binary.read_bytes())
        self.assertEqual(run("dpkg", "--verify", NAME).stdout, "")
        self.use(self.client([f"/usr/bin/{NAME}"]))

    def test_the_bundles_own_tool_takes_it(self):
        environment = {**os.environ, "npm_config_ignore_scripts": "true", "npm_config_update_notifier": "false"}
        for architecture in ARCHITECTURES:
            with self.subTest(architecture=architecture.kernel):
                unpacked = self.top / architecture.kernel
                self.succeeds(*MCPB, "unpack", DIST / RELEASE.bundle(architecture), unpacked, env=environment)
                self.succeeds(*MCPB, "validate", unpacked / "manifest.json", env=environment)
                manifest = json.loads((unpacked / "manifest.json").read_text())
                program = manifest["server"]["mcp_config"]["command"].replace("${__dirname}", str(unpacked))
                self.assertTrue(os.access(program, os.X_OK))
                if architecture is NATIVE:
                    client = self.client([program])
                    self.use(client)
                    listed = [tool["name"] for tool in client.request("tools/list", {})["tools"]]
                    self.assertEqual([tool["name"] for tool in manifest["tools"]], listed)

    @unittest.skipUnless((PACKAGING / "shell").is_dir(), "there are no files for shells in this tree")
    def test_manual_page_and_completions_are_in_the_packages(self):
        shells = ["share/bash-completion/completions/sessions-mcp", "share/fish/vendor_completions.d/sessions-mcp.fish"]
        with tarfile.open(DIST / RELEASE.tarball(NATIVE)) as opened:
            packed = [name.partition("/")[2] for name in opened.getnames()]
        for file in ["share/man/man1/sessions-mcp.1", "share/zsh/site-functions/_sessions-mcp", *shells]:
            self.assertIn(file, packed)
        packed = self.succeeds("dpkg-deb", "--contents", DIST / RELEASE.deb(NATIVE))
        for file in ["share/man/man1/sessions-mcp.1.gz", "share/zsh/vendor-completions/_sessions-mcp", *shells]:
            self.assertIn(f" ./usr/{file}\n", packed)

    def test_licences_are_in_every_door(self):
        """Each part's own, and in full what they only name."""
        for folder in (BUILD / NATIVE.kernel / "tarball" / "share" / "doc" / NAME, BUILD / NATIVE.kernel / "bundle",
                       BUILD / "npm" / f"linux-{NATIVE.npm}"):
            here = {path.name for path in (folder / "licenses").iterdir()}
            self.assertLessEqual({"glibc", "libstdc++", "libuv", "re2", "simdjson", "LGPL-2.1", "GPL-3", "Apache-2.0"}, here)
            self.assertIn("Library Exception", (folder / "licenses" / "libstdc++").read_text())

    def test_the_spdx_list_names_every_part_with_its_version(self):
        listed = json.loads((DIST / f"{NAME}-{RELEASE.version}.spdx.json").read_text())
        self.assertEqual(listed["spdxVersion"], "SPDX-2.3")
        for key in ("dataLicense", "SPDXID", "name", "documentNamespace", "creationInfo"):
            self.assertTrue(listed[key])
        self.assertEqual(len({each["SPDXID"] for each in listed["packages"]}), len(listed["packages"]))
        for each in listed["packages"]:
            self.assertRegex(each["SPDXID"], r"^SPDXRef-[A-Za-z0-9.-]+$")
            self.assertRegex(each["versionInfo"], r"^[0-9]")
            self.assertTrue(each["downloadLocation"])
        names = [each["name"] for each in listed["packages"]]
        for part in (NAME, "glibc", "libstdc++", "libuv", "re2", "simdjson"):
            self.assertEqual(names.count(part), len(ARCHITECTURES))


class Descriptions(places.Place):
    """Of these only the form can be tried here."""

    def test_bash_reads_the_pkgbuild(self):
        file = DIST / "aur" / "PKGBUILD"
        done = run("bash", "-euc", 'source "$1"; declare -F package; echo "$pkgname $pkgver ${depends[*]}"', "bash", file)
        self.assertEqual((done.returncode, done.stdout), (0, f"package\nsessions-mcp-bin {RELEASE.version} tmux\n"), done.stderr)

    @unittest.skipUnless(shutil.which("makepkg"), "makepkg is not here")
    def test_makepkg_lints_the_pkgbuild(self):
        self.assertEqual(run("makepkg", "--printsrcinfo", cwd=DIST / "aur").returncode, 0)

    def test_the_pkgbuild_packs_the_tarball(self):
        """makepkg is not here: package() alone, in the unpacked tarball, as makepkg runs it."""
        subprocess.run(["tar", "-xzf", DIST / RELEASE.tarball(NATIVE), "-C", self.top], check=True)
        script = 'set -eu; CARCH=$2 pkgdir=$3/package; mkdir "$pkgdir"; source "$1"; package'
        done = run("bash", "-c", script, "bash", DIST / "aur" / "PKGBUILD", NATIVE.kernel, self.top, cwd=self.top)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.top / "package/usr/bin" / NAME).read_bytes(), NATIVE.binary.read_bytes())
        self.assertTrue((self.top / "package/usr/share/licenses/sessions-mcp-bin/LICENSE").exists())
        self.assertTrue((self.top / "package/usr/share/doc" / NAME / "README.md").exists())

    @unittest.skipUnless(shutil.which("ruby"), "ruby is not here")
    def test_ruby_reads_the_formula(self):
        self.assertEqual(run("ruby", "-c", DIST / "homebrew" / "sessions-mcp.rb").returncode, 0)

    @unittest.skipUnless(shutil.which("nix-instantiate"), "nix is not here")
    def test_nix_reads_the_flake(self):
        environment = self.environment(NIX_STATE_DIR=self.top / "state", NIX_STORE_DIR=self.top / "store")
        done = run("nix-instantiate", "--parse", DIST / "nix" / "flake.nix", env=environment)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    places.unittest.main()
