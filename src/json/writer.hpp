// Writes compact JSON directly into a string, and inserts commas by itself.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace smcp::transport {

/// An integer type other than bool and character types.
template <typename T>
concept JsonInteger =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

/// Appends to `out`, which must outlive it and may already contain text. The caller balances begin and end,
/// and writes a key before each value of an object. The order of calls is the order of the text.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name);
  /// Writes a string of any bytes; invalid UTF-8 becomes U+FFFD (see json/escape.hpp).
  JsonWriter& string(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& unsigned_integer(std::uint64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// Writes one value that is already JSON, unchanged.
  JsonWriter& raw(std::string_view json);

  /// Writes key() and the value. A pointer is never converted to a bool here.
  JsonWriter& field(std::string_view name, std::string_view value) { return key(name).string(value); }
  JsonWriter& field(std::string_view name, std::same_as<bool> auto value) { return key(name).boolean(value); }
  template <JsonInteger T>
  JsonWriter& field(std::string_view name, T value) {
    if constexpr (std::is_signed_v<T>)
      return key(name).integer(value);
    else
      return key(name).unsigned_integer(value);
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string& out_;
  bool comma_ = false;  ///< a value precedes this place in the same object or array
};

}  // namespace smcp::transport
