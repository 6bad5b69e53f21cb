// sessions: whose they are and what runs in them, and the end of those that a person wants to be rid of.
#include <algorithm>
#include <regex>

#include "e2e/command/at_shell.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

using Names = std::vector<std::string>;

struct Bed : AtShell {
  /// A login shell's start-up files reset PATH, by which a job's shell finds the tmux of the test.
  Bed() { write_file(tmux / ".profile", "PS1='$ '\nPATH='" + tmux.environment().at("PATH") + "'\n"); }
  /// A session of ours at its prompt.
  void make(const std::string& name) const {
    const CommandResult made = run({"call", "new_session", "name=" + name, "shell=/bin/sh"});
    INFO(made.error);
    REQUIRE(made.exit == ExitStatus{});
    REQUIRE(wait_until([&] { return fields(name).at(4) == "-"; }));
  }
  /// The session's line where there is no terminal.
  [[nodiscard]] Names fields(const std::string& name, const Names& more = {}) const {
    std::istringstream lines(shown(more));
    for (std::string line; std::getline(lines, line);) {
      Names all(1);
      for (const char c : line) {
        if (c == '\t') {
          all.emplace_back();
        } else {
          all.back().push_back(c);
        }
      }
      if (all.front() == name && all.size() == 6) return all;
    }
    return {};
  }
  [[nodiscard]] std::string shown(Names more = {}) const {
    more.insert(more.begin(), "sessions");
    const CommandResult result = run(std::move(more));
    INFO(result.error);
    CHECK(result.exit == ExitStatus{});
    CHECK(result.error.empty());
    return result.output;
  }
  [[nodiscard]] bool has(const std::string& name) const {
    return tmux.run({"has-session", "-t", "=" + name}).exit == ExitStatus{};
  }
};

/// A person at a terminal of the same tmux server: in a session of it, which is a terminal like any other, and the
/// session "job" that the command itself runs in.
struct Person : Bed {
  Person() { start_shell(); }
  void type(const std::string& line) const {
    tmux.must({"send-keys", "-t", "=job:", "-l", line});
    tmux.must({"send-keys", "-t", "=job:", "Enter"});
  }
  void sessions(const std::string& options) const {
    type("NO_COLOR=1 " + server_binary() + " sessions " + options);
  }
  [[nodiscard]] bool sees(const std::string& text) const { return tmux.shows("job", text); }
};

}  // namespace

TEST_CASE("sessions: whose they are, how old, how long idle, what runs, and whether somebody is attached") {
  const Bed bed;
  bed.make("mine");
  bed.tmux.start_job("theirs", "exec cat");
  REQUIRE(wait_until([&] { return bed.fields("theirs").at(4) == "cat"; }));
  const Names mine = bed.fields("mine");
  CHECK(mine.at(1).starts_with("sessions-mcp "));
  CHECK(std::regex_match(mine.at(2), std::regex("[0-9]+[sm]")));
  CHECK(std::regex_match(mine.at(3), std::regex("[0-9]+[sm]")));
  CHECK(mine.at(5) == "no");
  CHECK(bed.fields("theirs").at(1) == "-");
  const AttachedClient person(bed.tmux, "theirs");
  CHECK(bed.fields("theirs").at(5) == "yes");
  CHECK(bed.fields("mine", {"--own"}).size() == 6);
  CHECK(bed.fields("theirs", {"--own"}).empty());
}

TEST_CASE("sessions: only those that have been idle for long enough") {
  const Bed bed;
  bed.tmux.start_job("quiet", "exec sleep 100000");
  bed.tmux.start_job("loud", "while :; do echo x; sleep 0.2; done");
  CHECK(wait_until([&] { return !bed.fields("quiet", {"--idle", "3s"}).empty(); }));
  CHECK(bed.fields("loud", {"--idle", "3s"}).empty());
  CHECK(bed.fields("loud").size() == 6);
  CHECK(bed.shown({"--idle", "1d"}).empty());
}

TEST_CASE("sessions: without any, nothing, and no server is started") {
  const Bed bed;
  CHECK(bed.shown().empty());
  CHECK(bed.tmux.server_pid() == 0);
  CHECK(bed.shown({"--kill", "--yes"}) == "Nothing to kill.\n");
}

TEST_CASE("sessions: --kill without a terminal needs --yes") {
  const Bed bed;
  bed.make("mine");
  const CommandResult refused = bed.run({"sessions", "--own", "--kill"});
  CHECK(refused.exit == ExitStatus{2, 0});
  CHECK(refused.output.empty());
  CHECK(holds(refused.error, "asks on a terminal"));
  CHECK(holds(refused.error, "--yes"));
  CHECK(holds(refused.error, "Nothing was killed."));
  CHECK(bed.has("mine"));
  CHECK(bed.shown({"--own", "--kill", "--yes"}) == "mine: killed; ended: sh\n");
  CHECK_FALSE(bed.has("mine"));
}

