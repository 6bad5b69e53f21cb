#include "text/in_quotes.hpp"

#include "text/utf8.hpp"

namespace smcp {

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  if (text.size() <= kMaxInQuotes) return result.append(text).append("\"");
  return result.append(utf8_prefix(text, kMaxInQuotes)).append("…\"");
}

}  // namespace smcp
