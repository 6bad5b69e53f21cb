#include "tmux/jobs/job_plan.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/contains.hpp"

namespace smcp::tmux {
namespace {

using Words = std::vector<std::string_view>;

/// Characters that separate words. Quotes are among them, because quoted text may be evaluated.
constexpr std::string_view kSeparators = " \t\n;&|()<>{}`'\"\\";
constexpr std::string_view kSpaces = " \t\n";

constexpr auto kEnders = std::to_array<std::string_view>({"exit", "exec", "logout", "trap", "suspend"});
constexpr auto kZshEnders = std::to_array<std::string_view>({"bye", "setopt", "unsetopt", "emulate"});
constexpr auto kFishEnders = std::to_array<std::string_view>({"exec", "trap"});

/// Words that mean the shell's own process in a `kill`.
constexpr auto kOwnProcess =
    std::to_array<std::string_view>({"$$", "BASHPID", "sysparams", "fish_pid", "%self", "PPID"});

Words words_of(std::string_view text) {
  Words words;
  while (true) {
    const auto begin = text.find_first_not_of(kSeparators);
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    const auto word = text.substr(0, text.find_first_of(kSeparators));
    words.push_back(word);
    text.remove_prefix(word.size());
  }
}

/// Matches `set -eu` and `set +o pipefail`; not `set`, which lists the variables, nor `set -- a b`.
bool sets_options(const Words& words) {
  for (auto word = words.begin(); word != words.end(); ++word) {
    const auto next = word + 1;
    if (*word != "set" || next == words.end()) continue;
    if ((next->starts_with('-') || next->starts_with('+')) && *next != "--" && *next != "-") return true;
  }
  return false;
}

bool kills_its_shell(const Words& words, std::string_view text) {
  if (!contains(words, "kill")) return false;
  return contains(words, "0") ||
         std::any_of(kOwnProcess.begin(), kOwnProcess.end(),
                     [&](std::string_view own) { return text.find(own) != std::string_view::npos; });
}

bool may_end(ShellKind shell, const Words& words) {
  const auto is_among = [](const auto& names) {
    return [&names](std::string_view word) { return contains(names, word); };
  };
  if (shell == ShellKind::fish) return std::any_of(words.begin(), words.end(), is_among(kFishEnders));
  if (std::any_of(words.begin(), words.end(), is_among(kEnders)) || sets_options(words)) return true;
  if (shell == ShellKind::bash) return contains(words, "shopt");
  return shell == ShellKind::zsh && std::any_of(words.begin(), words.end(), is_among(kZshEnders));
}

/// Whether there is something that begins like a comment, and something that begins like a substitution.
bool may_have_comments_inside(std::string_view text) {
  const auto inside = std::to_array<std::string_view>({"$(", "`", "<(", ">(", "=(", "${"});
  if (std::none_of(inside.begin(), inside.end(),
                   [text](std::string_view begin) { return text.find(begin) != std::string_view::npos; }))
    return false;
  for (auto at = text.find('#', 1); at != std::string_view::npos; at = text.find('#', at + 1)) {
    if (kSeparators.find(text[at - 1]) != std::string_view::npos) return true;
  }
  return false;
}

/// Whether it consists only of commands like `set -o vi`, one after the other, without expansions or
/// redirections.
bool only_sets_options(ShellKind shell, std::string_view command) {
  if (shell == ShellKind::fish || command.find_first_of("&|()<>{}`$\\#") != std::string_view::npos)
    return false;
  bool sets = false;
  while (!command.empty()) {
    const auto end = std::min(command.find_first_of(";\n"), command.size());
    const Words words = words_of(command.substr(0, end));
    command.remove_prefix(std::min(end + 1, command.size()));
    if (words.empty()) continue;
    const std::string_view first = words.front();
    const bool of_shell = (shell == ShellKind::bash && first == "shopt") ||
                          (shell == ShellKind::zsh && first != "bye" && contains(kZshEnders, first));
    if (!of_shell && !(first == "set" && sets_options(words))) return false;
    sets = true;
  }
  return sets;
}

/// Finds the bodies of functions, `name() { … }`, as far as they are certain.
class FunctionBodies {
 public:
  explicit FunctionBodies(std::string_view text) : text_(text) {
    // A here-document may contain anything.
    sure_ = text.find("<<") == std::string_view::npos;
    while (sure_ && at_ < text_.size()) step();
    sure_ = sure_ && depth_ == 0;
  }

