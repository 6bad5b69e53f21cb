#include "shell/front_name.hpp"

#include <algorithm>
#include <string_view>

#include "text/utf8.hpp"

namespace smcp::shell {
namespace {

/// Options of ssh whose value is the next argument: ssh(1).
constexpr std::string_view kSshValues = "BbcDEeFIiJLlmOopQRSWw";

std::string_view next_argument(std::string_view& arguments) {
  const auto end = std::min(arguments.find('\0'), arguments.size());
  const auto argument = arguments.substr(0, end);
  arguments.remove_prefix(std::min(end + 1, arguments.size()));
  return argument;
}

std::string_view place_of(std::string_view name, std::string_view arguments) {
  next_argument(arguments);
  while (!arguments.empty()) {
    const std::string_view argument = next_argument(arguments);
    if (!argument.empty() && argument.front() != '-') return argument;
    if (name == "ssh" && argument.size() == 2 && kSshValues.find(argument[1]) != std::string_view::npos)
      next_argument(arguments);
  }
  return {};
}

}  // namespace

std::string front_name(const ProcessView& processes, const Front& front) {
  std::string name = front.process.name;
  const std::string arguments = front.kind == Front::Kind::carrier ? processes.arguments(front.pid) : "";
  const std::string_view place = place_of(name, arguments);
  if (!place.empty()) name.append(" ").append(place);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  std::size_t end = 0;
  for (std::size_t i = 0; i < kMaxFrontName && end < name.size(); ++i)
    end += first_utf8_sequence(std::string_view(name).substr(end)).size;
  return end < name.size() ? name.substr(0, end) + "…" : name;
}

}  // namespace smcp::shell
