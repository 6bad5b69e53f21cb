// What is typed where the terminal shows nothing is a secret: it comes back in no answer, and is kept
// nowhere.
#include "support/e2e/job_shells.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kSecret = "s3cr3t $HOME \\né日本;";

/// Whether a tmux of this age keeps what it was told to do, for all clients to see.
bool keeps_a_log(const PrivateTmux& tmux) {
  return tmux.version() >= TmuxVersion{3, 2};
}

/// Everything that tmux itself remembers of what it was told.
std::string memory(const PrivateTmux& tmux) {
  std::string all = tmux.run({"list-buffers"}).output + tmux.run({"show-options", "-p", "-t", "=w:"}).output;
  if (!keeps_a_log(tmux)) return all;
  const std::string client = tmux.must({"list-clients", "-F", "#{client_name}"});
  return all + tmux.run({"show-messages", "-t", client}).output;
}

struct Question {
  LiveServer live;

  /// A program that asks, and writes what it was told into the file `told`.
  explicit Question(const std::string& script, const std::string& engine = "auto")
      : live({"--engine", engine}) {
    live.tmux.start_job("w", script);
    REQUIRE(live.tmux.shows("w", "assword:"));
  }
  [[nodiscard]] std::string told() const { return read_file(live.tmux / "told"); }
  /// The terminal is in this state: as stty(1) says it.
  [[nodiscard]] bool awaits(const std::string& setting) const {
    const std::string tty = live.tmux.must({"display-message", "-p", "-t", "=w:", "#{pane_tty}"});
    return wait_until([&] {
      const auto result = run_command({"stty", "-a", "-F", tty}, live.tmux.environment());
      return (" " + result.output).find(" " + setting) != std::string::npos;
    });
  }
};

std::string asking(const std::string& program) {
  return "cd; HISTFILE= " + program;
}

}  // namespace

TEST_CASE("hidden keys: the answer to a question without echo is told to nobody, and arrives byte for byte") {
  const std::string program =
      GENERATE("stty -echo; printf 'Password: '; IFS= read -r x; printf '%s' \"$x\" > told; stty echo",
               "python3 -c \"import getpass; x = getpass.getpass(); open('told', 'w').write(x)\"",
               "bash -c \"IFS= read -rsp 'Password: ' x; printf '%s' \\\"\\$x\\\" > told\"");
  INFO(program);
  Question question(asking(program));
  REQUIRE(question.awaits("-echo "));
  const AttachedClient person(question.live.tmux, "w");
  const Json result = question.live.server.call("send_keys", object("name", "w", "keys", kSecret));
  CHECK_FALSE(is_error(result));
  CHECK(result["structuredContent"]["keys"].string() == "(hidden)");
  CHECK(result["structuredContent"]["enter"].boolean());
  CHECK(text_of(result).find("s3cr3t") == std::string::npos);
  CHECK(wait_until([&] { return question.told() == kSecret; }));
  CHECK(memory(question.live.tmux).find("s3cr3t") == std::string::npos);
  CHECK(question.live.server.log().find("s3cr3t") == std::string::npos);
  CHECK(question.live.capture("w", 100).find("s3cr3t") == std::string::npos);
}

TEST_CASE("hidden keys: a program that takes single keys and asks for a secret is believed") {
  Question question(asking("bash -c \"read -rsn 6 -p 'Password: ' x; printf '%s' \\\"\\$x\\\" > told\""),
                    "child");
  REQUIRE(question.awaits("-icanon"));
  const Json sent = question.live.ok("send_keys", object("name", "w", "keys", "abcdef", "enter", false));
  CHECK(sent["keys"].string() == "(hidden)");
  CHECK(wait_until([&] { return question.told() == "abcdef"; }));
}

TEST_CASE("hidden keys: neither a key by its name nor what the terminal shows is a secret") {
  Question question(
      asking("stty -echo; printf 'Password: '; read -r x; stty echo; printf 'Password: '; cat"));
  REQUIRE(question.awaits("-echo "));
  const Json entered = question.live.ok("send_keys", object("name", "w", "keys", "Enter", "enter", false));
  CHECK(entered["keys"].string() == "Enter");
  REQUIRE(question.awaits("echo "));
  CHECK(question.live.ok("send_keys", object("name", "w", "keys", "shown"))["keys"].string() == "shown");
}

TEST_CASE("hidden keys: control characters and a pane in a mode change nothing of that") {
  Question question(asking("stty -echo; printf 'Password: '; IFS= read -r x; printf '%s' \"$x\" > told"));
  REQUIRE(question.awaits("-echo "));
  question.live.tmux.must({"copy-mode", "-t", "=w:"});
  const std::string error = question.live.error("send_keys", object("name", "w", "keys", kSecret));
  CHECK(error.find("is in copy-mode") != std::string::npos);
  CHECK(error.find("s3cr3t") == std::string::npos);
  const Json sent = question.live.ok("send_keys", object("name", "w", "keys", "a\tb", "cancel_mode", true));
  CHECK(sent["keys"].string() == "(hidden)");
  CHECK(wait_until([&] { return question.told() == "a\tb"; }));
  CHECK(question.live.tmux.run({"list-buffers"}).output.empty());
}
