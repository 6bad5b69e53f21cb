// send_keys: key names are keys, everything else arrives byte for byte.
#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;

namespace {

/// Whether `told` is the whole of `keys` or, if they are long, their beginning and how long they are.
bool is_echo_of(std::string_view told, std::string_view keys) {
  const std::string end = "… (" + std::to_string(keys.size()) + " bytes in all)";
  if (!told.ends_with(end)) return told == keys;
  told.remove_suffix(end.size());
  return told.size() >= 200 && told.size() < keys.size() && keys.starts_with(told);
}

/// A session whose terminal is raw and goes into a file: what is typed can be compared byte for byte.
class Recorder {
 public:
  explicit Recorder(LiveServer& live) : live_(live), file_(live.tmux / "typed") {
    live.tmux.start_job("raw", "stty raw -echo; echo recording; exec cat > " + file_);
    REQUIRE(live.tmux.shows("raw", "recording"));
  }
  /// Sends `keys` without Enter and gives what arrived up to a mark that is sent behind them.
  std::string typed(std::string_view keys) {
    send(keys, false);
    send(kMark, false);
    REQUIRE(wait_until([&] { return unseen().ends_with(kMark); }));
    std::string text = unseen();
    seen_ += text.size();
    return text.substr(0, text.size() - kMark.size());
  }
  void send(std::string_view keys, bool enter) {
    const Json sent = live_.ok("send_keys", object("name", "raw", "keys", keys, "enter", enter));
    CHECK(sent["session"].string() == "raw");
    CHECK(is_echo_of(sent["keys"].string(), keys));
    CHECK(sent["enter"].boolean() == enter);
  }
  [[nodiscard]] std::string unseen() const { return read_file(file_).substr(seen_); }

 private:
  static constexpr std::string_view kMark = "<end of keys>";
  LiveServer& live_;
  std::string file_;
  std::size_t seen_ = 0;
};

}  // namespace

TEST_CASE("send_keys: a line and Enter, as an agent types a command") {
  LiveServer live;
  live.tmux.start_job("cat", "exec cat");
  const Json sent = live.ok("send_keys", object("name", "cat", "keys", "hello there"));
  CHECK(sent.keys() == std::vector<std::string>{"session", "keys", "enter", "pane", "cursor"});
  CHECK(sent["pane"].string() == live.tmux.must({"display-message", "-p", "-t", "=cat:", "#{pane_id}"}));
  CHECK(sent["enter"].boolean());
  CHECK(live.shows("cat", "hello there\nhello there"));
}

TEST_CASE("send_keys: one key name is that key") {
  LiveServer live;
  Recorder raw(live);
  const std::vector<std::pair<const char*, const char*>> keys = {
      {"C-c", "\x03"},     {"C-d", "\x04"},      {"C-z", "\x1a"},    {"C-a", "\x01"},
      {"M-x", "\x1bx"},    {"Up", "\x1b[A"},     {"Down", "\x1b[B"}, {"Right", "\x1b[C"},
      {"Left", "\x1b[D"},  {"Enter", "\r"},      {"Escape", "\x1b"}, {"Tab", "\t"},
      {"Space", " "},      {"BSpace", "\x7f"},   {"F1", "\x1bOP"},   {"F5", "\x1b[15~"},
      {"F12", "\x1b[24~"}, {"DC", "\x1b[3~"},    {"End", "\x1b[4~"}, {"Home", "\x1b[1~"},
      {"PgUp", "\x1b[5~"}, {"NPage", "\x1b[6~"}, {"BTab", "\x1b[Z"}, {"C-Up", "\x1b[1;5A"},
      {"^C", "\x03"}};
  for (const auto& [name, bytes] : keys) {
    INFO(name);
    CHECK(raw.typed(name) == bytes);
  }
}

TEST_CASE("send_keys: everything else is typed as it is, also what tmux would take for a key") {
  LiveServer live;
  Recorder raw(live);
  for (const char* text : {"echo hi;",   "-rf",        "-l",   "--",         "end",     "up",
                           "enter",      "0x41",       "c-c",  "f5",         "Up Down", "Enter ",
                           " Up",        ";",          ";;",   "\\;",        "a\\;",    "$HOME",
                           "#{pane_id}", "#(touch x)", "it's", "\"quoted\"", "`tick`",  "né日本🎉",
                           "~",          "%1",         "{",    "}",          "a",       "C-",
                           "M-",         "KPEnter",    "Any",  "None",       "User1",   "MouseDown1Pane",
                           "\\x41",      "U+41",       "a\tb", "100%"}) {
    INFO(text);
    CHECK(raw.typed(text) == text);
  }
}

TEST_CASE("send_keys: newlines within a text arrive as they are") {
  LiveServer live;
  Recorder raw(live);
  CHECK(raw.typed("one\ntwo\n\nthree") == "one\ntwo\n\nthree");
}

TEST_CASE("send_keys: 20 kB arrive byte for byte, in order") {
  LiveServer live;
  Recorder raw(live);
  std::string text;
  while (text.size() < 20000) text += "né日本" + std::to_string(text.size()) + ";-#{}'\"\\ ";
  CHECK(raw.typed(text) == text);
}

