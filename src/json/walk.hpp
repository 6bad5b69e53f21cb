// A validating walk over one JSON document in simdjson's On-Demand mode, which by itself checks only what is
// used. Everything is visited once, in order; captured values are views into the text.
#pragma once

#include <cstddef>
#include <string_view>

#include <simdjson.h>

#include "json/checked_member.hpp"
#include "json/text.hpp"

namespace smcp::transport {

/// Every function that returns bool returns whether its argument is well-formed and not nested too deep;
/// after a false, the walk is over. `depth` is that of the value itself; the document's root has depth 1.
class JsonWalk {
 public:
  using Document = simdjson::ondemand::document;
  using Value = simdjson::ondemand::value;
  using Object = simdjson::ondemand::object;
  using Array = simdjson::ondemand::array;

  /// `document` must have been made from `text`, and nothing of it may have been read.
  JsonWalk(Document& document, std::string_view text, std::size_t max_depth)
      : document_(document), text_(text), max_depth_(max_depth) {}

  /// Walks a value that is not used.
  [[nodiscard]] bool skip(Value value, std::size_t depth);
  /// Captures a member that must be a string, decoded.
  [[nodiscard]] bool string(Value value, std::size_t depth, CheckedMember& member);
  /// Captures a member that must be an object, as it is written.
  [[nodiscard]] bool object(Value value, std::size_t depth, CheckedMember& member);
  /// Captures a member that must be a string or a 64-bit integer of at most `max_size` bytes, as it is
  /// written.
  [[nodiscard]] bool token(Value value, std::size_t depth, std::size_t max_size, CheckedMember& member);
  /// Walks the whole document, if it is neither object nor array.
  [[nodiscard]] bool lone_scalar();
  /// Whether the document ends here. simdjson itself checks for a bracket only at the very end. Without this
  /// check after each member, a walk through a container that is not closed would continue after the text.
  [[nodiscard]] bool at_end();

  /// Calls visit(key, value) for each member; visit must walk the value and return what the walk returned.
  template <typename Visit>
  [[nodiscard]] bool each_member(Object object, std::size_t depth, Visit visit);
  /// Calls visit(value) for each element, with the same rule.
  template <typename Visit>
  [[nodiscard]] bool each_element(Array array, std::size_t depth, Visit visit);

  [[nodiscard]] static bool is_object(Value& value) { return value.raw_json_token().starts_with('{'); }
  /// Whether the walk ended because of the depth, and not because of bad JSON.
  [[nodiscard]] bool too_deep() const { return too_deep_; }

 private:
  [[nodiscard]] static bool scalar(Value value);
  [[nodiscard]] static bool consume_string(Value& value);
  [[nodiscard]] bool enter(std::size_t depth);
  [[nodiscard]] std::string_view raw_from(const char* begin);
  [[nodiscard]] static bool decode_key(simdjson::ondemand::field& field, std::string_view& key);

  Document& document_;
  std::string_view text_;
  std::size_t max_depth_;
  bool too_deep_ = false;
};

template <typename Visit>
bool JsonWalk::each_member(Object object, std::size_t depth, Visit visit) {
  if (!enter(depth)) return false;
  for (auto entry : object) {
    simdjson::ondemand::field field;
    std::string_view key;
    if (std::move(entry).get(field) != simdjson::SUCCESS || !decode_key(field, key)) return false;
    if (!visit(key, field.value()) || at_end()) return false;
  }
  return true;
}

template <typename Visit>
bool JsonWalk::each_element(Array array, std::size_t depth, Visit visit) {
  if (!enter(depth)) return false;
  for (auto entry : array) {
    Value element;
    if (entry.get(element) != simdjson::SUCCESS || !visit(element) || at_end()) return false;
  }
  return true;
}

}  // namespace smcp::transport