  /// The text without the bodies of functions whose names do not occur outside of them; the whole text if in
  /// doubt.
  [[nodiscard]] std::string without_uncalled() const {
    if (!sure_) return std::string(text_);
    std::string outside;
    std::size_t from = 0;
    for (const Body& body : bodies_) {
      outside.append(text_.substr(from, body.name_begin - from)).push_back('\n');
      from = body.end;
    }
    outside.append(text_.substr(from));
    const Words words = words_of(outside);
    std::string result = outside;
    for (const Body& body : bodies_) {
      // A function that another one calls counts, too.
      const auto rest = [&](const Body& other) {
        return &other != &body && contains(words_of(inside(other)), body.name);
      };
      if (contains(words, body.name) || std::any_of(bodies_.begin(), bodies_.end(), rest))
        result.append("\n").append(inside(body));
    }
    return result;
  }
  [[nodiscard]] std::vector<JobPlan::Function> functions() const {
    std::vector<JobPlan::Function> functions;
    if (!sure_) return functions;
    for (const Body& body : bodies_)
      functions.push_back(
          {std::string(body.name), std::string(text_.substr(body.name_begin, body.end - body.name_begin))});
    return functions;
  }
  /// The text without the bodies of all functions; the whole text if in doubt.
  [[nodiscard]] std::string outside() const {
    if (!sure_) return std::string(text_);
    std::string outside;
    std::size_t from = 0;
    for (const Body& body : bodies_) {
      outside.append(text_.substr(from, body.begin - from)).push_back('\n');
      from = body.end;
    }
    return outside.append(text_.substr(from));
  }

 private:
  struct Body {
    std::string_view name;
    std::size_t name_begin = 0;
    std::size_t begin = 0;  ///< after the opening brace
    std::size_t end = 0;    ///< after the closing brace
  };

  [[nodiscard]] std::string_view inside(const Body& body) const {
    return text_.substr(body.begin, body.end - body.begin);
  }

  void step() {
    const char c = text_[at_];
    if (c == '\\') {
      at_ += 2;
    } else if (c == '\'' || c == '"') {
      pass_quoted(c);
    } else if (c == '#' && (at_ == 0 || kSpaces.find(text_[at_ - 1]) != std::string_view::npos)) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      if (c == '{') open();
      if (c == '}') close();
      ++at_;
    }
  }

  void pass_quoted(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (quote == '"' && text_[at_] == '\\') ++at_;
    }
    sure_ = at_ < text_.size();
    ++at_;
  }

  void open() {
    if (depth_++ > 0) return;
    // After `name ( )`.
    const auto parenthesis = before(at_);
    if (parenthesis == std::string_view::npos || text_[parenthesis] != ')') return;
    const auto opening = before(parenthesis);
    if (opening == std::string_view::npos || text_[opening] != '(') return;
    const auto last = before(opening);
    if (last == std::string_view::npos) return;
    const auto separator = text_.find_last_of(kSeparators, last);
    const auto begin = separator == std::string_view::npos ? 0 : separator + 1;
    if (begin > last) return;
    bodies_.push_back({text_.substr(begin, last + 1 - begin), begin, at_ + 1, text_.size()});
    in_body_ = true;
  }

  void close() {
    sure_ = depth_ > 0;
    if (!sure_ || --depth_ > 0 || !in_body_) return;
    bodies_.back().end = at_ + 1;
    in_body_ = false;
  }

  /// The last place before `at` that is not white space.
  [[nodiscard]] std::size_t before(std::size_t at) const {
    return at == 0 ? std::string_view::npos : text_.find_last_not_of(kSpaces, at - 1);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool in_body_ = false;
  bool sure_ = true;
  std::vector<Body> bodies_;
};

}  // namespace

bool leaves_shell(std::string_view command) {
  const Words words = words_of(command);
  if (words.empty() || words.size() > 2 ||
      command.find_first_of(";&|()<>{}`$\"'\\#\n") != std::string_view::npos)
    return false;
  const bool status = words.size() == 2;
  const bool is_number = status && words[1].find_first_not_of("0123456789") == std::string_view::npos;
  return (words[0] == "exit" || words[0] == "logout") && (!status || is_number);
}

bool has_left_shell(const JobLook& look, const JobId& id) {
  if (!look.is_newest(id) || !look.shell) return false;
  return look.shell->pid != look.state.pid && leaves_shell(look.job->command);
}

JobPlan plan_job(ShellKind shell, std::string_view command, bool inside) {
  JobPlan plan;
  plan.leaves = inside && leaves_shell(command);
  if (plan.leaves) return plan;
  plan.keeps_options = only_sets_options(shell, command);
  if (plan.keeps_options) return plan;
  if (shell == ShellKind::fish) {
    const Words words = words_of(command);
    plan.returns = contains(words, "return") || contains(words, "exit");
    plan.kills_shell = kills_its_shell(words, command);
    plan.in_copy = plan.kills_shell || may_end(shell, words);
    return plan;
  }
  const FunctionBodies bodies(command);
  const std::string counts = bodies.without_uncalled();
  const Words words = words_of(counts);
  plan.returns = contains(words_of(bodies.outside()), "return");
  plan.kills_shell = kills_its_shell(words, counts);
  plan.in_copy = plan.returns || plan.kills_shell || may_end(shell, words);
  plan.functions = bodies.functions();
  plan.comments_inside = shell == ShellKind::zsh && may_have_comments_inside(command);
  if (shell == ShellKind::bash && command.find("PROMPT_COMMAND") != std::string_view::npos) {
    const Words all = words_of(command);
    plan.locks_prompt_command =
        contains(all, "readonly") || contains(all, "declare") || contains(all, "typeset");
  }
  return plan;
}

}  // namespace smcp::tmux
