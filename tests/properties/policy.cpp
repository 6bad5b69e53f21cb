// Whatever is called, in whatever order, under --own --allow: sessions that are not ours or not allowed get no byte and no
// signal, and stay what they are.
#include <cstdio>
#include <random>
#include <unistd.h>

#include "support/e2e/policy_world.hpp"
#include "support/rounds.hpp"

using namespace smcp::test;

namespace {

/// Calls on their way at once.
constexpr int kTogether = 4;
/// Sessions of the calls' own that may be there at once.
constexpr std::size_t kMostNew = 6;

/// What is in these may only be read, or not even that.
const std::vector<std::string> kBystanders = {"a-foreign", "secret",    "secret-l",  "a-group-h", "secret-g",
                                              "a-linked",  "a-group-f", "a-group-x", "secret-in"};
/// The assistant's own pane: its session is ours and may be arranged, and it gets no byte.
constexpr const char* kSelf = "a-self";

/// Writes down every byte that the pane gets, and every signal. A shell that only waits takes its signals at once.
std::string recorder(const std::string& folder, const std::string& name) {
  const std::string bytes = folder + "/bytes-" + name;
  const std::string signals = folder + "/signals-" + name;
  std::string script = "stty raw -echo\n: > " + bytes + "\n: > " + signals + "\n";
  for (const char* signal : {"HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "TSTP", "CONT", "WINCH"})
    script += std::string("trap 'echo ") + signal + " >> " + signals + "' " + signal + "\n";
  script += "cat < /dev/tty >> " + bytes + " &\necho mark-" + name +
            "\nwhile kill -0 $!; do wait $!; done\necho ended >> " + signals + "\n";
  const std::string file = folder + "/recorder-" + name;
  write_file(file, script);
  return "exec sh " + file;
}

class RandomCalls {
 public:
  explicit RandomCalls(unsigned seed)
      : random_(seed), world_([this](const std::string& name) { return recorder(folder_.path(), name); }) {
    world_.serve({"--own", "--allow", "a*"});
    pool_ = {"$0", "%1", "=secret", "nosuch", "a-new-1", "a-new-2", "b-new", "a-renamed", "secret-new"};
    for (const auto& name : world_.tmux().session_names()) pool_.push_back(name);
    remember_cursors();
    for (const auto& name : kBystanders) was_[name] = facts(name);
    for (const auto& name : kBystanders) REQUIRE_FALSE(was_[name].empty());
  }

  void round() {
    restore();
    for (int i = 0; i < kTogether; ++i) {
      const auto [tool, arguments] = next_call();
      calls_ += tool + " " + arguments + "\n";
      world_.server().send(stateless_call_request(std::to_string(++sent_), tool, arguments));
    }
    for (int i = kTogether - 1; i >= 0; --i) {
      const Json reply = world_.server().reply(std::to_string(sent_ - i));
      REQUIRE(reply["result"].exists());
      if (!is_error(reply["result"])) ++worked_;
      learn(reply["result"]);
    }
    check();
    calls_.clear();
  }

  /// Everything by now, and that it would have been seen.
  void finish() {
    check();
    CHECK(worked_ > 0);
    for (const auto& name : kBystanders) {
      INFO(name);
      world_.tmux().must({"send-keys", "-t", "=" + name + ":", "x"});
      if (recorded("bytes", name)) CHECK(wait_until([&] { return !read(name, "bytes").empty(); }));
      world_.tmux().must({"resize-window", "-t", "=" + name + ":", "-x", "70", "-y", "20"});
      CHECK(wait_until([&] { return facts(name) != was_[name]; }));
      if (recorded("signals", name))
        CHECK(wait_until([&] { return read(name, "signals").ends_with("WINCH\n"); }));
    }
  }
  [[nodiscard]] int worked() const { return worked_; }

 private:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }
  const std::string& one_of(const std::vector<std::string>& all) { return all[below(all.size())]; }

  /// Sessions of a group have one recorder between them.
  [[nodiscard]] bool recorded(const char* what, const std::string& name) const {
    return file_exists(folder_ / (std::string(what) + "-" + name));
  }
  static bool file_exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }
  [[nodiscard]] std::string read(const std::string& name, const char* what) const {
    const std::string path = folder_ / (std::string(what) + "-" + name);
    return file_exists(path) ? read_file(path) : "";
  }
  [[nodiscard]] std::string facts(const std::string& name) const {
    return world_.told(name,
                       "#{session_id} #{window_id} #{pane_id} #{pane_pid} #{pane_dead} "
                       "#{window_width}x#{window_height} #{session_windows}") +
           " " + read(name, "signals");
  }

  void check() {
    INFO("calls:\n" << calls_);
    for (const auto& name : kBystanders) {
      INFO(name);
      CHECK(read(name, "bytes").empty());
      CHECK(facts(name) == was_[name]);
    }
    CHECK(read(kSelf, "bytes").empty());
  }

  /// a-own, if it is gone or has another name, and not too many that the calls have made.
  void restore() {
    if (world_.id_of("a-own").empty()) {
      world_.add({"a-own"});
      world_.mark("a-own");
    }
    std::vector<std::string> made;
    for (const auto& name : world_.tmux().session_names())
      if (!was_.contains(name) && name != "a-own" && name != kSelf) made.push_back(name);
    while (made.size() > kMostNew) {
      world_.tmux().must({"kill-session", "-t", "=" + made.back()});
      made.pop_back();
    }
    for (const auto& name : made) world_.mark(name);
  }

  void remember_cursors() {
    ServerProcess free({world_.tmux().environment(), {}});
    for (const auto& name : world_.tmux().session_names()) {
      learn(free.call("capture_pane", object("name", name)));
      const std::string pane = world_.pane_of(name);
      panes_.push_back(pane);
      jobs_.push_back(pane + "-k4f9q2");
    }
    CHECK(free.finish() == ExitStatus{});
  }
  /// Cursors, jobs and panes of an answer.
  void learn(const Json& result) {
    const auto& blocks = result["content"].items();
    if (is_error(result) || blocks.empty() || !blocks.back()["text"].string().starts_with("{")) return;
    const Json about = Json::parse(blocks.back()["text"].string());
    if (about["cursor"].is_string()) cursors_.push_back(about["cursor"].string());
    if (about["job"].is_string()) jobs_.push_back(about["job"].string());
    if (about["pane"].is_string()) panes_.push_back(about["pane"].string());
  }

  /// `json` is an object; half of the time it gets a pane.
  std::string perhaps_pane(const std::string& json) {
    if (below(2) == 0) return json;
    return json.substr(0, json.size() - 1) + ",\"pane\":" + json_string(one_of(panes_)) + "}";
  }
  std::string perhaps_since(const std::string& json) {
    if (below(2) == 0 || cursors_.empty()) return json;
    return json.substr(0, json.size() - 1) + ",\"since\":" + json_string(one_of(cursors_)) + "}";
  }
  std::string names() {
    return "[" + json_string(one_of(pool_)) + (below(2) == 0 ? "," + json_string(one_of(pool_)) : "") + "]";
  }

  std::pair<std::string, std::string> next_call() {
    const std::string& name = one_of(pool_);
    static_assert(kToolCount == 15, "a new tool must be drawn here, too");
    switch (below(kToolCount + 2)) {
      case 0:
        return {"list_sessions", "{}"};
      case 1:
        return {"has_session", object("name", name)};
      case 2:
        return {"list_windows", object("name", name)};
      case 3:
        return {"capture_pane", perhaps_since(perhaps_pane(object("name", name)))};
      case 4:
        return {"search_output", perhaps_pane(object("pattern", "mark", "names", Raw{names()}))};
      case 5:
        return {"session_status", below(2) == 0 ? "{}" : object("names", Raw{names()})};
      case 6:
        return {"new_session", object("name", name)};
      case 7:
        return {"kill_session", below(2) == 0 ? object("name", name) : object("names", Raw{names()})};
      case 8:
        return {"new_window",
                below(2) == 0 ? object("name", name) : perhaps_pane(object("name", name, "split", "below"))};
      case 9:
        return {"kill_pane", object("name", name, "pane", one_of(panes_))};
      case 10:
        return {"rename", object("name", name, "to", one_of(pool_))};
      case 11:
        return {"rename", object("name", name, "window", one_of(panes_), "to", one_of(pool_))};
      case 12:
        return {"resize", object("name", name, "width", 60 + below(60), "height", 20 + below(20))};
      case 13:
        return {"run_command", perhaps_pane(object("name", name, "command", "echo run", "wait", false,
                                                   "timeout_seconds", 1))};
      case 14:
        return {"run_command",
                object("name", name, "command", "echo run", "create", true, "timeout_seconds", 1)};
      case 15:
        return {"wait_for", below(2) == 0 ? object("job", one_of(jobs_), "timeout_seconds", 1)
                                          : perhaps_since(object("name", name, "timeout_seconds", 1))};
      default:
        return {"send_keys", perhaps_pane(object("name", name, "keys", one_of(keys_)))};
    }
  }

  std::mt19937 random_;
  TempDir folder_;
  PolicyWorld world_;
  std::vector<std::string> pool_;  ///< names
  std::vector<std::string> panes_ = {"0", "0.0", "7", "secret", "secret:0.0"};
  std::vector<std::string> cursors_;
  std::vector<std::string> jobs_;
  std::vector<std::string> keys_ = {"x", "C-c", "C-d", "Enter", "exit", "typed"};
  std::map<std::string, std::string> was_;  ///< what is known of each bystander
  std::string calls_;                       ///< of this round
  int sent_ = 0;
  int worked_ = 0;
};

}  // namespace

TEST_CASE(
    "policy property: whatever is called, bystanders get no byte and no signal, and stay what they are") {
  const unsigned seed = chosen_seed();
  std::printf("repeat with SESSIONS_MCP_TEST_SEED=%u\n", seed);
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  RandomCalls calls(seed);
  const int all = rounds(30);
  for (int round = 0; round < all; ++round) calls.round();
  calls.finish();
  std::printf("%d of %d calls worked\n", calls.worked(), all * kTogether);
}
