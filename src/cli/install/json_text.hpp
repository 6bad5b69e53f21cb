// A client's configuration file as text: JSON, for some clients with comments. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::cli {

/// What a client's own parser accepts beyond JSON.
enum class JsonSyntax {
  strict,               ///< nothing
  comments,             ///< comments
  comments_and_commas,  ///< comments, and a comma after the last member or element
};

/// Maximum depth of nested objects and arrays: real configuration files stay below 20.
inline constexpr std::size_t kMaxConfigDepth = 200;

/// The UTF-8 byte order mark, with which Windows editors begin a file.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// `text` as plain JSON in which every byte keeps its place: a byte order mark, and the comments and trailing commas
/// that `syntax` allows, become blanks. What `syntax` does not allow stays, and is no JSON.
[[nodiscard]] std::string as_plain_json(std::string_view text, JsonSyntax syntax);

/// Whether it is one JSON object and nothing else but white space.
[[nodiscard]] bool is_json_object(std::string_view plain);

struct JsonSpan {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< behind the last byte
};

struct JsonMember {
  std::string key;  ///< decoded
  JsonSpan name;    ///< with its quotes
  JsonSpan value;
};

/// The members of the object that begins at `at`. The text around it must have passed is_json_object().
[[nodiscard]] std::vector<JsonMember> members_of(std::string_view plain, std::size_t at);

/// Where the object or array that begins at `at` ends, behind its bracket; the same conditions hold.
[[nodiscard]] std::size_t end_of_value(std::string_view plain, std::size_t at);

/// The next place from `at` on that is no white space.
[[nodiscard]] std::size_t skip_blanks(std::string_view plain, std::size_t at);

}  // namespace smcp::cli
