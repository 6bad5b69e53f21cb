#include "shell/unfinished_command.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "base/contains.hpp"

namespace smcp::shell {
namespace {

constexpr auto kOpening =
    std::to_array<std::string_view>({"if", "for", "while", "until", "case", "select", "{"});
constexpr auto kClosing = std::to_array<std::string_view>({"fi", "done", "esac", "}"});
/// Behind these and the opening ones, a command begins.
constexpr auto kBetween = std::to_array<std::string_view>({"then", "else", "elif", "do", "!", "time"});

constexpr bool ends_word(char c) {
  return std::string_view(" \t\n;&|()<>").find(c) != std::string_view::npos;
}

class Reading {
 public:
  explicit Reading(std::string_view text) : text_(text) {}

  bool is_unfinished() {
    while (!text_.empty() && !open_) step();
    return open_ || goes_on_ || depth_ > 0 || brackets_ > 0 || !here_.empty();
  }

 private:
  void step() {
    const char c = text_.front();
    if (c == '\n') {
      text_.remove_prefix(1);
      begins_ = true;
      return read_here_documents();
    }
    if (c == '#') return drop(text_.find('\n'));
    if (!ends_word(c)) return read_word();
    if (text_.starts_with("<<") && !text_.starts_with("<<<")) return read_here_operator();
    const bool twice = text_.starts_with("&&") || text_.starts_with("||");
    if (c == '(') ++brackets_;
    if (c == ')' && brackets_ > 0) --brackets_;  // that of a pattern of `case` has no partner
    if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
      begins_ = true;
      goes_on_ = twice || c == '|';
    }
    drop(text_.starts_with("<<<") ? 3 : twice ? 2 : 1);
  }

  void drop(std::size_t bytes) { text_.remove_prefix(std::min(bytes, text_.size())); }

  /// Up to the closing quote. None closes it: it is open.
  void drop_quoted(char quote) {
    drop(1);
    while (!text_.empty() && text_.front() != quote) drop(text_.front() == '\\' && quote != '\'' ? 2 : 1);
    open_ = text_.empty();
    drop(1);
  }

  std::string take_word() {
    std::string word;
    while (!text_.empty() && !ends_word(text_.front()) && !open_) {
      const char c = text_.front();
      if (c == '\\') {
        open_ = text_.size() == 1;
        drop(2);
      } else if (c == '\'' || c == '"' || c == '`') {
        const std::string_view before = text_;
        drop_quoted(c);
        if (!open_) word += before.substr(1, before.size() - text_.size() - 2);
      } else {
        word.push_back(c);
        drop(1);
      }
    }
    return word;
  }

  void read_word() {
    const std::string word = take_word();
    goes_on_ = false;
    if (!begins_) return;
    begins_ = contains(kOpening, word) || contains(kClosing, word) || contains(kBetween, word);
    if (contains(kOpening, word)) ++depth_;
    if (contains(kClosing, word) && depth_ > 0) --depth_;
  }

  void read_here_operator() {
    drop(2);
    if (text_.starts_with('-')) drop(1);
    drop(text_.find_first_not_of(" \t"));
    here_.push_back(take_word());
  }

  /// The lines of the documents that were announced in the line before.
  void read_here_documents() {
    while (!here_.empty() && !text_.empty()) {
      const auto end = std::min(text_.find('\n'), text_.size());
      const std::string_view line = text_.substr(0, end);
      drop(end + 1);
      if (line.substr(std::min(line.find_first_not_of('\t'), line.size())) == here_.front())
        here_.erase(here_.begin());
    }
  }

  std::string_view text_;
  bool begins_ = true;    ///< a command may begin here
  bool goes_on_ = false;  ///< an operator that needs another command came last
  bool open_ = false;     ///< the text has ended within a word
  int depth_ = 0;         ///< opening words without their closing ones
  int brackets_ = 0;
  std::vector<std::string> here_;  ///< the last lines of here-documents that have not come
};

}  // namespace

bool is_unfinished_command(std::string_view lines) {
  return Reading(lines).is_unfinished();
}

}  // namespace smcp::shell
