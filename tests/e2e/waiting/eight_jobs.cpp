// Eight everyday jobs of an agent, and how many calls each takes: a call is a turn of a model.
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/e2e/waited.hpp"
#include "support/fd.hpp"

using namespace smcp::test;

namespace {

struct JobCalls {
  std::string_view job;
  int calls;
};

/// With a plain tmux server these took a model 56 calls.
constexpr std::array<JobCalls, 8> kJobs{{
    {"a training run with its exit code", 1},
    {"an installer that asks", 4},
    {"one broken worker among twelve", 2},
    {"a Python REPL", 3},
    {"vi", 2},
    {"a chat program", 4},
    {"a web server", 2},
    {"cleaning up", 1},
}};
constexpr int total() {
  int sum = 0;
  for (const auto& job : kJobs) sum += job.calls;
  return sum;
}
static_assert(total() <= 25);

/// An agent that counts its calls.
class Agent {
 public:
  explicit Agent(std::string_view job) : job_(job) {}
  ~Agent() {
    for (const auto& [job, calls] : kJobs) {
      if (job == job_) CHECK(made_ == calls);
    }
  }
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  Waited call(std::string_view tool, const std::string& arguments) {
    ++made_;
    INFO(tool << " " << arguments);
    return waited(live_.server.call(tool, arguments));
  }
  [[nodiscard]] LiveServer& live() { return live_; }
  [[nodiscard]] PrivateTmux& tmux() { return live_.tmux; }

 private:
  std::string job_;
  LiveServer live_;
  int made_ = 0;
};

bool has(std::string_view program) {
  for (const char* folder : {"/usr/local/bin/", "/usr/bin/", "/bin/"}) {
    if (std::filesystem::exists(std::string(folder).append(program))) return true;
  }
  WARN(program << " is not installed: skipped");
  return false;
}

}  // namespace

TEST_CASE("eight jobs: a training run with its exit code") {
  Agent agent("a training run with its exit code");
  // The machine's start-up files would hide the tmux that is tested.
  const std::string path = agent.tmux().environment().at("PATH");
  write_file(agent.tmux() / ".bash_profile", "PATH=" + path + "\n");
  const Waited run = agent.call(
      "run_command",
      object("name", "train", "create", true, "command",
             "for i in 1 2 3; do echo epoch $i; sleep 0.2; done; echo 'out of memory' >&2; (exit 7)"));
  CHECK(run.about["exit_code"].integer() == 7);
  CHECK(run.text == "epoch 1\nepoch 2\nepoch 3\nout of memory");
}

TEST_CASE("eight jobs: an installer that asks") {
  Agent agent("an installer that asks");
  write_file(agent.tmux() / "install.sh",
             "echo checking; sleep 0.3\n"
             "printf 'Install for all users? [y/N] '; read all\n"
             "printf 'Password: '; stty -echo; read password; stty echo; echo\n"
             "echo \"installed for $all\"; test \"$password\" = s3cr3t\n");
  agent.call("new_session", object("name", "setup"));
  const Waited first =
      agent.call("send_keys",
                 object("name", "setup", "keys", "sh " + (agent.tmux() / "install.sh"), "wait_seconds", 30));
  CHECK(first.outcome() == "waiting");
  CHECK(first.about["last"].string() == "Install for all users? [y/N]");
  const Waited second = agent.call("send_keys", object("name", "setup", "keys", "y", "wait_seconds", 30));
  CHECK(second.outcome() == "waiting");
  CHECK(second.about["hidden_input"].boolean());
  const Waited third = agent.call("send_keys", object("name", "setup", "keys", "s3cr3t", "wait_seconds", 30));
  CHECK(third.outcome() == "finished");
  CHECK(third.about["keys"].string() == "(hidden)");
  CHECK(third.text.find("installed for y") != std::string::npos);
}

