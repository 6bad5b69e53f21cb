#include "support/e2e/policy_world.hpp"

#include <algorithm>
#include <sstream>

#include "support/catch.hpp"
#include "support/e2e/keep_path.hpp"

namespace smcp::test {
namespace {

/// Printed before what each of several panes shows. No test shows it.
constexpr const char* kNext = "=== the next pane ===";

/// Several commands for one client of tmux.
class Batch {
 public:
  void add(const std::vector<std::string>& command) {
    if (!words_.empty()) words_.emplace_back(";");
    words_.insert(words_.end(), command.begin(), command.end());
  }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  std::vector<std::string> words_;
};

std::string target_of(const std::string& session) {
  return "=" + session + ":";
}

}  // namespace

PolicyWorld::PolicyWorld(std::function<std::string(const std::string& name)> script)
    : script_(std::move(script)) {
  keep_path(tmux_);
  add({"a-own", "a-foreign", "secret", "a-self", "a-group-h", "a-linked", "a-group-f", "secret-in", "a-out",
       "secret-l"});
  mark({"a-own", "a-self", "a-group-h", "a-linked", "a-group-f", "secret-in", "a-out"});
  tmux_.must({"new-session", "-d", "-t", "=a-group-h",  "-s", "secret-g",   ";",
              "new-session", "-d", "-t", "=a-group-f",  "-s", "a-group-x",  ";",
              "link-window", "-d", "-s", "=a-linked:0", "-t", "=secret-l:7"});
}

void PolicyWorld::serve(const std::vector<std::string>& options) {
  const std::string socket = tmux_.socket() + "," + std::to_string(tmux_.server_pid()) + ",0";
  const Environment inside = {{"TMUX", socket}, {"TMUX_PANE", pane_of("a-self")}};
  server_ = std::make_unique<ServerProcess>(ServerOptions{merged(tmux_.environment(), inside), options});
}

void PolicyWorld::rename_two() {
  for (const char* name : {"secret-in", "a-out"}) (void)server_->call("has_session", object("name", name));
  tmux_.must(
      {"rename-session", "-t", "=secret-in", "a-in", ";", "rename-session", "-t", "=a-out", "secret-out"});
}

void PolicyWorld::add(const std::vector<std::string>& names) {
  Batch batch;
  std::vector<std::string> targets;
  for (const std::string& name : names) {
    batch.add({"new-session", "-d", "-x", "80", "-y", "24", "-s", name, script_(name)});
    targets.push_back(target_of(name));
  }
  tmux_.must(batch.words());
  REQUIRE(wait_until([&] {
    const auto texts = texts_of(targets);
    return std::equal(texts.begin(), texts.end(), names.begin(), names.end(),
                      [](const auto& text, const auto& name) {
                        return text.find("mark-" + name + "\n") != std::string::npos;
                      });
  }));
}

void PolicyWorld::mark(const std::vector<std::string>& names) {
  Batch batch;
  for (const std::string& name : names)
    batch.add({"set-option", "-t", target_of(name), "@smcp-made-by", "test"});
  tmux_.must(batch.words());
}

std::map<std::string, std::string> PolicyWorld::panes() const {
  std::istringstream lines(tmux_.must({"list-sessions", "-F", "#{pane_id} #{session_name}"}));
  std::map<std::string, std::string> panes;
  for (std::string pane, name; lines >> pane >> name;) panes[name] = pane;
  return panes;
}

std::string PolicyWorld::told(const std::string& name, const std::string& format) const {
  const CommandResult result =
      tmux_.run({"display-message", "-p", "-t", target_of(name), "#{session_name} " + format});
  const std::string begin = name + " ";
  if (!result.output.starts_with(begin)) return {};
  return result.output.substr(begin.size(), result.output.size() - begin.size() - 1);
}

std::map<std::string, std::string> PolicyWorld::states() const {
  std::istringstream lines(tmux_.must({"list-panes", "-a", "-F",
                                       "#{session_name} #{pane_id} #{session_id} #{window_id} "
                                       "#{window_width}x#{window_height} #{pane_pid} #{pane_dead}"}));
  std::vector<std::pair<std::string, std::string>>
      rows;  // of a session: its name, and what tmux says of a pane
  std::vector<std::string> targets;
  for (std::string line; std::getline(lines, line);) {
    const auto name = line.substr(0, line.find(' '));
    targets.push_back(line.substr(name.size() + 1, line.find(' ', name.size() + 1) - name.size() - 1));
    rows.emplace_back(name, line);
  }
  const auto texts = texts_of(targets);
  REQUIRE(texts.size() == rows.size());
  std::map<std::string, std::string> states;
  for (std::size_t i = 0; i < rows.size(); ++i) states[rows[i].first] += rows[i].second + "\n" + texts[i];
  return states;
}

std::vector<std::string> PolicyWorld::texts_of(const std::vector<std::string>& targets) const {
  Batch batch;
  for (const std::string& target : targets) {
    batch.add({"display-message", "-p", kNext});
    batch.add({"capture-pane", "-p", "-S", "-", "-t", target});
  }
  const std::string output = tmux_.run(batch.words()).output;
  const std::string next = std::string(kNext) + "\n";
  std::vector<std::string> texts;
  for (auto at = output.find(next); at != std::string::npos;) {
    at += next.size();
    const auto end = output.find(next, at);
    texts.push_back(output.substr(at, end - at));
    at = end;
  }
  return texts;
}

}  // namespace smcp::test
