#include "text/shortened.hpp"

#include "text/utf8.hpp"

namespace smcp {

std::string shortened(std::string_view text) {
  std::string_view rest = text;
  for (std::size_t i = 0; i < kMaxEchoed && !rest.empty(); ++i)
    rest.remove_prefix(first_utf8_sequence(rest).size);
  std::string result(text.substr(0, text.size() - rest.size()));
  if (!rest.empty()) result += "… (" + std::to_string(text.size()) + " bytes in all)";
  return result;
}

}  // namespace smcp
