#include "tools/waits/known_lines.hpp"

#include "text/fingerprint.hpp"

namespace smcp::tools {

KnownLines::Fingerprint KnownLines::print_of(std::string_view line) {
  tmux::Fingerprint print;
  print.row(line);
  return print.value();
}

void KnownLines::add_came(std::string_view line) {
  if (came_.size() >= kMaxCame) came_.clear();
  came_.insert(print_of(line));
}

void KnownLines::remove(std::string_view line, Lines& lines) {
  if (const auto found = lines.find(print_of(line)); found != lines.end()) lines.erase(found);
}

bool KnownLines::Comparison::is_known(std::string_view line) {
  const Fingerprint print = print_of(line);
  return ++shown_[print] <= known_.old_.count(print) + known_.came_.count(print);
}

}  // namespace smcp::tools
