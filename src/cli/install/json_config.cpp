#include "cli/install/json_config.hpp"

#include <algorithm>

#include "text/in_quotes.hpp"

namespace smcp::cli {
namespace {

Error refused(std::string message) {
  return {Errc::refused, std::move(message)};
}

/// Takes [begin, end) out of `text`.
void cut(std::string& text, std::size_t begin, std::size_t end) {
  text.erase(begin, end - begin);
}

}  // namespace

std::optional<JsonConfig> JsonConfig::read(std::string text, JsonSyntax syntax) {
  std::string plain = as_plain_json(text, syntax);
  const bool empty = skip_blanks(plain, 0) == plain.size();
  if (!empty && !is_json_object(plain)) return std::nullopt;
  return JsonConfig(std::move(text), std::move(plain));
}

Result<JsonConfig::Place> JsonConfig::locate(JsonPath path) const {
  Place place;
  place.object = skip_blanks(plain_, 0);
  if (place.object == plain_.size()) return place;
  place.layout = layout_of_document(plain_, place.object);
  for (;;) {
    place.members = members_of(plain_, place.object);
    if (place.depth > 0) place.layout = layout_of_object(plain_, place.members, place.layout);
    const std::string& key = path[place.depth];
    const auto is_key = [&key](const JsonMember& member) { return member.key == key; };
    const auto member = std::find_if(place.members.begin(), place.members.end(), is_key);
    if (member == place.members.end()) return place;
    if (std::find_if(member + 1, place.members.end(), is_key) != place.members.end())
      return refused(in_quotes(key) + " is there twice");
    if (place.depth + 1 == path.size()) {
      place.found = static_cast<std::size_t>(member - place.members.begin());
      return place;
    }
    if (plain_[member->value.begin] != '{') return refused(in_quotes(key) + " is not an object");
    place.object = member->value.begin;
    ++place.depth;
  }
}

Result<std::optional<std::string>> JsonConfig::value(JsonPath path) const {
  const auto place = locate(path);
  if (!place) return place.error();
  if (!place->found) return std::optional<std::string>();
  const JsonSpan span = place->members[*place->found].value;
  return std::optional<std::string>(plain_.substr(span.begin, span.end - span.begin));
}

Result<std::string> JsonConfig::with(JsonPath path, const JsonFields& fields) const {
  const auto place = locate(path);
  if (!place) return place.error();
  std::string text = text_;
  if (place->found) {
    const JsonSpan span = place->members[*place->found].value;
    return text.replace(span.begin, span.end - span.begin, entry_value(fields, place->layout));
  }
  std::string member = entry_member(path.subspan(place->depth), fields, place->layout);
  if (place->object == plain_.size()) {
    if (!text.empty() && !text.ends_with('\n') && !text.ends_with(kByteOrderMark)) text += '\n';
    return text + "{\n" + place->layout.indent + member + "\n}\n";
  }
  return place->members.empty() ? put_into_empty(*place, member) : appended(*place, std::move(member));
}

std::string JsonConfig::appended(const Place& place, std::string member) const {
  std::string text = text_;
  const std::size_t end = place.members.back().value.end;
  const auto comma = comma_behind(end);
  bool in_line = false;
  std::size_t at = behind_comments(comma ? *comma + 1 : end, true, in_line);
  if (comma) {
    member += ',';
  } else {
    text.insert(end, 1, ',');
    ++at;
  }
  const JsonLayout& layout = place.layout;
  text.insert(at, (layout.lines || in_line ? layout.newline + layout.indent : layout.gap) + member);
  return text;
}

std::string JsonConfig::put_into_empty(const Place& place, const std::string& member) const {
  std::string text = text_;
  bool in_line = false;
  const std::size_t at = behind_comments(place.object + 1, false, in_line);
  const std::size_t close = skip_blanks(plain_, at);
  const JsonLayout& layout = place.layout;
  if (!layout.lines && !in_line) return text.insert(at, member);
  const bool line_break = plain_.find('\n', at) < close;
  if (!line_break) text.replace(at, close - at, layout.newline + layout.outer);
  return text.insert(at, layout.newline + layout.indent + member);
}

Result<std::string> JsonConfig::without(JsonPath path) const {
  const auto place = locate(path);
  if (!place) return place.error();
  std::string text = text_;
  if (!place->found) return text;
  const auto& members = place->members;
  const std::size_t index = *place->found;
  const JsonMember& member = members[index];
  const auto before = index == 0 ? std::optional<std::size_t>() : comma_behind(members[index - 1].value.end);
  const auto behind = comma_behind(member.value.end);
  bool in_line = false;
  std::size_t begin = behind_comments(before ? *before + 1 : place->object + 1, false, in_line);
  begin = std::min(begin, member.name.begin);
  if (in_line) {
    // What follows must not get into the comment's line.
    const auto next = text.find_first_not_of(" \t", behind ? *behind + 1 : member.value.end);
    if (next < text.size() && text[next] != '\n' && text[next] != '\r') begin = member.name.begin;
  }
  if (behind) cut(text, *behind, *behind + 1);
  cut(text, begin, member.value.end);
  if (before && !behind) cut(text, *before, *before + 1);
  if (members.size() == 1) {
    const auto close = skip_blanks(text, place->object + 1);
    const bool line_break = text.find('\n', place->object) < close;
    if (line_break && close < text.size() && text[close] == '}') cut(text, place->object + 1, close);
  }
  return text;
}

std::size_t JsonConfig::behind_comments(std::size_t at, bool only_line, bool& in_line) const {
  std::size_t behind = at;
  in_line = false;
  for (;;) {
    const auto next = std::min(text_.find_first_not_of(only_line ? " \t" : " \t\r\n", at), text_.size());
    const auto begin = std::string_view(text_).substr(next, 2);
    if (begin != "//" && begin != "/*") return behind;
    in_line = begin == "//";
    at = in_line ? std::min(text_.find_first_of("\r\n", next), text_.size()) : text_.find("*/", next + 2) + 2;
    behind = at;
  }
}

std::optional<std::size_t> JsonConfig::comma_behind(std::size_t at) const {
  bool in_line = false;
  at = std::min(text_.find_first_not_of(" \t\r\n", behind_comments(at, false, in_line)), text_.size());
  return at < text_.size() && text_[at] == ',' ? std::optional(at) : std::nullopt;
}

}  // namespace smcp::cli
