#include "json/walk.hpp"

namespace smcp::transport {

using State = CheckedMember::State;
using simdjson::SUCCESS;

bool JsonWalk::enter(std::size_t depth) {
  if (depth > max_depth_) too_deep_ = true;
  return !too_deep_;
}

bool JsonWalk::decode_key(simdjson::ondemand::field& field, std::string_view& key) {
  const char* begin = field.key().raw();
  const char* end = begin;
  // simdjson's first stage has checked that every string is closed.
  while (*end != '"') end += *end == '\\' ? 2 : 1;
  key = {begin, static_cast<std::size_t>(end - begin)};
  if (key.find('\\') == std::string_view::npos) return true;
  if (!has_good_escapes(key)) return false;
  // This fails on lone surrogates, which no known key contains; the raw text is used then.
  std::string_view decoded;
  if (field.unescaped_key().get(decoded) == SUCCESS) key = decoded;
  return true;
}

bool JsonWalk::skip(Value value, std::size_t depth) {
  const auto raw = value.raw_json_token();
  switch (raw.empty() ? '\0' : raw.front()) {
    case '{': {
      Object object;
      return value.get_object().get(object) == SUCCESS &&
             each_member(object, depth,
                         [&](std::string_view, Value member) { return skip(member, depth + 1); });
    }
    case '[': {
      Array array;
      return value.get_array().get(array) == SUCCESS &&
             each_element(array, depth, [&](Value element) { return skip(element, depth + 1); });
    }
    default:
      return scalar(value);
  }
}

bool JsonWalk::scalar(Value value) {
  const auto raw = trim_end(value.raw_json_token());
  if (!is_json_scalar(raw)) return false;
  return raw.front() != '"' || consume_string(value);
}

/// A string must be consumed, because simdjson would skip one followed by a colon as if it were a key.
bool JsonWalk::consume_string(Value& value) {
  simdjson::ondemand::raw_json_string consumed;
  return value.get_raw_json_string().get(consumed) == SUCCESS;
}

bool JsonWalk::string(Value value, std::size_t depth, CheckedMember& member) {
  const auto raw = trim_end(value.raw_json_token());
  if (!raw.starts_with('"')) {
    member = {State::wrong_type, {}};
    return skip(value, depth);
  }
  if (raw.size() < 2 || !raw.ends_with('"')) return false;
  member = {State::good, raw.substr(1, raw.size() - 2)};
  if (member.text.find('\\') == std::string_view::npos) return consume_string(value);
  if (!has_good_escapes(member.text)) return false;
  // This fails on lone surrogates, which no known name contains; the raw text is used then.
  std::string_view decoded;
  if (value.get_string().get(decoded) == SUCCESS) member.text = decoded;
  return true;
}

bool JsonWalk::object(Value value, std::size_t depth, CheckedMember& member) {
  const char* begin = value.raw_json_token().data();
  const bool good = is_object(value);
  if (!skip(value, depth)) return false;
  member = good ? CheckedMember{State::good, raw_from(begin)} : CheckedMember{State::wrong_type, {}};
  return true;
}

bool JsonWalk::token(Value value, std::size_t depth, std::size_t max_size, CheckedMember& member) {
  const auto raw = trim_end(value.raw_json_token());
  const bool good = raw.size() <= max_size && (raw.starts_with('"') || is_integer64(raw));
  member = good ? CheckedMember{State::good, raw} : CheckedMember{State::wrong_type, {}};
  return skip(value, depth);
}

bool JsonWalk::lone_scalar() {
  std::string_view raw;
  if (document_.raw_json_token().get(raw) != SUCCESS) return false;
  return raw.data() + raw.size() == text_.data() + text_.size() && is_json_scalar(trim_end(raw));
}

bool JsonWalk::at_end() {
  return document_.current_location().error() == simdjson::OUT_OF_BOUNDS;
}

/// The text from `begin` to the end of the last walked value, which must not be the document's last token.
std::string_view JsonWalk::raw_from(const char* begin) {
  const char* next = begin;
  if (document_.current_location().get(next) != SUCCESS) return {};
  return trim_end({begin, static_cast<std::size_t>(next - begin)});
}

}  // namespace smcp::transport
