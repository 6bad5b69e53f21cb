// A tool's arguments: declared once, which gives the schema, the check and the values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "json/writer.hpp"

namespace smcp::tools {

enum class ArgumentType {
  string,
  integer,
  boolean,
  strings,  ///< an array of non-empty strings
  string_or_strings,
  named_strings,  ///< an object whose values are strings
};

struct Argument {
  std::string_view name{};
  ArgumentType type = ArgumentType::string;
  bool required = false;
  std::string_view description{};
  std::int64_t minimum = 0;  ///< of an integer, or of how many strings
  std::int64_t maximum = 0;
  std::variant<std::monostate, std::int64_t, bool> fallback{};  ///< the default, told in the schema
};

/// Names and their values.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// The checked values of one call.
class Arguments {
 public:
  /// `json` is a valid JSON object with SIMDJSON_PADDING readable bytes behind it. Errc::invalid_argument
  /// with a sentence that names the argument and what it may be: wrong type or range, missing, unknown.
  /// `null` is the same as leaving an argument out. Floating-point numbers without a fraction are integers,
  /// as in JSON Schema.
  [[nodiscard]] static Result<Arguments> parse(std::span<const Argument> declared, std::string_view json);

  /// What was given, or the declared default, or "" / 0 / false / nothing. Of a string_or_strings, text() is ""
  /// if an array was given, and texts() is nothing otherwise.
  [[nodiscard]] const std::string& text(std::string_view name) const;
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  [[nodiscard]] bool boolean(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& texts(std::string_view name) const;
  /// In the order given; of two with one name, the last.
  [[nodiscard]] const NamedTexts& named_texts(std::string_view name) const;
  /// What was given, as JSON by name, in the order of the names: the same for all ways to write the same call.
  [[nodiscard]] std::vector<std::pair<std::string_view, std::string>> given() const;
  /// Whether the tool takes one of this name.
  [[nodiscard]] bool declares(std::string_view name) const { return values_.contains(name); }
  /// Gives another value of the same type to one that was given.
  void replace(std::string_view name,
               std::variant<std::string, std::int64_t, std::vector<std::string>> value);
  /// Whether it was given, as something other than null.
  [[nodiscard]] bool has(std::string_view name) const;

 private:
  struct Value {
    std::variant<std::string, std::int64_t, bool, std::vector<std::string>, NamedTexts> value;
    bool given = false;
  };
  /// The value if it is there and of this type.
  template <typename T>
  [[nodiscard]] const T* value_of(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? nullptr : std::get_if<T>(&found->second.value);
  }

  std::map<std::string, Value, std::less<>> values_;
};

/// The `inputSchema` of a tool.
void write_input_schema(transport::JsonWriter& writer, std::span<const Argument> declared);

}  // namespace smcp::tools
