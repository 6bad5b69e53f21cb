#include "text/visible.hpp"

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("visible: what shows nothing is spelled out, all else stays") {
  CHECK(visible("rm -rf ~ é日本 👍") == "rm -rf ~ é日本 👍");
  CHECK(visible("a\x1b[1mb\n\x7f") == "a\\u{1b}[1mb\\n\\u{7f}");
  CHECK(visible("\xc2\x9b"
                "31m") == "\\u{9b}31m");  // CSI of one byte
  CHECK(visible("ls \xe2\x80\xae"
                "hs.mr") == "ls \\u{202e}hs.mr");  // right to left from here
  CHECK(visible("a\xe2\x80\x8b"
                "b\xef\xbb\xbf") == "a\\u{200b}b\\u{feff}");  // no width
  CHECK(visible("x\xf3\xa0\x81\x81") == "x\\u{e0041}");       // a tag
  CHECK(visible("\xff.") == "\xef\xbf\xbd.");
  CHECK(visible("").empty());
}

TEST_CASE("visible: one line that no terminal obeys") {
  CHECK(visible("make -j8 'a b' \\n ~") == "make -j8 'a b' \\n ~");
  CHECK(visible("a\nb\tc\rd") == "a\\nb\\tc\\rd");
  CHECK(visible("\x1b[31m\x07\x7f") == "\\u{1b}[31m\\u{7}\\u{7f}");
  CHECK(visible(std::string_view("\0", 1)) == "\\u{0}");
  CHECK(visible("\u202e\u2066\u200f\u2028\u2029x") == "\\u{202e}\\u{2066}\\u{200f}\\u{2028}\\u{2029}x");
  CHECK(visible("a\xff\xc3z") == "a\uFFFD\uFFFDz");
  CHECK(visible("\x9b") == "\uFFFD");
}

TEST_CASE("ends_of: both ends of a long text, and how much is missing") {
  CHECK(ends_of("abcdef", 6) == "abcdef");
  CHECK(ends_of("abcdefg", 6) == "abcd … (1 characters are not shown here) … fg");
  CHECK(ends_of("éééé日日日", 6) == "éééé … (1 characters are not shown here) … 日日");
  CHECK(ends_of("", 6).empty());
  const std::string hidden_end = "echo " + std::string(5000, 'x') + "; rm -rf ~";
  CHECK(ends_of(hidden_end, 600).ends_with("x; rm -rf ~"));
}