TEST_CASE("eight jobs: one broken worker among twelve") {
  Agent agent("one broken worker among twelve");
  std::string names;
  for (int i = 1; i <= 12; ++i) {
    const std::string name = "worker-" + std::to_string(i);
    names += (i > 1 ? ",\"" : "\"") + name + "\"";
    agent.tmux().start_job(name,
                           i == 7 ? "echo start; echo 'Error: disk full'; sleep 60" : "echo start; sleep 60");
  }
  const Waited found = agent.call("search_output", object("pattern", "rror"));
  CHECK(found.text.find("worker-7:") != std::string::npos);
  CHECK(found.about["matches"].integer() == 1);
  const Waited tail = agent.call("capture_pane", object("name", "worker-7", "lines", 5));
  CHECK(tail.text == "start\nError: disk full");
}

TEST_CASE("eight jobs: a Python REPL") {
  if (!has("python3")) return;
  Agent agent("a Python REPL");
  agent.call("new_session", object("name", "py", "command", "python3 -q"));
  const Waited block = agent.call(
      "send_keys",
      R"({"name":"py","keys":"def f(x):\n    if x > 1:\n        return x * f(x - 1)\n    return 1\n","wait_for":">>> $"})");
  CHECK(block.outcome() == "matched");
  CHECK(block.text.find("Error") == std::string::npos);
  const Waited answer = agent.call("send_keys", object("name", "py", "keys", "f(10)", "wait_for", ">>> $"));
  CHECK(answer.text.find("3628800") != std::string::npos);
}

TEST_CASE("eight jobs: vi") {
  if (!has("vi")) return;
  Agent agent("vi");
  const std::string file = agent.tmux() / "notes.txt";
  agent.call("new_session", object("name", "vi", "command", "vi " + file));
  const Waited left = agent.call(
      "send_keys",
      R"({"name":"vi","keys":["i","first line","Enter","second line","Escape",":wq","Enter"],"wait_seconds":30})");
  CHECK(left.outcome() == "finished");
  CHECK(read_file(file) == "first line\nsecond line\n");
}

TEST_CASE("eight jobs: a chat program") {
  if (!has("python3")) return;
  Agent agent("a chat program");
  // It takes an Enter that comes with the text for a line break, as programs that look out for pastes do.
  write_file(agent.tmux() / "chat.py",
             "import os, sys, time, tty\n"
             "tty.setraw(0); print('chat\\r'); box = ''; window = 0.0\n"
             "while True:\n"
             "    sys.stdout.write('\\r> ' + box); sys.stdout.flush()\n"
             "    got = os.read(0, 4096).decode(); now = time.monotonic()\n"
             "    for c in got:\n"
             "        if c == '\\r' and now > window:\n"
             "            print('\\r\\nyou said: ' + box.upper() + '\\r'); box = ''\n"
             "        else: box += c\n"
             "    if len(got) > 1: window = now + 0.120\n");
  agent.call("new_session", object("name", "chat", "command", "python3 " + (agent.tmux() / "chat.py")));
  CHECK(agent.call("wait_for", object("name", "chat", "pattern", "^> $")).outcome() == "matched");
  const Waited first =
      agent.call("send_keys", object("name", "chat", "keys", "hello there", "wait_for", "you said"));
  CHECK(first.about["line"].string() == "you said: HELLO THERE");
  const Waited second =
      agent.call("send_keys", object("name", "chat", "keys", "bye", "wait_for", "you said"));
  CHECK(second.about["line"].string() == "you said: BYE");
}

TEST_CASE("eight jobs: a web server") {
  if (!has("python3")) return;
  Agent agent("a web server");
  agent.call("new_session", object("name", "web", "command", "python3 -u -m http.server --bind 127.0.0.1 0"));
  const Waited ready =
      agent.call("wait_for", object("name", "web", "pattern", "Serving HTTP on", "fail_pattern", "rror"));
  CHECK(ready.outcome() == "matched");
}

TEST_CASE("eight jobs: cleaning up") {
  Agent agent("cleaning up");
  for (const char* name : {"train", "setup", "web", "mine"}) agent.tmux().start_job(name, "sleep 60");
  agent.call("kill_session", R"({"names":["train","setup","web"]})");
  CHECK(agent.tmux().must({"list-sessions", "-F", "#{session_name}"}) == "mine");
}
