// What each key sends, whatever the version of tmux, its settings, and what programs have asked for.
#include <utility>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/request.hpp"

using namespace smcp::test;
using namespace std::string_literals;

namespace {

using Table = std::vector<std::pair<std::string, std::string>>;

/// A program with a raw terminal that has asked for `asked`, and writes what it gets to a file.
class RawProgram {
 public:
  RawProgram(LiveServer& live, const std::string& settings, const std::string& asked)
      : live_(live), file_(live.tmux / "typed") {
    if (!settings.empty()) {
      write_file(live.tmux / ".tmux.conf", settings + "\n");
    }
    live.tmux.start_job("raw", "stty raw -echo; printf '" + asked + "recording'; exec cat > " + file_);
    REQUIRE(live.tmux.shows("raw", "recording"));
  }
  /// Presses the keys in lists, a mark behind each, and gives what each has sent.
  [[nodiscard]] Table press(const Table& keys) {
    Table sent;
    for (std::size_t i = 0; i < keys.size(); i += kAtOnce) {
      std::string list;
      std::size_t end = std::min(i + kAtOnce, keys.size());
      for (std::size_t j = i; j < end; ++j)
        list += (j > i ? ",\"" : "\"") + escaped(keys[j].first) + "\",\"" + mark(j) + "\"";
      live_.ok("send_keys", R"({"name":"raw","keys":[)" + list + "]}");
      for (std::size_t j = i; j < end; ++j) sent.emplace_back(keys[j].first, up_to(mark(j)));
    }
    return sent;
  }
  std::string up_to(const std::string& mark) {
    std::size_t end = 0;
    REQUIRE(wait_until([&] { return (end = read_file(file_).find(mark, seen_)) != std::string::npos; }));
    const std::string text = read_file(file_).substr(seen_, end - seen_);
    seen_ = end + mark.size();
    return text;
  }

 private:
  static constexpr std::size_t kAtOnce = 20;
  static std::string mark(std::size_t i) { return "<" + std::to_string(i) + ">"; }
  static std::string escaped(const std::string& key) {
    return key.ends_with('\\') || key.ends_with('"') ? key.substr(0, key.size() - 1) + "\\" + key.back()
                                                     : key;
  }

  LiveServer& live_;
  std::string file_;
  std::size_t seen_ = 0;
};

/// As xterm sends keys with modifiers.
Table keys_that_tell_modifiers() {
  struct Key {
    const char* name;
    std::string plain;
    std::string before;
    char last;
  };
  std::vector<Key> keys;
  for (const auto& [name, last] :
       std::vector<std::pair<const char*, char>>{{"Up", 'A'}, {"Down", 'B'}, {"Right", 'C'}, {"Left", 'D'}})
    keys.push_back({name, "\x1b["s + last, "1", last});
  keys.push_back({"Home", "\x1b[1~", "1", 'H'});
  keys.push_back({"End", "\x1b[4~", "1", 'F'});
  for (const auto& [name, number] : std::vector<std::pair<const char*, const char*>>{{"IC", "2"},
                                                                                     {"Insert", "2"},
                                                                                     {"DC", "3"},
                                                                                     {"Delete", "3"},
                                                                                     {"PPage", "5"},
                                                                                     {"PageUp", "5"},
                                                                                     {"PgUp", "5"},
                                                                                     {"NPage", "6"},
                                                                                     {"PageDown", "6"},
                                                                                     {"PgDn", "6"},
                                                                                     {"F5", "15"},
                                                                                     {"F6", "17"},
                                                                                     {"F7", "18"},
                                                                                     {"F8", "19"},
                                                                                     {"F9", "20"},
                                                                                     {"F10", "21"},
                                                                                     {"F11", "23"},
                                                                                     {"F12", "24"}})
    keys.push_back({name, "\x1b["s + number + "~", number, '~'});
  for (const auto& [name, last] :
       std::vector<std::pair<const char*, char>>{{"F1", 'P'}, {"F2", 'Q'}, {"F3", 'R'}, {"F4", 'S'}})
    keys.push_back({name, "\x1bO"s + last, "1", last});
  Table table;
  const std::vector<std::pair<const char*, int>> modifiers = {
      {"S-", 2}, {"M-", 3}, {"M-S-", 4}, {"C-", 5}, {"C-S-", 6}, {"C-M-", 7}, {"C-M-S-", 8}, {"S-C-", 6}};
  for (const Key& key : keys) {
    table.emplace_back(key.name, key.plain);
    for (const auto& [prefix, code] : modifiers)
      table.emplace_back(prefix + std::string(key.name),
                         "\x1b[" + key.before + ";" + std::to_string(code) + key.last);
  }
  return table;
}

Table keys_that_tell_none() {
  Table table = {{"Enter", "\r"},          {"Escape", "\x1b"},       {"Tab", "\t"},
                 {"Space", " "},           {"BSpace", "\x7f"},       {"BTab", "\x1b[Z"},
                 {"S-Tab", "\x1b[Z"},      {"M-BTab", "\x1b\x1b[Z"}, {"M-S-Tab", "\x1b\x1b[Z"},
                 {"M-Enter", "\x1b\r"},    {"M-Escape", "\x1b\x1b"}, {"M-Tab", "\x1b\t"},
                 {"M-Space", "\x1b "},     {"M-BSpace", "\x1b\x7f"}, {"C-Space", "\0"s},
                 {"C-M-Space", "\x1b\0"s}, {"C-@", "\0"s},           {"C-2", "\0"s},
                 {"C-3", "\x1b"},          {"C-4", "\x1c"},          {"C-5", "\x1d"},
                 {"C-6", "\x1e"},          {"C-7", "\x1f"},          {"C-8", "\x7f"},
                 {"C-/", "\x1f"},          {"C--", "\x1f"},          {"C-?", "\x7f"},
                 {"M-é", "\x1bé"},         {"M-;", "\x1b;"},         {"M-[", "\x1b["}};
  for (char c = 'a'; c <= 'z'; ++c) {
    const std::string code(1, static_cast<char>(c - 'a' + 1));
    table.emplace_back("C-"s + c, code);
    table.emplace_back("^"s + static_cast<char>(c - 'a' + 'A'), code);
    table.emplace_back("M-"s + c, "\x1b"s + c);
    table.emplace_back("C-M-"s + c, "\x1b" + code);
  }
  for (const char c : {'[', '\\', ']', '^', '_'})
    table.emplace_back("C-"s + c, std::string(1, static_cast<char>(c & 0x1f)));
  return table;
}

/// Settings, and what the program has asked for: modifyOtherKeys.
struct Setting {
  std::string settings;
  std::string asked;
};
Setting setting() {
  const auto [settings, asked] =
      GENERATE(std::pair<const char*, const char*>{"", ""},
               std::pair<const char*, const char*>{"set -s extended-keys always", ""},
               std::pair<const char*, const char*>{"set -s extended-keys on", "\\033[>4;1m"},
               std::pair<const char*, const char*>{"set -s extended-keys on", "\\033[>4;2m"});
  return {settings, asked};
}

}  // namespace

