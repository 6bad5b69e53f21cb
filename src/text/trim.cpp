#include "text/trim.hpp"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace smcp::tmux {
namespace {

#ifdef __SSE2__
__m128i load(const char* data) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
}

/// Marks those spaces and tabs among 16 bytes that are followed by a newline; reads 17 bytes.
__m128i spaces_before_newlines(const char* data) {
  const __m128i bytes = load(data);
  const __m128i spaces =
      _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
  return _mm_and_si128(spaces, _mm_cmpeq_epi8(load(data + 1), _mm_set1_epi8('\n')));
}
#endif

}  // namespace

bool has_trailing_spaces(std::string_view lines) {
  std::size_t at = 0;
#ifdef __SSE2__
  for (; at + 33 <= lines.size(); at += 32) {
    const char* data = lines.data() + at;
    const __m128i found = _mm_or_si128(spaces_before_newlines(data), spaces_before_newlines(data + 16));
    if (_mm_movemask_epi8(found) != 0) return true;
  }
#endif
  for (; at + 1 < lines.size(); ++at) {
    if (lines[at + 1] == '\n' && is_space(lines[at])) return true;
  }
  return false;
}

}  // namespace smcp::tmux
