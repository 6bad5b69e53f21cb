#include "text/joined.hpp"

#include <algorithm>

namespace smcp {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += between;
    text += words[i];
  }
  return text;
}

std::string first_joined(const std::vector<std::string>& words, std::size_t most) {
  const auto shown = std::min(words.size(), most);
  std::string text = joined({words.begin(), words.begin() + static_cast<std::ptrdiff_t>(shown)}, ", ");
  if (words.size() > most) text += ", … (" + std::to_string(words.size()) + " in all)";
  return text;
}

}  // namespace smcp
