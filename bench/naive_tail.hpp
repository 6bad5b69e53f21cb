// A naive implementation of the tail: the whole output in one buffer, and a view for each line.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::bench {

struct NaiveTail {
  std::string text;
  std::size_t memory = 0;  ///< of the views and the text, without the buffer
};

/// The newest `lines` lines of `buffer`, as given by smcp::tmux::Tail.
inline NaiveTail naive_tail(std::string_view buffer, std::size_t lines) {
  std::vector<std::string_view> all;
  const char* at = buffer.data();
  const char* const end = at + buffer.size();
  while (at != end) {
    const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    const auto* stop = newline == nullptr ? end : newline;
    all.emplace_back(at, static_cast<std::size_t>(stop - at));
    at = newline == nullptr ? end : newline + 1;
  }
  const auto trimmed = [](std::string_view line) {
    while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
    return line;
  };
  while (!all.empty() && trimmed(all.back()).empty()) all.pop_back();
  NaiveTail tail;
  for (auto i = all.size() > lines ? all.size() - lines : 0; i < all.size(); ++i) {
    tail.text += trimmed(all[i]);
    tail.text += '\n';
  }
  if (!tail.text.empty()) tail.text.pop_back();
  tail.memory = all.capacity() * sizeof(std::string_view) + tail.text.capacity();
  return tail;
}

}  // namespace smcp::bench
