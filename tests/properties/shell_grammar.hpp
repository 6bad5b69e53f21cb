// Commands at random, which do the same in a terminal as in `SHELL -c`.
#pragma once

#include <cstddef>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::test {

/// Makes commands for one kind of shell: words in all ways of quoting, here-documents, comments, loops, functions and
/// whatever else a script is made of. They print text that a terminal shows as it is, anything else as the numbers of
/// its bytes. They leave nothing behind but variables and functions of their own (v1, f1 and so on), and read none that
/// they have not set themselves.
class ShellGrammar {
 public:
  /// `shell` is bash, zsh, fish, dash, ash or mksh.
  ShellGrammar(std::string_view shell, unsigned seed);

  [[nodiscard]] std::string command();

 private:
  using Rule = std::function<std::string(int depth)>;

  std::size_t below(std::size_t limit);
  bool once_in(std::size_t times) { return below(times) == 0; }
  std::string number(std::size_t limit) { return std::to_string(below(limit)); }

  // Each gives whole lines.
  std::string statements(int depth);
  std::string statement(int depth);
  std::string print();
  std::string print_bytes();
  std::string status();
  std::string comment();
  std::string here_document();

  void add_shared_rules();
  void add_posix_rules();
  void add_fish_rules();

  /// What may be in a word: without line breaks, or with any bytes that a command may hold.
  std::string text(bool in_one_line);
  /// `text` as the shell reads it.
  std::string quoted(const std::string& text);
  std::string word(bool in_one_line = true) { return quoted(text(in_one_line)); }
  std::string single_quoted(const std::string& text) const;
  std::string double_quoted(const std::string& text) const;
  std::string escaped(const std::string& text) const;
  std::string dollar_quoted(const std::string& text) const;
  std::string variable() { return "v" + number(3); }

  std::string shell_;
  bool fish_;
  std::mt19937 random_;
  std::vector<Rule> simple_;   ///< statements without others in them
  std::vector<Rule> nesting_;  ///< those with
};

}  // namespace smcp::test
