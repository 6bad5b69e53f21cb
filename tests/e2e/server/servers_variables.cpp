// The variables that tmux takes from the client that makes a session (update-environment): what we have reaches the
// session, and what we lack, a rich server does not lose for it.
#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

constexpr const char* kCustom = "A_SETTING_OF_MINE";

/// A server that has them all, and two of them in no default list.
struct Rich {
  explicit Rich(const char* engine, const Environment& ours) : live({"--engine", engine}, ours) {
    live.tmux.must({"start-server",
                    ";",
                    "set-option",
                    "-s",
                    "exit-empty",
                    "off",
                    ";",
                    "set-environment",
                    "-g",
                    "SSH_AUTH_SOCK",
                    "/servers/agent",
                    ";",
                    "set-environment",
                    "-g",
                    "DISPLAY",
                    ":7",
                    ";",
                    "set-environment",
                    "-g",
                    "WAYLAND_DISPLAY",
                    "wayland-7",
                    ";",
                    "set-environment",
                    "-g",
                    kCustom,
                    "servers",
                    ";",
                    "set-option",
                    "-ga",
                    "update-environment",
                    std::string(" WAYLAND_DISPLAY ") + kCustom});
  }

  /// What a shell of the session has.
  std::string has(const std::string& session, const std::string& name) {
    const std::string file = live.tmux / ("has-" + session + "-" + name);
    live.tmux.must(
        {"send-keys", "-t", "=" + session + ":", "-l", "printf '%s\\n' \"${" + name + "-none}\" > " + file});
    live.tmux.must({"send-keys", "-t", "=" + session + ":", "Enter"});
    REQUIRE(wait_until([&] { return read_file(file).ends_with('\n'); }));
    const std::string text = read_file(file);
    return text.substr(0, text.size() - 1);
  }

  LiveServer live;
};

const std::string kPlain = "job";
const std::string kTwoSteps = "=job";

}  // namespace

TEST_CASE("server's variables: a poor client takes none of them away") {
  const auto* const engine = GENERATE("auto", "child");
  Rich rich(engine, {});
  for (const std::string& name : {kPlain, kTwoSteps}) {
    INFO(name);
    rich.live.ok("new_session", object("name", name, "command", "true"));
    CHECK(rich.has(name, "SSH_AUTH_SOCK") == "/servers/agent");
    CHECK(rich.has(name, "DISPLAY") == ":7");
    CHECK(rich.has(name, "WAYLAND_DISPLAY") == "wayland-7");
    CHECK(rich.has(name, kCustom) == "servers");
  }
}

TEST_CASE("server's variables: a client that has some brings these, and takes no other away") {
  const auto* const engine = GENERATE("auto", "child");
  Rich rich(engine, {{"SSH_AUTH_SOCK", "/our/agent"}, {kCustom, "ours"}});
  for (const std::string& name : {kPlain, kTwoSteps}) {
    INFO(name);
    rich.live.ok("new_session", object("name", name, "command", "true"));
    CHECK(rich.has(name, "SSH_AUTH_SOCK") == "/our/agent");
    CHECK(rich.has(name, "DISPLAY") == ":7");
    CHECK(rich.has(name, "WAYLAND_DISPLAY") == "wayland-7");
    CHECK(rich.has(name, kCustom) == "ours");
  }
  // Only the session has them; the server keeps its own.
  CHECK(rich.live.tmux.must({"show-environment", "-g", "SSH_AUTH_SOCK"}) == "SSH_AUTH_SOCK=/servers/agent");
}

TEST_CASE(
    "server's variables: what is an assistant's own is not brought, even if update-environment names it") {
  const auto* const engine = GENERATE("auto", "child");
  Rich rich(engine, {{"CLAUDECODE", "1"}, {"ANTHROPIC_API_KEY", "sk-secret"}, {kCustom, "ours"}});
  rich.live.tmux.must({"set-option", "-ga", "update-environment", " CLAUDECODE ANTHROPIC_API_KEY"});
  rich.live.ok("new_session", object("name", "job", "command", "true"));
  CHECK(rich.has("job", "CLAUDECODE") == "none");
  CHECK(rich.has("job", "ANTHROPIC_API_KEY") == "none");
}