TEST_CASE("sessions: --kill takes ours alone with --own, and keeps what is attached or runs something") {
  const Bed bed;
  for (const char* name : {"idle", "busy", "job-runs", "watched"}) bed.make(name);
  bed.tmux.start_job("theirs", "exec sleep 100000");
  bed.tmux.must({"send-keys", "-t", "=busy:", "exec cat", "Enter"});
  bed.tmux.must({"split-window", "-d", "-t", "=job-runs:", "exec sh"});
  REQUIRE(wait_until([&] { return bed.fields("busy").at(4) == "cat"; }));
  const CommandResult job =
      bed.run({"call", "run_command", "name=job-runs", "command=sleep 100000", "wait=false"});
  INFO(job.error);
  REQUIRE(job.exit == ExitStatus{});
  const AttachedClient person(bed.tmux, "watched");
  const std::string said = bed.shown({"--own", "--kill", "--yes"});
  INFO(said);
  CHECK(holds(said, "idle: killed"));
  CHECK(holds(said, "busy: kept: cat runs in it (--force"));
  CHECK(holds(said, "job-runs: kept: sleep runs in it (--force"));
  CHECK(holds(said, "watched: kept: somebody is attached to it (--force"));
  CHECK(bed.tmux.session_names() == Names{"busy", "job-runs", "theirs", "watched"});
  const std::string forced = bed.shown({"--own", "--kill", "--yes", "--force"});
  INFO(forced);
  CHECK(holds(forced, "busy: killed; ended: cat"));
  CHECK(holds(forced, "watched: killed"));
  CHECK(bed.tmux.session_names() == Names{"theirs"});
}

TEST_CASE("sessions: on a terminal it is a table, and --kill asks") {
  const Person person;
  person.make("mine");
  person.sessions("--own");
  CHECK(person.sees("NAME  MADE BY"));
  CHECK(person.sees("\nmine  sessions-mcp "));
  const auto* const answer = GENERATE("n", "", "yess", "y", "yes");
  INFO(answer);
  person.sessions("--own --kill");
  REQUIRE(person.sees("Kill 1 session? [y/N]"));
  CHECK(person.has("mine"));
  person.type(answer);
  const bool agrees = std::string(answer) == "y" || std::string(answer) == "yes";
  CHECK(person.sees(agrees ? "mine: killed; ended: sh" : "Nothing was killed."));
  CHECK(person.has("mine") != agrees);
}

TEST_CASE("sessions: whoever comes while the question stands is not thrown out") {
  const Person person;
  person.make("mine");
  person.sessions("--own --kill");
  REQUIRE(person.sees("Kill 1 session? [y/N]"));
  const AttachedClient other(person.tmux, "mine");
  person.type("y");
  CHECK(person.sees("mine: kept: somebody is attached to it"));
  CHECK(person.has("mine"));
}

TEST_CASE("sessions: another session that has got the name meanwhile is not the one that was meant") {
  const Person person;
  person.make("mine");
  person.sessions("--own --kill");
  REQUIRE(person.sees("Kill 1 session? [y/N]"));
  person.tmux.must({"kill-session", "-t", "=mine"});
  person.make("mine");
  person.type("y");
  CHECK(person.sees("mine: has ended by itself"));
  CHECK(person.has("mine"));
}

TEST_CASE("sessions: the one in which it runs itself stays, whatever is said") {
  const Person person;
  person.make("mine");
  const auto* const options = GENERATE("--kill --yes --force", "--kill --yes --force --allow-self");
  INFO(options);
  person.sessions(options);
  CHECK(person.sees("job: kept: this command itself runs in it"));
  CHECK(person.sees("mine: killed"));
  CHECK(person.tmux.session_names() == Names{"job"});
}

TEST_CASE("sessions: options that make no sense are refused") {
  const Bed bed;
  const auto error = [&](const Names& options) {
    Names words = {"sessions"};
    words.insert(words.end(), options.begin(), options.end());
    const CommandResult result = bed.run(words);
    CHECK(result.exit == ExitStatus{2, 0});
    return result.error;
  };
  CHECK(holds(error({"--idle", "soon"}), "--idle must be a time such as 90, 30m, 12h or 3d"));
  CHECK(holds(error({"--yes"}), "sessions takes --yes only with --kill."));
  CHECK(holds(error({"--force"}), "sessions takes --force only with --kill."));
  CHECK(holds(error({"mine"}), "sessions takes no arguments."));
}
