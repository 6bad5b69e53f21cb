#include "cli/install/json_text.hpp"

#include <algorithm>

#include <simdjson.h>

#include "json/walk.hpp"

namespace smcp::cli {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// Behind the string whose opening quote is at `at`; the end of the text if it is not closed.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

/// Behind the comment that begins at `at`; `at` itself if none does, or if it is not closed.
std::size_t end_of_comment(std::string_view text, std::size_t at) {
  const auto begin = text.substr(at, 2);
  if (begin == "//") return std::min(text.find_first_of("\r\n", at), text.size());
  const auto end = begin == "/*" ? text.find("*/", at + 2) : std::string_view::npos;
  return end == std::string_view::npos ? at : end + 2;
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
            text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

/// Only what follows a value can be a comma too many: `[,]` and `{,}` stay what they are.
void blank_trailing_commas(std::string& text) {
  char before = '{';
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      at = end_of_string(text, at);
      before = '"';
      continue;
    }
    if (text[at] == ',' && std::string_view("{[,:").find(before) == std::string_view::npos) {
      const auto next = skip_blanks(text, at + 1);
      if (next < text.size() && (text[next] == '}' || text[next] == ']')) text[at] = ' ';
    }
    if (kBlanks.find(text[at]) == std::string_view::npos) before = text[at];
    ++at;
  }
}

std::string decoded(std::string_view quoted) {
  const auto inside = quoted.substr(1, quoted.size() - 2);
  if (inside.find('\\') == std::string_view::npos) return std::string(inside);
  simdjson::dom::parser parser;
  std::string_view key;
  if (parser.parse(simdjson::padded_string(quoted)).get(key) != simdjson::SUCCESS) return std::string(inside);
  return std::string(key);
}

}  // namespace

std::string as_plain_json(std::string_view text, JsonSyntax syntax) {
  std::string plain(text);
  if (text.starts_with(kByteOrderMark)) blank(plain, 0, kByteOrderMark.size());
  if (syntax == JsonSyntax::strict) return plain;
  for (std::size_t at = 0; at < plain.size();) {
    const auto end = end_of_comment(plain, at);
    if (end > at) {
      blank(plain, at, end);
      at = end;
    } else {
      at = plain[at] == '"' ? end_of_string(plain, at) : at + 1;
    }
  }
  if (syntax == JsonSyntax::comments_and_commas) blank_trailing_commas(plain);
  return plain;
}

bool is_json_object(std::string_view plain) {
  const auto begin = skip_blanks(plain, 0);
  if (begin == plain.size() || plain[begin] != '{') return false;
  const simdjson::padded_string padded(plain);
  simdjson::ondemand::parser parser;
  transport::JsonWalk::Document document;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return false;
  transport::JsonWalk walk(document, std::string_view(padded), kMaxConfigDepth);
  transport::JsonWalk::Object object;
  if (document.get_object().get(object) != simdjson::SUCCESS) return false;
  return walk.each_member(object, 1, [&walk](std::string_view, transport::JsonWalk::Value value) {
    return walk.skip(value, 2);
  }) && walk.at_end();
}

std::size_t skip_blanks(std::string_view plain, std::size_t at) {
  return std::min(plain.find_first_not_of(kBlanks, at), plain.size());
}

std::size_t end_of_value(std::string_view plain, std::size_t at) {
  if (plain[at] == '"') return end_of_string(plain, at);
  if (plain[at] != '{' && plain[at] != '[')
    return std::min(plain.find_first_of(",}] \t\r\n", at), plain.size());
  std::size_t depth = 0;
  while (at < plain.size()) {
    const char byte = plain[at];
    if (byte == '"') {
      at = end_of_string(plain, at);
      continue;
    }
    ++at;
    if (byte == '{' || byte == '[') ++depth;
    if ((byte == '}' || byte == ']') && --depth == 0) break;
  }
  return at;
}

std::vector<JsonMember> members_of(std::string_view plain, std::size_t at) {
  std::vector<JsonMember> members;
  at = skip_blanks(plain, at + 1);
  while (at < plain.size() && plain[at] == '"') {
    JsonMember member;
    member.name = {at, end_of_string(plain, at)};
    member.key = decoded(plain.substr(at, member.name.end - at));
    member.value.begin = skip_blanks(plain, skip_blanks(plain, member.name.end) + 1);
    member.value.end = end_of_value(plain, member.value.begin);
    at = skip_blanks(plain, member.value.end);
    members.push_back(std::move(member));
    if (at < plain.size() && plain[at] == ',') at = skip_blanks(plain, at + 1);
  }
  return members;
}

}  // namespace smcp::cli
