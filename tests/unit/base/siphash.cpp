#include "base/siphash.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("siphash gives what its authors give") {
  // The key 00 01 … 0f, and texts 00 01 … of each length: vectors.h of the reference implementation.
  const SipKey key{0x0706050403020100U, 0x0f0e0d0c0b0a0908U};
  std::string text;
  const auto of_length = [&](std::size_t size) {
    text.clear();
    for (std::size_t i = 0; i < size; ++i) text.push_back(static_cast<char>(i));
    return siphash(key, text);
  };
  CHECK(of_length(0) == 0x726fdb47dd0e0e31U);
  CHECK(of_length(1) == 0x74f839c593dc67fdU);
  CHECK(of_length(15) == 0xa129ca6149be45e5U);  // the example of the paper
}

TEST_CASE("siphash: another key, another text or another length gives another hash") {
  const SipKey key = SipKey::fresh();
  const SipKey other = SipKey::fresh();
  CHECK((key.low != other.low || key.high != other.high));
  CHECK(siphash(key, "text") == siphash(key, "text"));
  CHECK(siphash(key, "text") != siphash(other, "text"));
  CHECK(siphash(key, "text") != siphash(key, "texs"));
  CHECK(siphash(key, "text") != siphash(key, std::string_view("text\0", 5)));
}
