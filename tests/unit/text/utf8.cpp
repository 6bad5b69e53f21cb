#include "text/utf8.hpp"

#include <string>

#include "support/catch.hpp"

using smcp::first_utf8_sequence;

namespace {

void check_first(std::string_view bytes, std::size_t size, bool valid) {
  const auto sequence = first_utf8_sequence(bytes);
  CHECK(sequence.size == size);
  CHECK(sequence.valid == valid);
}

/// A code point in the way UTF-8 would have it in `size` bytes, be it allowed or not.
std::string encode(unsigned code_point, std::size_t size) {
  if (size == 1) return {static_cast<char>(code_point)};
  std::string bytes(size, '\0');
  for (std::size_t i = size - 1; i > 0; --i, code_point >>= 6) {
    bytes[i] = static_cast<char>(0x80 | (code_point & 0x3f));
  }
  bytes[0] = static_cast<char>((0xf00U >> size & 0xff) | code_point);
  return bytes;
}

}  // namespace

TEST_CASE("each code point has one valid form: the shortest, and no surrogates", "[utf8]") {
  for (unsigned c = 0; c < 0x200000; ++c) {
    const std::size_t shortest = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    const bool allowed = c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
    for (auto size = shortest; size <= 4; ++size) {
      const auto sequence = first_utf8_sequence(encode(c, size));
      const bool valid = allowed && size == shortest;
      if (sequence.valid != valid || sequence.size != (valid ? size : 1))
        FAIL("code point " << c << " in " << size);
    }
  }
}

TEST_CASE("only the first sequence counts", "[utf8]") {
  check_first("a\xff", 1, true);
  check_first("\xc3\xa9\xff", 2, true);
  check_first("\xe6\x97\xa5\xff", 3, true);
  check_first("\xf0\x9d\x84\x9e\xff", 4, true);
}

TEST_CASE("a maximal invalid subpart is what could have gone on", "[utf8]") {
  check_first("\x80", 1, false);          // a continuation byte alone
  check_first("\xc0\x80", 1, false);      // overlong
  check_first("\xc3", 1, false);          // cut short
  check_first("\xc3\x28", 1, false);      // broken off
  check_first("\xe0\x9f\x80", 1, false);  // overlong
  check_first("\xe0\xa0", 2, false);
  check_first("\xe2\x82", 2, false);
  check_first("\xe2\x82\x41", 2, false);
  check_first("\xe2\x82\xe2\x82\xac", 2, false);
  check_first("\xed\xa0\x80", 1, false);  // a surrogate
  check_first("\xf0\x8f\x80\x80", 1, false);
  check_first("\xf0\x9d", 2, false);
  check_first("\xf0\x9d\x84", 3, false);
  check_first("\xf0\x9d\x84\x41", 3, false);
  check_first("\xf4\x90\x80\x80", 1, false);  // past U+10FFFF
  check_first("\xf5\x80\x80\x80", 1, false);
  check_first("\xff", 1, false);
}

TEST_CASE("code points are read, and what is not valid is U+FFFD") {
  struct {
    std::string_view bytes;
    char32_t value;
    std::size_t size;
  } const rows[] = {
      {"a", U'a', 1},
      {"\x7f", 0x7f, 1},
      {"\xc3\xa9z", U'é', 2},
      {"\xe2\x9d\xaf", U'❯', 3},
      {"\xf0\x9f\x9a\x80", U'🚀', 4},
      {"\xf4\x8f\xbf\xbf", 0x10ffff, 4},
      {"\x80", 0xfffd, 1},
      {"\xe2\x9d", 0xfffd, 2},
      {"\xed\xa0\x80", 0xfffd, 1},
      {"\xff"
       "a",
       0xfffd, 1},
      {"\xc0\x80", 0xfffd, 1},
  };
  for (const auto& row : rows) {
    INFO(row.bytes);
    const auto point = smcp::first_code_point(row.bytes);
    CHECK(point.value == row.value);
    CHECK(point.size == row.size);
  }
}

TEST_CASE("text is cut between characters, at every length") {
  const std::string text = "a\xc3\xa9\xe2\x9d\xaf\xf0\x9f\x9a\x80";  // begin at 0, 1, 3, 6; end at 10
  const std::size_t whole[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
  for (std::size_t most = 0; most < std::size(whole); ++most) {
    INFO(most);
    CHECK(smcp::utf8_prefix(text, most).size() == whole[most]);
  }
}
