#include "tmux/remote/any_shell.hpp"

namespace smcp::tmux {
namespace {

/// Neither a shell's, inside single quotes, nor printf's.
bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         std::string_view(" _./+-,@:=;\"$#(){}[]|&<>*").find(c) != std::string_view::npos;
}

}  // namespace

std::string for_any_shell(std::string_view script) {
  std::string line = R"sh(exec sh -c 'eval "$(printf "$0")"' ')sh";
  for (const char c : script) {
    if (is_plain(c)) {
      line += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    line += '\\';
    for (const unsigned shift : {6U, 3U, 0U}) line += static_cast<char>('0' + ((byte >> shift) & 7U));
  }
  return line + "'";
}

}  // namespace smcp::tmux
