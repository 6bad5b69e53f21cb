#include "tmux/jobs/line_keys.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kLeft = "\x1b[D";
constexpr std::string_view kRight = "\x1b[C";
constexpr std::string_view kHome = "\x1b[H";

LineEditor editor_of(ShellKind shell, bool canonical) {
  if (canonical) return LineEditor::kernel;
  return shell == ShellKind::bash || shell == ShellKind::fish ? LineEditor::home : LineEditor::arrows;
}

std::string repeated(std::string_view bytes, std::size_t times) {
  std::string result;
  result.reserve(bytes.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += bytes;
  return result;
}

}  // namespace

LineKeys::LineKeys(ShellKind shell, bool canonical) : editor_(editor_of(shell, canonical)) {}

std::string LineKeys::back(std::size_t cells) const {
  return editor_ == LineEditor::home ? std::string(kHome) : left(cells);
}

std::string LineKeys::left(std::size_t characters) {
  return repeated(kLeft, characters);
}

std::string LineKeys::right(std::size_t characters) {
  return repeated(kRight, characters);
}

}  // namespace smcp::tmux
