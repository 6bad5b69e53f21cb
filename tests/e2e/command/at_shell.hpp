// A person's shell beside a private tmux: commands of the program there, to their end or in the background.
#pragma once

#include <fcntl.h>
#include <fstream>
#include <sstream>

#include "support/e2e/live_server.hpp"
#include "support/holds.hpp"

namespace smcp::test {

inline std::string text_of_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

struct AtShell {
  /// The session "job", at its prompt, with `history` lines.
  void start_shell(int history = 2000) const {
    tmux.must({"start-server", ";", "set-option", "-g", "history-limit", std::to_string(history), ";",
               "new-session", "-d", "-s", "job", "PS1='ready$ ' exec bash --norc --noprofile"});
    REQUIRE(tmux.shows("job", "ready$"));
  }
  CommandResult run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), server_binary());
    return run_command(arguments, tmux.environment(), {}, kPatience * 2);
  }
  /// Lets a command go on that waits for it with `until test -e FILE`.
  void make_file(const std::string& name) const { write_file(tmux / name, ""); }
  [[nodiscard]] std::string until_file(const std::string& name) const {
    return "until test -e " + (tmux / name) + "; do sleep 0.05; done";
  }

  PrivateTmux tmux;
};

/// One that runs meanwhile; what it prints goes to files.
class InBackground {
 public:
  InBackground(const PrivateTmux& tmux, const std::string& name, std::vector<std::string> arguments)
      : output_(tmux / (name + ".out")),
        error_(tmux / (name + ".err")),
        out_(::open(output_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)),
        err_(::open(error_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)),
        child_(options(std::move(arguments), tmux.environment())) {}

  [[nodiscard]] std::string output() const { return text_of_file(output_); }
  [[nodiscard]] std::string error() const { return text_of_file(error_); }
  [[nodiscard]] bool has_printed(const std::string& text) const {
    return wait_until([&] { return output() == text; });
  }
  Child& child() { return child_; }

 private:
  ChildOptions options(std::vector<std::string> arguments, const Environment& environment) const {
    arguments.insert(arguments.begin(), server_binary());
    ChildOptions made;
    made.argv = std::move(arguments);
    made.environment = environment;
    made.output = out_.get();
    made.error = err_.get();
    return made;
  }
  std::string output_, error_;
  Fd out_, err_;
  Child child_;
};

/// The object about an answer: the first line of standard error.
inline Json about(const std::string& error) {
  return Json::parse(error.substr(0, error.find('\n')));
}

}  // namespace smcp::test