TEST_CASE("send_keys: Enter is pressed behind the keys unless told not to, and once if it is the key") {
  LiveServer live;
  Recorder raw(live);
  raw.send("ls", true);
  raw.send("Up", true);
  live.ok("send_keys", object("name", "raw", "keys", "Enter"));
  raw.send("Enter", false);
  CHECK(raw.typed("x") == "ls\r\x1b[A\r\r\rx");
}

TEST_CASE("send_keys: a list is typed in order, in one turn, without Enter") {
  LiveServer live;
  Recorder raw(live);
  const std::string list = R"({"name":"raw","keys":["C-x","Down","ls -l","Esc",":wq","Return"]})";
  const std::string other = object("name", "raw", "keys", "<other>", "enter", false);
  live.server.send(stateless_call_request("1", "send_keys", list));
  LiveServer second({"-S", live.tmux.socket()});  // another copy of the server types into the same pane
  CHECK_FALSE(is_error(second.server.call("send_keys", other)));
  const Json sent = live.server.reply("1")["result"]["structuredContent"];
  CHECK(sent["keys"].items().size() == 6);
  CHECK(sent["pressed"].string() == "Escape Enter");
  CHECK_FALSE(sent["enter"].boolean());
  const std::string typed = raw.typed("x");
  CHECK(typed.find("\x18\x1b[Bls -l\x1b:wq\r") != std::string::npos);
  CHECK(typed.find("<other>") != std::string::npos);
}

TEST_CASE("send_keys: spellings of keys are pressed or come back with a hint") {
  LiveServer live;
  Recorder raw(live);
  const auto send = [&](const char* keys) {
    return live.ok("send_keys", object("name", "raw", "keys", keys, "enter", false));
  };
  const std::vector<std::pair<const char*, const char*>> pressed = {
      {"Esc", "Escape"},       {"ctrl+c", "C-c"},      {"Ctrl-C", "C-c"},
      {"Return", "Enter"},     {"C-x C-s", "C-x C-s"}, {"Down Down Enter", "Down Down Enter"},
      {"Backspace", "BSpace"}, {"PageDn", "PageDown"}};
  for (const auto& [keys, key] : pressed) CHECK(send(keys)["pressed"].string() == key);
  CHECK(send("esc")["hint"].is_string());
  CHECK(send("Enter ")["hint"].is_string());
  CHECK(raw.typed("x") == "\x1b\x03\x03\r\x18\x13\x1b[B\x1b[B\r\x7f\x1b[6~escEnter x");
}

TEST_CASE("send_keys: a hundred calls in flight take effect in the order in which they were sent") {
  LiveServer live({"--timeout", "60"});  // for the last of them, behind ssh on a busy machine
  Recorder raw(live);
  std::string requests;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    const std::string text = "<" + std::to_string(i) + ">";
    requests += stateless_call_request(std::to_string(i), "send_keys",
                                       object("name", "raw", "keys", text, "enter", false)) +
                "\n";
    expected += text;
  }
  live.server.send_bytes(requests);
  for (int i = 0; i < 100; ++i)
    REQUIRE_FALSE(is_error(live.server.reply(std::to_string(i), kPatience * 2)["result"]));
  CHECK(raw.typed("x") == expected + "x");
}

TEST_CASE("send_keys: empty and missing keys are refused with the sentence that users know") {
  LiveServer live;
  live.tmux.start_job("cat", "exec cat");
  CHECK(live.error("send_keys", object("name", "cat", "keys", "")) == "keys is required (non-empty string)");
  CHECK(live.error("send_keys", object("name", "cat")) == "keys is required (non-empty string)");
  CHECK(live.error("send_keys", object("name", "no", "keys", "x"))
            .starts_with("session \"no\" does not exist;"));
}

TEST_CASE("send_keys: a pane in copy mode is an error that says so, and nothing is typed") {
  LiveServer live;
  Recorder raw(live);
  live.tmux.must({"copy-mode", "-t", "=raw:"});
  const std::string error = live.error("send_keys", object("name", "raw", "keys", "q"));
  INFO(error);
  CHECK(error.find("is in copy-mode") != std::string::npos);
  CHECK(error.find("cancel_mode:true") != std::string::npos);
  CHECK(live.tmux.must({"display-message", "-p", "-t", "=raw:", "#{pane_in_mode}"}) == "1");
  live.tmux.must({"send-keys", "-t", "=raw:", "-X", "cancel"});
  CHECK(raw.typed("after") == "after");
}

TEST_CASE("kill_session: ends exactly the one named") {
  LiveServer live;
  live.tmux.start_job("job", "echo here");
  live.tmux.start_job("job2", "echo here");
  CHECK(live.error("kill_session", object("name", "jo")).starts_with("session \"jo\" does not exist;"));
  const Json killed = live.ok("kill_session", object("name", "job"));
  CHECK(killed["killed"].boolean());
  CHECK(live.tmux.session_names() == std::vector<std::string>{"job2"});
  CHECK(live.error("kill_session", object("name", "job")).starts_with("session \"job\" does not exist;"));
}
