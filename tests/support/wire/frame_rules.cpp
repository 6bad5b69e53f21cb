#include "support/wire/frame_rules.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <functional>
#include <vector>

namespace smcp::wire_test {
namespace {

std::uint32_t word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

bool is_text(std::string_view payload) {
  return payload.find('\0') == payload.size() - 1 && !payload.empty();
}

bool is_command(std::string_view payload) {
  if (payload.size() < 5 || payload.back() != '\0') return false;
  const auto words = std::count(payload.begin() + 4, payload.end(), '\0');
  return words >= 1 && word_at(payload, 0) == static_cast<std::uint32_t>(words);
}

std::string fault_of_request_message(std::uint32_t type, std::string_view payload) {
  const auto demand = [type](bool holds) {
    return holds ? std::string() : "message " + std::to_string(type) + " has the wrong form";
  };
  switch (type) {
    case 100:  // flags
    case 107:  // process
    case 109:  // features
      return demand(payload.size() == 4);
    case 111:  // long flags
      return demand(payload.size() == 8);
    case 101:  // TERM
    case 102:  // terminal's name
    case 105:  // environment
    case 108:  // directory
      return demand(is_text(payload));
    case 106:  // done
      return demand(payload.empty());
    case 200:
      return demand(is_command(payload));
    default:
      return "message " + std::to_string(type) + " is not a one-shot client's";
  }
}

std::string fault_of_answer(std::uint32_t type, std::string_view payload) {
  const bool good = type == 301   ? payload.size() >= 4
                    : type == 302 ? payload.size() == 8
                    : type == 305 ? payload.size() == 8
                    : type == 212 ? payload.size() == 8200
                                  : false;
  return good ? "" : "answer " + std::to_string(type) + " has the wrong form";
}

using Check = std::function<std::string(std::uint32_t type, std::string_view payload)>;

/// Every message's header, and `check` of the rest.
std::string fault_in_frames(std::string_view bytes, const Check& check) {
  while (!bytes.empty()) {
    if (bytes.size() < 16) return "a header is cut off";
    const std::uint32_t length = word_at(bytes, 4);
    if (length < 16 || length > 16'384) return "length " + std::to_string(length);
    if (length > bytes.size()) return "a message is cut off";
    if (word_at(bytes, 8) != 8) return "the protocol's version is not 8";
    if (word_at(bytes, 12) != 0xffff'ffff) return "a process is named";
    if (auto fault = check(word_at(bytes, 0), bytes.substr(16, length - 16)); !fault.empty()) return fault;
    bytes.remove_prefix(length);
  }
  return {};
}

}  // namespace

std::string fault_in_request(std::string_view bytes) {
  std::vector<std::uint32_t> types;
  const auto fault = fault_in_frames(bytes, [&types](std::uint32_t type, std::string_view payload) {
    types.push_back(type);
    return fault_of_request_message(type, payload);
  });
  if (!fault.empty()) return fault;
  const auto times = [&types](std::uint32_t type) { return std::count(types.begin(), types.end(), type); };
  for (const std::uint32_t type : {100U, 101U, 102U, 106U, 107U, 108U, 109U, 111U, 200U}) {
    if (times(type) != 1) return "message " + std::to_string(type) + " comes not once";
  }
  if (types.back() != 200 || types[types.size() - 2] != 106) return "the end is not DONE and COMMAND";
  return {};
}

std::string fault_in_identification(const std::vector<tmux::Send>& sends) {
  std::vector<std::uint32_t> types;
  for (const tmux::Send& send : sends) {
    std::string_view bytes = send.bytes;
    if (send.with_descriptor) {
      const std::uint32_t type = bytes.size() >= 16 ? word_at(bytes, 0) : 0;
      const std::uint32_t length = type == 0 ? 0 : word_at(bytes, 4);
      if (type != 104 && type != 110) return "a descriptor beside something else than STDIN or STDOUT";
      if (length != 0x10010U && length != 0x80000010U) return "a descriptor that is not announced";
      types.push_back(type);
      bytes.remove_prefix(16);
    }
    const auto fault = fault_in_frames(bytes, [&types](std::uint32_t type, std::string_view payload) {
      types.push_back(type);
      if (type != 112) return fault_of_request_message(type, payload);
      const bool good = is_text(payload) && payload.find('=') != std::string_view::npos;
      return good ? std::string() : std::string("a capability has the wrong form");
    });
    if (!fault.empty()) return fault;
  }
  for (const std::uint32_t type : {100U, 101U, 102U, 104U, 106U, 107U, 108U, 109U, 111U, 200U}) {
    if (std::count(types.begin(), types.end(), type) != 1)
      return "message " + std::to_string(type) + " comes not once";
  }
  const std::vector<std::uint32_t> end = {100, 111, 106, 200};
  if (types.size() < 4 || !std::equal(end.begin(), end.end(), types.end() - 4)) return "the end is another";
  const std::string_view last = sends.back().bytes;
  const std::size_t flags = sends.back().with_descriptor ? 16 : 0;
  const bool whole = last.size() <= 2048 && word_at(last, flags) == 100;
  return whole ? "" : "the last send is not the flags, DONE and COMMAND, or too long";
}

std::string fault_in_answers(std::string_view bytes) {
  return fault_in_frames(bytes, fault_of_answer);
}

}  // namespace smcp::wire_test
