// new_session env: variables arrive in the session exactly as given, in later windows, too, and nowhere else.
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "support/e2e/live_server.hpp"

using namespace smcp::test;

namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

const Variables kOdd = {
    {"EMPTY", ""},
    {"A", "it's \"quoted\" `tick` $HOME ${X} $(date) \\ \\\\ back\\"},
    {"SEMICOLON", "a;b;"},
    {"ONLY_SEMICOLON", ";"},
    {"ESCAPED", "\\;"},
    {"FORMAT", "#{session_name} #(date) ## #[bold] #"},
    {"TIME", "%H:%M %% %"},
    {"NEWLINES", "one\ntwo\n\n"},
    {"BLANKS", "  \t x \t "},
    {"DASH", "-n"},
    {"EQUALS", "=a=b="},
    {"TILDE", "~/x *?[a]{b,c}"},
    {"UTF8", "né 日本 🎉"},
    {"CONTROL", "\x01\x1b[31m\x7f"},
    {"_1x", "lower"},
    {"LONG", std::string(4000, 'x')},
};

std::string env_of(const Variables& variables) {
  std::string json;
  for (const auto& [name, value] : variables)
    json += (json.empty() ? "{" : ",") + json_string(name) + ":" + json_string(value);
  return json + "}";
}

/// The environment of the process that wrote it with `env -0`.
bool holds(const std::string& environment, const std::string& name, const std::string& value) {
  const std::string entry = '\0' + name + "=" + value + '\0';
  return ('\0' + environment).find(entry) != std::string::npos;
}

/// A command that writes its environment to this file.
std::string writing_to(const std::string& path) {
  return "env -0 > " + path + ".new; mv " + path + ".new " + path;
}

std::string written_to(const std::string& path) {
  REQUIRE(wait_until([&] { return !read_file(path).empty(); }));
  return read_file(path);
}

}  // namespace

TEST_CASE("new_session env: values with every odd character arrive exactly, in later windows, too") {
  LiveServer live;
  const bool runs_already = GENERATE(false, true);
  if (runs_already) live.tmux.start_job("other", "true");
  const std::string first = live.tmux / "first";
  const std::string later = live.tmux / "later";
  const std::string elsewhere = live.tmux / "elsewhere";
  const Json made =
      live.ok("new_session", object("name", "job", "env", Raw{env_of(kOdd)}, "command", writing_to(first)));
  live.tmux.must({"new-window", "-d", "-t", "=job:", writing_to(later)});
  live.tmux.must({"new-session", "-d", "-s", "person", writing_to(elsewhere)});
  for (const auto& [name, value] : kOdd) {
    INFO(name);
    CHECK(holds(written_to(first), name, value));
    CHECK(holds(written_to(later), name, value));
    CHECK_FALSE(holds(written_to(elsewhere), name, value));
  }
  CHECK(made["env"].kind() == Json::Kind::missing);
}

TEST_CASE("new_session env: a PATH arrives in place of ours") {
  LiveServer live;
  // /etc/profile would set another one.
  write_file(live.tmux / ".tmux.conf", "set -g default-command 'exec bash --norc --noprofile'\n");
  const std::string out = live.tmux / "out";
  const std::string path = "/own/bin:/usr/bin:/bin";
  // A name that takes two requests in any case, and one that does not.
  for (const char* name : {"job", "=x"}) {
    std::filesystem::remove(out);
    live.ok("new_session",
            object("name", name, "env", Raw{env_of({{"PATH", path}})}, "command", writing_to(out)));
    CHECK(holds(written_to(out), "PATH", path));
  }
}

TEST_CASE("new_session env: no value is in an error, an answer, a log, or a server's arguments") {
  LiveServer live;
  const std::string secret = "s3cr3t-value";
  const Json made = live.ok("new_session", object("name", "job", "env", Raw{env_of({{"TOKEN", secret}})}));
  CHECK(made.keys().size() == 7);
  const std::string arguments = read_file("/proc/" + std::to_string(live.tmux.server_pid()) + "/cmdline");
  CHECK_FALSE(arguments.empty());
  CHECK(arguments.find(secret) == std::string::npos);
  for (const Variables& wrong : {Variables{{"1A", secret}}, Variables{{"A B", secret}},
                                 Variables{{"", secret}}, Variables{{"TMUX", secret}},
                                 Variables{{"TERM", secret}}, Variables{{"OK", secret}, {"TMUX_PANE", "x"}},
                                 Variables{{"LONG", secret + std::string(9000, 'x')}}}) {
    const std::string error = live.error("new_session", object("name", "other", "env", Raw{env_of(wrong)}));
    INFO(error);
    CHECK(error.starts_with("env"));
    CHECK(error.find(secret) == std::string::npos);
  }
  const std::string taken =
      live.error("new_session", object("name", "job", "env", Raw{env_of({{"TOKEN", secret}})}));
  CHECK(taken.find("already exists") != std::string::npos);
  CHECK(taken.find(secret) == std::string::npos);
  CHECK(live.tmux.session_names() == std::vector<std::string>{"job"});
}

TEST_CASE("new_session env: as many and as much as may be given, with a long directory") {
  LiveServer live;
  std::string cwd = live.tmux / "";
  while (cwd.size() < 3000) cwd += std::string(200, 'd') + "/";
  std::filesystem::create_directories(cwd);
  Variables variables;
  std::size_t bytes = 0;
  for (int i = 0; i < 63; ++i) {
    variables.emplace_back("V" + std::to_string(i), std::string(100, 'x'));
    bytes += variables.back().first.size() + 100;
  }
  variables.emplace_back("L", std::string(8 * 1024 - bytes - 1, 'y'));
  const std::string out = live.tmux / "out";
  live.ok("new_session", object("name", std::string(100, 'n'), "cwd", cwd, "env", Raw{env_of(variables)},
                                "command", writing_to(out)));
  for (const auto& [name, value] : variables) CHECK(holds(written_to(out), name, value));
}

TEST_CASE("call: env is an object of JSON") {
  const PrivateTmux tmux;
  const std::string out = tmux / "out";
  const auto call = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {server_binary(), "call", "new_session"});
    return run_command(arguments, tmux.environment(), {}, kPatience);
  };
  CHECK(call({"name=a", R"(env={"A":"b c","N":"1"})", "command=" + writing_to(out)}).exit == ExitStatus{});
  CHECK(holds(written_to(out), "A", "b c"));
  const CommandResult wrong = call({"name=b", "env=A=b"});
  CHECK(wrong.exit == ExitStatus{1, 0});
  CHECK(wrong.error.find("env must be an object whose values are strings") != std::string::npos);
}
