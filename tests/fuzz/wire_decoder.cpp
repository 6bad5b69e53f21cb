// Any bytes as a tmux server's: the decoder says of them what a simple reading of the whole says, wherever
// they are cut, and nothing that it hands out leaves its message.
#include "tmux/link/wire_decoder.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace smcp::tmux;

namespace {

struct Seen {
  std::uint32_t type;
  std::uint32_t version;
  std::string payload;
  bool operator==(const Seen&) const = default;
};

struct Outcome {
  std::vector<Seen> messages;
  bool good = true;
  bool whole = true;  ///< counts while good
  bool operator==(const Outcome&) const = default;
};

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

void require_inside(std::string_view part, std::string_view whole) {
  if (part.empty()) return;
  require(part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size(),
          "a view stays inside its message");
}

/// Everything that may be asked of a payload, whatever its type says.
void parse_all(std::string_view payload) {
  if (const auto exit = wire::parse_exit(payload)) require_inside(exit->message, payload);
  if (const auto data = wire::parse_write(payload)) require_inside(data->bytes, payload);
  if (const auto bytes = wire::parse_old_output(payload)) require_inside(*bytes, payload);
  const auto input = wire::parse_read_open(payload);
  const auto output = wire::parse_write_open(payload);
  require(!output || input, "what opens a file for writing has all that opens one for reading");
}

/// The whole stream read in the simplest way.
Outcome expected(std::string_view stream) {
  Outcome outcome;
  while (stream.size() >= wire::kHeaderBytes) {
    std::uint32_t words[3];
    std::memcpy(words, stream.data(), sizeof words);
    const std::size_t length = words[1] & 0x7fff'ffffU;
    if (length < 16 || length > 16'384) {
      outcome.good = outcome.whole = false;
      return outcome;
    }
    if (length > stream.size()) break;
    outcome.messages.push_back({words[0], words[2] & 0xffU, std::string(stream.substr(16, length - 16))});
    stream.remove_prefix(length);
  }
  outcome.whole = stream.empty();
  return outcome;
}

/// `step` gives the size of the next piece.
template <typename Step>
Outcome decoded(std::string_view stream, Step step) {
  Outcome outcome;
  wire::Decoder decoder;
  while (!stream.empty()) {
    const std::size_t size = std::min(step(), stream.size());
    // A copy of the exact size, which goes at once: ASan sees what is read outside, or later.
    const std::vector<char> piece(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(size));
    outcome.good = decoder.feed({piece.data(), piece.size()}, [&](const wire::Message& message) {
      require(message.payload.size() <= wire::kMaxPayloadBytes, "no payload is over the bound");
      parse_all(message.payload);
      outcome.messages.push_back(
          {static_cast<std::uint32_t>(message.type), message.protocol_version, std::string(message.payload)});
      return true;
    });
    stream.remove_prefix(size);
  }
  outcome.whole = outcome.good && decoder.between_messages();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view stream(reinterpret_cast<const char*>(data), size);
  parse_all(stream);
  const Outcome outcome = expected(stream);
  require(decoded(stream, [&] { return size; }) == outcome, "the whole at once");
  // A longer input would spend its time on this alone.
  const std::size_t step = size <= 1024 ? 1 : 1 + size / 1024;
  require(decoded(stream, [step] { return step; }) == outcome, "byte by byte");
  // Pieces of sizes that follow from the bytes themselves, so that a finding can be repeated.
  std::uint32_t state = size == 0 ? 1U : data[size - 1] + 1U;
  const auto pseudo_random = [&state] {
    state = state * 1'664'525U + 1'013'904'223U;
    return std::size_t{1} + (state >> 20U) % (state % 3U == 0 ? 4096U : 40U);
  };
  require(decoded(stream, pseudo_random) == outcome, "cut anywhere");
  return 0;
}
