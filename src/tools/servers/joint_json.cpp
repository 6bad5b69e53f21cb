#include "tools/servers/joint_json.hpp"

#include <charconv>

namespace smcp::tools {
namespace {

/// What stands behind `"MEMBER":`; "" if it is not there.
std::string_view behind(std::string_view json, std::string_view member) {
  const std::string key = "\"" + std::string(member) + "\":";
  const auto at = json.find(key);
  return at == std::string_view::npos ? std::string_view() : json.substr(at + key.size());
}

}  // namespace

std::string_view array_in(std::string_view json, std::string_view member) {
  const auto value = behind(json, member);
  if (!value.starts_with('[')) return {};
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (quoted && value[i] == '\\') {
      ++i;
    } else if (value[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (value[i] == '[' || value[i] == '{')) {
      ++depth;
    } else if (!quoted && (value[i] == ']' || value[i] == '}') && --depth == 0) {
      return value.substr(1, i - 1);
    }
  }
  return {};
}

std::uint64_t count_in(std::string_view json, std::string_view member) {
  const auto digits = behind(json, member);
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

void add_items(std::string& all, std::string_view items) {
  if (!all.empty() && !items.empty()) all += ',';
  all += items;
}

void write_items(transport::JsonWriter& writer, std::string_view member, const std::string& items) {
  if (!items.empty()) writer.key(member).raw("[" + items + "]");
}

}  // namespace smcp::tools
