"""packaging/install.sh: from files and addresses, again and again, whole or not at all, and away again."""

import functools
import http.server
import os
import pathlib
import shutil
import stat
import subprocess
import tarfile
import threading

import places
from places import FOREIGN, NATIVE, RELEASE, ROOT, run
from settings import DIST, NAME, sha256

SCRIPT = ROOT / "packaging" / "install.sh"
TARBALL = DIST / RELEASE.tarball(NATIVE)
SHELLS = [shell for shell in ("dash", "bash", "busybox", "zsh", "ksh") if shutil.which(shell)]


def contents(folder):
    return {str(path.relative_to(folder)): (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
            for path in folder.rglob("*") if path.is_file()}


class Install(places.Place):
    def setUp(self):
        super().setUp()
        self.prefix = self.home / ".local"
        self.program = self.prefix / "bin" / NAME

    def script(self, *arguments, shell=("sh",), status=0, **more):
        temporary = self.top / "tmp"
        temporary.mkdir(exist_ok=True)
        done = run(*shell, SCRIPT, *arguments, env=self.environment(TMPDIR=temporary, **more), cwd=self.top)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertEqual(list(temporary.iterdir()), [], "something is left in $TMPDIR")
        self.assertEqual([path for path in self.prefix.rglob("*.new.*")], [], "something is left beside the files")
        return done.stdout + done.stderr

    def refused(self, *arguments, **more):
        """It fails, and what was there before is there as it was."""
        before = contents(self.home)
        said = self.script(*arguments, status=1, **more)
        self.assertEqual(contents(self.home), before)
        return said

    def test_a_file_with_sums_beside_it_is_installed_and_runs(self):
        for shell in SHELLS:
            with self.subTest(shell=shell):
                said = self.script(TARBALL, shell=[shell, "sh"] if shell == "busybox" else [shell])
                self.assertIn(f"{NAME} {RELEASE.version} is installed: {self.program}", said)
                self.assertIn(f"claude mcp add --scope user sessions -- {self.program}", said)
                self.assertEqual(self.program.read_bytes(), NATIVE.binary.read_bytes())
                client = self.client([self.program])
                self.use(client)
                self.end_tmux()
                shutil.rmtree(self.prefix)

    def test_all_that_the_tarball_has_is_installed(self):
        self.script(TARBALL)
        with tarfile.open(TARBALL) as opened:
            packed = {member.name.split("/", 1)[1]: oct(member.mode) for member in opened if member.isfile()}
        installed = {name: oct(mode) for name, (_, mode) in contents(self.prefix).items()}
        self.assertEqual(installed.pop(f"share/doc/{NAME}/installed-files"), oct(0o644))
        self.assertEqual(installed, packed)

    def test_twice_is_as_once(self):
        self.script(TARBALL)
        before = contents(self.home)
        self.script(TARBALL)
        self.assertEqual(contents(self.home), before)

    def test_it_replaces_a_program_that_runs(self):
        self.script(TARBALL)
        client = self.client([self.program])
        self.script(TARBALL)
        self.use(client)

    def test_files_of_the_release_before_go(self):
        self.script(TARBALL)
        record = self.prefix / "share" / "doc" / NAME / "installed-files"
        old = self.prefix / "share" / "old-page"
        old.write_text("old")
        record.write_text("share/old-page\n" + record.read_text())
        self.script(TARBALL)
        self.assertFalse(old.exists())

    def test_uninstall_leaves_nothing_and_touches_nothing_else(self):
        other = self.prefix / "bin" / "other"
        other.parent.mkdir(parents=True)
        other.write_text("mine")
        self.script(TARBALL)
        self.assertIn("is removed", self.script("--uninstall"))
        self.assertEqual(list(contents(self.prefix)), ["bin/other"])
        self.assertFalse((self.prefix / "share" / "doc" / NAME).exists())
        self.assertIn("nothing was installed", self.refused("--uninstall"))

    def test_uninstall_does_not_leave_the_prefix(self):
        self.script(TARBALL)
        (self.home / "precious").write_text("mine")
        record = self.prefix / "share" / "doc" / NAME / "installed-files"
        record.write_text(f"../precious\n{self.home}/precious\n" + record.read_text())
        self.script("--uninstall")
        self.assertEqual(list(contents(self.home)), ["precious"])

    def test_a_prefix_is_taken_relative_to_here(self):
        self.script("--prefix", "else where", TARBALL)
        self.assertTrue((self.top / "else where" / "bin" / NAME).exists())
        self.assertEqual(contents(self.home), {})

    def test_it_says_whether_the_folder_is_on_the_path(self):
        self.assertIn("is not on your PATH", self.script(TARBALL))
        self.assertNotIn("PATH", self.script(TARBALL, PATH=f"{os.environ['PATH']}:{self.prefix}/bin"))

    def test_it_says_that_tmux_is_missing(self):
        tools = self.tools_without("tmux")
        self.assertIn("tmux is not installed", self.script(TARBALL, PATH=tools, shell=[shutil.which("sh")]))
        self.assertNotIn("tmux is not installed", self.script(TARBALL))

    def tools_without(self, *names):
        """A PATH with all that is on ours but these."""
        folder = self.top / "tools"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for each in reversed(os.environ["PATH"].split(":")):
            for program in pathlib.Path(each).glob("*") if each else ():
                link = folder / program.name
                link.unlink(missing_ok=True)
                if program.name not in names:
                    link.symlink_to(program)
        return folder

    def test_a_damaged_file_is_refused(self):
        self.script(TARBALL)
        damaged = self.top / TARBALL.name
        damaged.write_bytes(TARBALL.read_bytes()[:-1] + b"x")
        shutil.copy(DIST / "SHA256SUMS", self.top)
        self.assertIn("the sum of", self.refused(damaged))

    def test_without_a_sum_nothing_is_installed(self):
        shutil.copy(TARBALL, self.top)
        self.assertIn("SHA256SUMS", self.refused(self.top / TARBALL.name))
        (self.top / "SHA256SUMS").write_text(f"{'0' * 64}  other.tar.gz\n")
        self.assertIn("has no sum", self.refused(self.top / TARBALL.name))

    def test_a_given_sum_takes_the_place_of_the_file(self):
        shutil.copy(TARBALL, self.top)
        self.script("--sha256", sha256(TARBALL).upper(), self.top / TARBALL.name)
        self.assertIn("the sum of", self.refused("--sha256", "0" * 64, self.top / TARBALL.name))

    def test_the_folder_of_a_release_is_enough(self):
        self.script(DIST)
        self.assertTrue(self.program.exists())
        self.script(f"{DIST}/")

    def test_a_folder_without_an_archive_for_this_machine_is_refused(self):
        (self.top / "SHA256SUMS").write_text(f"{'0' * 64}  {RELEASE.tarball(FOREIGN)}\n")
        self.assertIn(f"no archive for {NATIVE.kernel}", self.refused(self.top))

    def test_another_architecture_is_refused(self):
        self.assertIn(f"is not for {NATIVE.kernel}", self.refused(DIST / RELEASE.tarball(FOREIGN)))

    def pretend(self, **answers):
        """A PATH on which uname says something else."""
        folder = self.top / "pretend"
        folder.mkdir(exist_ok=True)
        (folder / "uname").write_text(f"#!/bin/sh\ncase $1 in -s) echo {answers.get('s', 'Linux')} ;; "
                                      f"*) echo {answers.get('m', NATIVE.kernel)} ;; esac\n")
        (folder / "uname").chmod(0o755)
        return f"{folder}:{os.environ['PATH']}"

    def test_other_systems_and_machines_are_refused(self):
        self.assertIn("this is Darwin", self.refused(TARBALL, PATH=self.pretend(s="Darwin")))
        self.assertIn("this is riscv64", self.refused(TARBALL, PATH=self.pretend(m="riscv64")))
        self.script(TARBALL, PATH=self.pretend(m={"x86_64": "amd64", "aarch64": "arm64"}[NATIVE.kernel]))

    def test_what_is_no_release_is_refused(self):
        other = self.top / "other.tar.gz"
        with tarfile.open(other, "w:gz") as opened:
            opened.add(SCRIPT, "folder/file")
        self.assertIn("no release of sessions-mcp", self.refused("--sha256", sha256(other), other))

    def test_a_program_that_does_not_run_is_refused(self):
        self.script(TARBALL)
        folder = self.top / "broken" / "bin"
        folder.mkdir(parents=True)
        (folder / NAME).write_bytes(NATIVE.binary.read_bytes()[:200])
        (folder / NAME).chmod(0o755)
        broken = self.top / "broken.tar.gz"
        with tarfile.open(broken, "w:gz") as opened:
            opened.add(folder.parent, "broken")
        self.assertIn("does not run here", self.refused("--sha256", sha256(broken), broken))

    def test_where_nothing_can_be_written_what_was_there_stays(self):
        """A folder in the place of a file, as what can go wrong in the middle: it is the last but one to be copied."""
        self.script(TARBALL)
        before = self.program.read_bytes()
        documents = self.prefix / "share" / "doc" / NAME
        shutil.rmtree(documents)
        documents.write_text("in the way")
        self.script(TARBALL, status=1)
        self.assertEqual(self.program.read_bytes(), before)
        self.assertEqual(documents.read_text(), "in the way")

    def serve(self, folder):
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
        handler.log_message = handler.func.log_message = lambda *_: None
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def test_addresses_are_fetched_with_curl_or_wget(self):
        address = self.serve(DIST)
        for missing in ("wget", "curl"):
            with self.subTest(missing=missing):
                tools = self.tools_without(missing)
                for source in (f"{address}/{TARBALL.name}", address):
                    self.script(source, PATH=tools, shell=[shutil.which("sh")])
                    self.assertEqual(self.program.read_bytes(), NATIVE.binary.read_bytes())
                    shutil.rmtree(self.prefix)
                self.assertIn("could not be fetched", self.refused(f"{address}/nothing.tar.gz", "--sha256", "0" * 64,
                                                                   PATH=tools, shell=[shutil.which("sh")]))

    def test_without_curl_and_wget_it_says_so(self):
        said = self.refused(f"{self.serve(DIST)}/{TARBALL.name}", PATH=self.tools_without("curl", "wget"),
                            shell=[shutil.which("sh")])
        self.assertIn("neither curl nor wget", said)

    def test_a_sum_over_http_is_refused(self):
        self.assertIn("proves nothing", self.refused("http://127.0.0.1.invalid/a.tar.gz"))

    def test_it_is_read_from_a_pipe(self):
        done = subprocess.run(["sh", "-s", "--", str(TARBALL)], input=SCRIPT.read_text(), capture_output=True, text=True,
                              env=self.environment(), cwd=self.top)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(self.program.exists())

    def test_a_script_that_was_cut_off_does_nothing(self):
        whole = SCRIPT.read_text()
        for length in range(len(whole) // 2, len(whole) - 10, 401):
            done = subprocess.run(["sh", "-s", "--", str(TARBALL)], input=whole[:length], capture_output=True, text=True,
                                  env=self.environment(), cwd=self.top)
            self.assertEqual(contents(self.home), {}, f"after {length} characters: {done.stderr}")

    def test_wrong_usage_is_refused_with_the_usage(self):
        for arguments in ([], ["--sha256"], ["--nonsense"], [TARBALL, TARBALL], ["--uninstall", TARBALL]):
            with self.subTest(arguments=arguments):
                self.assertIn("usage:", self.script(*arguments, status=2))


if __name__ == "__main__":
    places.unittest.main()
