#include "text/fingerprint.hpp"

#include "text/trim.hpp"

namespace smcp::tmux {

void Fingerprint::row(std::string_view text) {
  for (const char c : trimmed(text)) byte(static_cast<unsigned char>(c));
  byte('\n');
}

bool is_row(std::string_view line, std::uint64_t fingerprint, unsigned bits) {
  Fingerprint print;
  print.row(line);
  return low_bits(print.value(), bits) == fingerprint;
}

bool begins_with_row(std::string_view line, std::uint64_t fingerprint, unsigned bits) {
  Fingerprint print;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (low_bits(print.with_row_end(), bits) == fingerprint) return true;
    if (i < line.size()) print.byte(static_cast<unsigned char>(line[i]));
  }
  return false;
}

}  // namespace smcp::tmux
