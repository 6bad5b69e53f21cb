#include "cli/install/json_layout.hpp"

#include "json/escape.hpp"

namespace smcp::cli {
namespace {

std::string json_string(std::string_view text) {
  std::string json = "\"";
  transport::append_escaped(json, text);
  return json + "\"";
}

/// Brackets around items that belong to an object or array whose own member has the layout `layout`.
std::string enclosed(std::string_view brackets, const std::vector<std::string>& items,
                     const JsonLayout& layout) {
  std::string text(brackets.substr(0, 1));
  const JsonLayout inside = layout.deeper();
  for (const auto& item : items) {
    if (&item != items.data()) text += ',';
    if (layout.lines) {
      text += inside.newline + inside.indent;
    } else if (&item != items.data()) {
      text += layout.gap;
    }
    text += item;
  }
  if (layout.lines && !items.empty()) text += inside.newline + inside.outer;
  return text += brackets.substr(1);
}

std::string array_of(const std::vector<std::string>& strings, const JsonLayout& layout) {
  std::vector<std::string> items;
  items.reserve(strings.size());
  for (const auto& string : strings) items.push_back(json_string(string));
  return enclosed("[]", items, layout);
}

/// The white space between the last line break before `at` and `at`, if there is nothing else.
bool begins_line(std::string_view plain, std::size_t at, std::string& indent) {
  const auto before = plain.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
  if (at == 0 || before == std::string_view::npos || plain[before] != '\n') return false;
  indent = plain.substr(before + 1, at - before - 1);
  return true;
}

}  // namespace

JsonLayout JsonLayout::deeper() const {
  JsonLayout inside = *this;
  inside.outer = indent;
  inside.indent = indent + unit;
  return inside;
}

JsonLayout layout_of_document(std::string_view plain, std::size_t at) {
  JsonLayout layout;
  const auto line_end = plain.find('\n');
  if (line_end != std::string_view::npos && line_end > 0 && plain[line_end - 1] == '\r')
    layout.newline = "\r\n";
  const auto members = members_of(plain, at);
  if (members.empty()) return layout;
  const auto& first = members.front();
  layout.gap = plain[first.value.begin - 1] == ':' ? "" : " ";
  layout.lines = begins_line(plain, first.name.begin, layout.indent);
  if (layout.lines) layout.unit = layout.indent;
  return layout;
}

JsonLayout layout_of_object(std::string_view plain, std::span<const JsonMember> members,
                            const JsonLayout& parent) {
  JsonLayout layout = parent.deeper();
  if (!members.empty()) layout.lines = begins_line(plain, members.back().name.begin, layout.indent);
  return layout;
}

std::string entry_value(const JsonFields& fields, const JsonLayout& layout) {
  const JsonLayout inside = layout.deeper();
  std::vector<std::string> items;
  for (const auto& field : fields) {
    const auto* const text = std::get_if<std::string>(&field.value);
    items.push_back(json_string(field.key) + ":" + layout.gap +
                    (text != nullptr ? json_string(*text) : array_of(*std::get_if<1>(&field.value), inside)));
  }
  return enclosed("{}", items, layout);
}

std::string entry_member(std::span<const std::string> path, const JsonFields& fields,
                         const JsonLayout& layout) {
  const std::string key = json_string(path.front()) + ":" + layout.gap;
  if (path.size() == 1) return key + entry_value(fields, layout);
  return key + enclosed("{}", {entry_member(path.subspan(1), fields, layout.deeper())}, layout);
}

}  // namespace smcp::cli
