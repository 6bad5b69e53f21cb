"""npm: installed from the tarballs, started by several releases of Node, and the same to a client as the bare program."""

import os
import pathlib
import shutil
import signal
import time

import places
from npm_registry import Registry
from places import FOREIGN, NATIVE, PATIENCE, RELEASE, run
from settings import DIST, NAME

NPM = pathlib.Path(shutil.which("npm") or "npm")
# Paths of further programs of Node, separated by colons; scripts/test-doors gives them.
NODES = [pathlib.Path(path) for path in os.environ.get("SESSIONS_MCP_NODES", "").split(":") if path]
NODES = [pathlib.Path(shutil.which("node") or "node"), *NODES]


def can_become(node):
    return run(node, "-p", "typeof process.execve").stdout.strip() == "function"


class Npm(places.Place):
    @classmethod
    def setUpClass(cls):
        tarballs = [RELEASE.npm_tarball(), RELEASE.npm_tarball(NATIVE), RELEASE.npm_tarball(FOREIGN)]
        cls.registry = Registry([DIST / name for name in tarballs])
        cls.addClassCleanup(cls.registry.close)

    def npm_environment(self, **more):
        return self.environment(npm_config_registry=self.registry.url, npm_config_cache=self.top / "cache",
                                npm_config_update_notifier="false", npm_config_audit="false", npm_config_fund="false",
                                **more)

    def install(self):
        """Into a fresh prefix, without running any script; gives the command."""
        prefix = self.top / "prefix"
        done = run(NPM, "install", "--ignore-scripts", "--global", "--prefix", prefix, NAME,
                   env=self.npm_environment(), cwd=self.top)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.modules = prefix / "lib" / "node_modules" / NAME
        return prefix / "bin" / NAME

    def ways(self, command):
        """The installed command under each Node, each as words for a process, and whether that Node can become it."""
        return [([node, command], can_become(node)) for node in NODES]

    def test_a_session_is_started_and_a_command_run_with_every_node(self):
        for command, _ in self.ways(self.install()):
            with self.subTest(command=command):
                client = self.client(command)
                self.use(client)
                client.process.stdin.close()
                self.assertEqual(client.process.wait(PATIENCE), 0)
                self.assertEqual(self.said(), "")
                self.end_tmux()

    def test_only_the_package_of_this_platform_is_installed(self):
        self.install()
        here = sorted(path.name for path in (self.modules / "node_modules" / RELEASE.npm_scope).iterdir())
        self.assertEqual(here, [f"linux-{NATIVE.npm}"])

    def test_node_is_gone_where_it_can_become_the_program(self):
        for command, becomes in self.ways(self.install()):
            with self.subTest(command=command):
                client = self.client(command)
                program = os.readlink(f"/proc/{client.process.pid}/exe")
                self.assertEqual(program.endswith(f"bin/{NAME}"), becomes, program)

    def ended_by(self, command, number):
        client = self.client(command)
        client.process.send_signal(number)
        return client.process.wait(PATIENCE)

    def test_signals_end_it_as_they_end_the_bare_program(self):
        installed = self.install()
        # A shell's background jobs ignore it, and so would all that they start.
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2):
            bare = self.ended_by([NATIVE.binary], number)
            for command, _ in self.ways(installed):
                with self.subTest(command=command):
                    with self.subTest(signal=number):
                        self.assertEqual(self.ended_by(command, number), bare)

    def test_what_ends_the_program_ends_the_launcher(self):
        for command, becomes in self.ways(self.install()):
            with self.subTest(command=command):
                client = self.client(command)
                pid = client.process.pid
                if not becomes:
                    pid = int(pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
                os.kill(pid, signal.SIGSEGV)
                self.assertEqual(client.process.wait(PATIENCE), -signal.SIGSEGV)

    def test_no_program_is_left_when_the_launcher_is_terminated(self):
        for command, becomes in self.ways(self.install()):
            with self.subTest(command=command):
                client = self.client(command)
                pid = client.process.pid
                inner = pid if becomes else int(pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
                client.process.terminate()
                client.process.wait(PATIENCE)
                self.assertFalse(pathlib.Path(f"/proc/{inner}").exists())

    def test_where_node_may_not_become_the_program_it_stays_beside_it(self):
        refuse = self.top / "refuse.js"
        refuse.write_text("process.execve = () => { throw new Error('not here'); };\n")
        for command, _ in self.ways(self.install()):
            with self.subTest(command=command):
                done = run(*command, "--version", env=self.environment(NODE_OPTIONS=f"--require={refuse}"))
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, f"{NAME} {RELEASE.version}\n", ""))

    def test_exit_status_and_output_of_a_call_are_the_programs(self):
        installed = self.install()
        for arguments in (["new_session", "name=door", "command=echo ready"], ["wait_for", "name=door", "finished=true"]):
            self.assertEqual(run(NATIVE.binary, "call", *arguments, env=self.environment()).returncode, 0)
        for arguments in (["run_command", "name=door", "command=echo one; echo two; sh -c 'exit 7'"],
                          ["has_session", "name=nobody"], ["capture_pane", "name=nobody"], ["no_such_tool"]):
            bare = run(NATIVE.binary, "call", *arguments, env=self.environment())
            for command, _ in self.ways(installed):
                with self.subTest(command=command):
                    with self.subTest(arguments=arguments):
                        through = run(*command, "call", *arguments, env=self.environment())
                        self.assertEqual((through.returncode, through.stdout), (bare.returncode, bare.stdout))

    def test_arguments_arrive_as_they_were_given(self):
        given = ["--json", '{"name":"a b","text":"ü $HOME \'\\"\\n"}', "call", "new_session", "", "x=*"]
        for command, _ in self.ways(self.install()):
            with self.subTest(command=command):
                program = self.modules / "node_modules" / RELEASE.npm_package(NATIVE) / "bin" / NAME
                program.unlink()
                program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
                program.chmod(0o755)
                self.assertEqual(run(*command, *given).stdout, "".join(f"{word}\n" for word in given))

    def refused(self, command, *words, **more):
        """It says one sentence on standard error, with these words, and fails."""
        done = run(*command, "--version", env=self.environment(**more))
        self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (1, "", 1), done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_it_says_what_to_do_if_optional_dependencies_were_left_out(self):
        done = run(NPM, "install", "--ignore-scripts", "--omit=optional", NAME, env=self.npm_environment(), cwd=self.home)
        self.assertEqual(done.returncode, 0, done.stderr)
        for command, _ in self.ways(self.home / "node_modules" / ".bin" / NAME):
            with self.subTest(command=command):
                self.refused(command, RELEASE.npm_package(NATIVE), "--include=optional")

    def test_it_says_what_to_do_on_a_platform_without_a_program(self):
        pretend = self.top / "pretend.js"
        for name, value in (("arch", "riscv64"), ("platform", "darwin")):
            pretend.write_text(f"Object.defineProperty(process, '{name}', {{ value: '{value}' }});\n")
            for command, _ in self.ways(self.install()):
                with self.subTest(command=command):
                    self.refused(command, value, "only for Linux", NODE_OPTIONS=f"--require={pretend}")

    def test_it_says_what_to_do_if_the_program_cannot_be_run(self):
        for command, _ in self.ways(self.install()):
            with self.subTest(command=command):
                (self.modules / "node_modules" / RELEASE.npm_package(NATIVE) / "bin" / NAME).chmod(0o644)
                self.refused(command, "cannot be run (EACCES)", "executable")

    def npx(self, node, name="path"):
        """npx, run by that Node, and so is the launcher."""
        folder = self.top / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "node").symlink_to(node.resolve())
        return [node, NPM.resolve().with_name("npx-cli.js"), "-y", NAME], f"{folder}:{os.environ['PATH']}"

    def test_npx_is_the_line_for_every_client(self):
        for node in NODES:
            with self.subTest(node=node):
                command, path = self.npx(node)
                client = self.client(command, **{**self.npm_environment(), "PATH": path})
                self.use(client)
                # What npm sets unasked must not stay in a tmux server, where EDITOR=vi means vi's keys.
                for name in ("EDITOR", "COLOR", "NODE", "INIT_CWD", "npm_config_prefix"):
                    self.assertNotEqual(self.tmux("show-environment", "-g", name).returncode, 0, name)
                self.assertNotIn("node_modules", self.tmux("show-environment", "-g", "PATH").stdout)
                client.process.stdin.close()
                self.assertEqual(client.process.wait(PATIENCE), 0)
                self.end_tmux()

    def test_npx_keeps_an_editor_that_was_chosen(self):
        command, path = self.npx(NODES[0])
        client = self.client(command, **{**self.npm_environment(), "PATH": path, "EDITOR": "nano"})
        client.call("new_session", {"name": "door"})
        self.assertEqual(self.tmux("show-environment", "-g", "EDITOR").stdout, "EDITOR=nano\n")

    def test_nothing_is_left_when_a_client_ends_npx(self):
        """As clients do: SIGTERM, and the end of the input. npm tells its shell alone of the signal, which may be all
        that ends by it; the program ends with the input."""
        command, path = self.npx(NODES[0])
        client = self.client(command, **{**self.npm_environment(), "PATH": path})
        self.assertNotEqual(programs_below(self.top), [])
        client.process.terminate()
        client.process.stdin.close()
        given_up = time.monotonic() + PATIENCE
        while programs_below(self.top):
            self.assertLess(time.monotonic(), given_up, "the program goes on")
            time.sleep(0.05)


def programs_below(folder):
    """The processes whose program lies in that folder."""
    found = []
    for each in pathlib.Path("/proc").glob("[0-9]*/exe"):
        try:
            found += [each.parent.name] if os.readlink(each).startswith(f"{folder}/") else []
        except OSError:
            pass  # it has ended, or is not ours
    return found


if __name__ == "__main__":
    places.unittest.main()
