#include "support/json.hpp"

#include <array>
#include <cstdio>

#include <simdjson.h>

#include "support/failure.hpp"

namespace smcp::test {

struct JsonBuilder {
  static Json build(simdjson::dom::element element);

  static void build_scalar(simdjson::dom::element element, Json& json) {
    using Kind = Json::Kind;
    if (element.is_bool()) {
      json.kind_ = Kind::boolean;
      json.boolean_ = element.get_bool().value();
    } else if (element.is_int64()) {
      json.kind_ = Kind::integer;
      json.integer_ = element.get_int64().value();
    } else if (element.is_number()) {
      json.kind_ = Kind::number;
      json.number_ = element.get_double().value();
    } else if (element.is_string()) {
      json.kind_ = Kind::string;
      json.string_ = std::string(element.get_string().value());
    } else {
      json.kind_ = Kind::null;
    }
  }
};

Json JsonBuilder::build(simdjson::dom::element element) {
  Json json;
  if (element.is_object()) {
    json.kind_ = Json::Kind::object;
    const simdjson::dom::object object = element.get_object();
    for (const auto& [key, value] : object) {
      json.keys_.emplace_back(key);
      json.items_.push_back(build(value));
    }
  } else if (element.is_array()) {
    json.kind_ = Json::Kind::array;
    const simdjson::dom::array array = element.get_array();
    for (const auto item : array) json.items_.push_back(build(item));
  } else {
    build_scalar(element, json);
  }
  return json;
}

Json Json::parse(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (parser.parse(simdjson::padded_string(text)).get(element) != simdjson::SUCCESS) {
    fail("not JSON: " + std::string(text.substr(0, 500)));
  }
  return JsonBuilder::build(element);
}

const Json& Json::operator[](std::string_view key) const {
  static const Json missing;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i] == key) return items_[i];
  }
  return missing;
}

const Json& Json::operator[](std::size_t index) const {
  static const Json missing;
  return kind_ == Kind::array && index < items_.size() ? items_[index] : missing;
}

void Json::expect(Kind kind) const {
  constexpr std::array<const char*, 8> kNames = {"missing", "null",   "boolean", "integer",
                                                 "number",  "string", "array",   "object"};
  if (kind_ == kind) return;
  fail(std::string("JSON: wanted ") + kNames.at(static_cast<std::size_t>(kind)) + ", got " +
       kNames.at(static_cast<std::size_t>(kind_)));
}

const std::string& Json::string() const {
  expect(Kind::string);
  return string_;
}

std::int64_t Json::integer() const {
  expect(Kind::integer);
  return integer_;
}

bool Json::boolean() const {
  expect(Kind::boolean);
  return boolean_;
}

bool operator==(const Json& left, const Json& right) {
  if (left.kind_ != right.kind_ || left.items_.size() != right.items_.size()) return false;
  if (left.kind_ != Json::Kind::object) {
    return left.boolean_ == right.boolean_ && left.integer_ == right.integer_ &&
           !(left.number_ < right.number_) && !(left.number_ > right.number_) &&
           left.string_ == right.string_ && left.items_ == right.items_;
  }
  for (std::size_t i = 0; i < left.keys_.size(); ++i) {
    if (!(left.items_[i] == right[left.keys_[i]])) return false;
  }
  return true;
}

std::string json_string(std::string_view text) {
  std::string result = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') {
      result += '\\';
      result += byte;
    } else if (static_cast<unsigned char>(byte) < 0x20) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(byte));
      result += escape.data();
    } else {
      result += byte;
    }
  }
  return result + '"';
}

}  // namespace smcp::test
