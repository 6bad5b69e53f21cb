// Reading JSON in tests as a plain tree, and writing the little that requests need, independently of the
// server's code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace smcp::test {

/// A value. Looking up a missing member gives a value of Kind::missing, so that look-ups can be chained.
class Json {
 public:
  enum class Kind { missing, null, boolean, integer, number, string, array, object };

  Json() = default;
  /// Throws std::runtime_error with the beginning of `text` if it is not one JSON document.
  [[nodiscard]] static Json parse(std::string_view text);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool exists() const { return kind_ != Kind::missing; }
  [[nodiscard]] bool is_string() const { return kind_ == Kind::string; }
  [[nodiscard]] bool is_object() const { return kind_ == Kind::object; }
  [[nodiscard]] bool is_array() const { return kind_ == Kind::array; }

  [[nodiscard]] const Json& operator[](std::string_view key) const;
  [[nodiscard]] const Json& operator[](std::size_t index) const;
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  [[nodiscard]] const std::vector<Json>& items() const { return items_; }

  /// These throw std::runtime_error when the value is of another kind.
  [[nodiscard]] const std::string& string() const;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] bool boolean() const;

  /// Compares as JSON: the order of an object's members does not matter.
  friend bool operator==(const Json& left, const Json& right);

 private:
  friend struct JsonBuilder;
  void expect(Kind kind) const;

  Kind kind_ = Kind::missing;
  bool boolean_ = false;
  std::int64_t integer_ = 0;
  double number_ = 0;
  std::string string_;
  std::vector<std::string> keys_;
  std::vector<Json> items_;
};

/// A JSON string literal. `text` must be UTF-8.
[[nodiscard]] std::string json_string(std::string_view text);

/// JSON that is written unchanged.
struct Raw {
  std::string json;
};

template <typename T>
[[nodiscard]] std::string to_json(const T& value) {
  if constexpr (std::is_same_v<T, Raw>) {
    return value.json;
  } else if constexpr (std::is_same_v<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    return std::to_string(value);
  } else {
    return json_string(value);
  }
}

[[nodiscard]] inline std::string object() {
  return "{}";
}
/// `object("name", "a", "lines", 5)` is `{"name":"a","lines":5}`.
template <typename T, typename... Rest>
[[nodiscard]] std::string object(std::string_view key, const T& value, const Rest&... rest) {
  const std::string first = json_string(key) + ":" + to_json(value);
  const std::string others = object(rest...);
  return "{" + first + (others.size() > 2 ? "," : "") + others.substr(1);
}

}  // namespace smcp::test
