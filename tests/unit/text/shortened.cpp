#include "text/shortened.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp;

namespace {

std::string times(std::size_t count, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("shortened: what is short stays as it is, and it is characters that count, not bytes") {
  CHECK(shortened("").empty());
  CHECK(shortened("C-c") == "C-c");
  for (const std::string_view character : {"x", "é", "日", "\U0001F600"}) {
    const std::string most = times(kMaxEchoed, character);
    CHECK(shortened(most) == most);
    const std::string more = most + std::string(character);
    CHECK(shortened(more) == most + "… (" + std::to_string(more.size()) + " bytes in all)");
  }
}

TEST_CASE("shortened: where text is not UTF-8, each broken part counts as one character") {
  const std::string broken = times(kMaxEchoed, "\xff");
  CHECK(shortened(broken) == broken);
  CHECK(shortened(broken + "\xff") == broken + "… (201 bytes in all)");
}
