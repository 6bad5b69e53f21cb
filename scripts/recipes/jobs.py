"""Eight everyday jobs, as an agent does them: the calls of tests/e2e/waiting/eight_jobs.cpp, with programs to look at."""

import dataclasses
import typing

PROMPT = r"^\$\Z"


@dataclasses.dataclass
class Job:
    """`name` is also that of the test. `play(run)` makes the calls; `needs` is a program that it cannot do without."""

    name: str
    about: str
    play: typing.Callable
    needs: str = "sh"


def training(run):
    _, about = run.call("run_command", name="train", create=True, command="sh train.sh")
    run.require(about["exit_code"] == 7)


def installer(run):
    run.call("new_session", name="setup")
    run.until_shown("setup", PROMPT)
    _, about = run.call("send_keys", name="setup", keys="sh installer.sh", wait_seconds=30)
    run.require(about["outcome"] == "waiting")
    _, about = run.call("send_keys", name="setup", keys="y", wait_seconds=30)
    run.require(about["hidden_input"])
    _, about = run.call("send_keys", name="setup", keys="s3cr3t", wait_seconds=30)
    run.require(about["outcome"] == "finished" and about["keys"] == "(hidden)")


def workers(run):
    for number in range(1, 13):
        run.tmux("new-session", "-d", "-s", f"worker-{number}", f"sh worker.sh {number}")
        run.until_shown(f"worker-{number}", r"disk full\Z" if number == 7 else r"started\Z")
    _, about = run.call("search_output", pattern="rror")
    run.require(about["matches"] == 1)
    text, _ = run.call("capture_pane", name="worker-7", lines=5)
    run.require(text.endswith("Error: disk full"))


def repl(run):
    run.call("new_session", name="py", command="python3 -q")
    run.until_shown("py", r"^>>>\Z")
    block = "def f(x):\n    if x > 1:\n        return x * f(x - 1)\n    return 1\n"
    _, about = run.call("send_keys", name="py", keys=block, wait_for=">>> $")
    run.require(about["outcome"] == "matched")
    run.until_shown("py", r"^>>>\Z")
    text, _ = run.call("send_keys", name="py", keys="f(10)", wait_for=">>> $")
    run.require(text == "3628800\n>>>")


def editor(run):
    run.call("new_session", name="vi", command="vi notes.txt")
    run.until_shown("vi", "^~$")
    keys = ["i", "first line", "Enter", "second line", "Escape", ":wq", "Enter"]
    _, about = run.call("send_keys", name="vi", keys=keys, wait_seconds=30)
    run.require(about["outcome"] == "finished")
    run.require((run.folder / "notes.txt").read_text() == "first line\nsecond line\n")


def chat(run):
    run.call("new_session", name="chat", command="python3 chat.py")
    _, about = run.call("wait_for", name="chat", pattern="^> $")
    run.require(about["outcome"] == "matched")
    for text in ("hello there", "bye"):
        _, about = run.call("send_keys", name="chat", keys=text, wait_for="you said")
        run.require(about["line"] == "you said: " + text.upper())
        run.until_shown("chat", r"^>\Z")


def web(run):
    run.call("new_session", name="web", command="python3 -u -m http.server --bind 127.0.0.1 0")
    _, about = run.call("wait_for", name="web", pattern="Serving HTTP on", fail_pattern="rror")
    run.require(about["outcome"] == "matched")


def cleaning(run):
    for name in ("train", "setup", "web", "mine"):
        run.tmux("new-session", "-d", "-s", name, "sleep 1000")
    run.call("kill_session", names=["train", "setup", "web"])
    run.require(run.tmux("list-sessions", "-F", "#{session_name}") == "mine\n")


JOBS = [
    Job("a training run with its exit code",
        "The output and the exit code of a command that takes a while come back in one answer.", training),
    Job("an installer that asks",
        "Each answer ends at the next question, and what was typed as the password does not come back.", installer),
    Job("one broken worker among twelve",
        "Twelve workers run, and one search in all their output says which of them has a problem.", workers),
    Job("a Python REPL",
        "A function of several lines arrives as one block, and each wait ends at the prompt.", repl,
        "python3"),
    Job("vi", "A list of keys edits a file, writes it and leaves, and the answer says that the shell is back.", editor, "vi"),
    Job("a chat program",
        "The program takes an Enter that comes together with a text for a line break, so Enter is pressed apart from it.",
        chat, "python3"),
    Job("a web server", "A line printed before the wait began counts, and an error would end the same wait.", web,
        "python3"),
    Job("cleaning up", "Three of four sessions end in one call, and the fourth lives on.", cleaning),
]