TEST_CASE("keys: those that have no code for modifiers send what terminals send") {
  LiveServer live;
  const Setting how = setting();
  INFO(how.settings + how.asked);
  if (!how.settings.empty() && live.tmux.version() < TmuxVersion{3, 2}) return;
  RawProgram raw(live, how.settings, how.asked);
  const Table keys = keys_that_tell_none();
  CHECK(raw.press(keys) == keys);
}

TEST_CASE("keys: cursor and function keys tell their modifiers") {
  LiveServer live;
  RawProgram raw(live, "", "");
  const Table keys = keys_that_tell_modifiers();
  CHECK(raw.press(keys) == keys);
}

TEST_CASE("keys: text arrives byte for byte, control characters and line breaks, too") {
  LiveServer live;
  const Setting how = setting();
  INFO(how.settings + how.asked);
  if (!how.settings.empty() && live.tmux.version() < TmuxVersion{3, 2}) return;
  RawProgram raw(live, how.settings, how.asked);
  std::string all = "one\ntwo é日🎉\r\n;";
  for (char c = 1; c < 0x7f; ++c) all += c;
  all += "\x7f;";
  live.ok("send_keys", object("name", "raw", "keys", all, "enter", false, "paste", false));
  live.ok("send_keys", object("name", "raw", "keys", "<end>", "enter", false));
  CHECK(raw.up_to("<end>") == all);
}

TEST_CASE("keys: what no terminal can send is refused, and nothing is typed") {
  LiveServer live;
  RawProgram raw(live, "", "");
  for (const char* key :
       {"C-Tab", "S-Enter", "C-Enter", "C-Escape", "C-BSpace", "S-a", "C-;", "C-é", "C-S-Tab", "ctrl+tab"}) {
    INFO(key);
    CHECK(live.error("send_keys", object("name", "raw", "keys", key)).starts_with("there is no key "));
  }
  live.ok("send_keys", object("name", "raw", "keys", "<end>", "enter", false));
  CHECK(raw.up_to("<end>").empty());
}

TEST_CASE(
    "keys: C-c, C-backslash and C-d act on what reads lines, though a program that has gone had asked for "
    "more") {
  LiveServer live;
  const Setting how = setting();
  INFO(how.settings + how.asked);
  if (!how.settings.empty() && live.tmux.version() < TmuxVersion{3, 2}) return;
  if (!how.settings.empty()) write_file(live.tmux / ".tmux.conf", how.settings + "\n");
  const auto [key, ending] = GENERATE(std::pair<const char*, const char*>{"C-c", "ended by 2"},
                                      std::pair<const char*, const char*>{"C-\\", "ended by 3"},
                                      std::pair<const char*, const char*>{"C-d", "ended by 0"});
  // A child that ignores nothing, whose end the shell reports; it is started by name, so that it reads the terminal.
  live.tmux.start_job(
      "w", "printf '" + how.asked +
               "'; trap '' INT QUIT; python3 -c '\n"
               "import subprocess, signal\n"

               "child = subprocess.Popen([\"cat\"], preexec_fn=lambda: [signal.signal(s, signal.SIG_DFL) "
               "for s in (signal.SIGINT, signal.SIGQUIT)])\n"
               "print(\"started\", flush=True)\n"
               "print(\"ended by\", abs(child.wait()), flush=True)'");
  REQUIRE(live.tmux.shows("w", "started"));
  live.ok("send_keys", object("name", "w", "keys", key, "enter", false));
  CHECK(live.tmux.shows("w", ending));
}
