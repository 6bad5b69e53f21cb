// Random requests for a tmux with the sessions `witness`, which none of them changes, and `victim`.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tmux/link/wire.hpp"

namespace smcp::wire_test {

struct RandomRequest {
  tmux::wire::Identity identity;
  std::vector<std::string> environment;
  std::vector<std::string> argv;
  std::string input;
};

class RequestMaker {
 public:
  explicit RequestMaker(std::uint64_t seed) : random_(seed) {}

  /// A whole number from 0 to `most`, inclusive.
  std::size_t up_to(std::size_t most);
  RandomRequest next();
  bool one_in(std::size_t number) { return up_to(number - 1) == 0; }
  /// Bytes without NUL.
  std::string bytes(std::size_t size);

 private:
  std::string word();
  std::string long_word();
  std::vector<std::string> words(std::size_t most);
  std::vector<std::string> reading_command();
  std::vector<std::string> changing_command();
  std::vector<std::string> argv();

  std::mt19937_64 random_;
};

}  // namespace smcp::wire_test
