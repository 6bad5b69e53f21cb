// How a configuration file is laid out, so that what is added to it looks like the rest. Pure.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cli/install/json_text.hpp"

namespace smcp::cli {

/// What an entry consists of, in the order in which it is written.
struct JsonField {
  std::string key;
  std::variant<std::string, std::vector<std::string>> value;
};
using JsonFields = std::vector<JsonField>;

/// The layout of the members of one object.
struct JsonLayout {
  bool lines = true;  ///< each member is on a line of its own
  std::string newline = "\n";
  std::string unit = "  ";    ///< by which each level is indented
  std::string outer{};        ///< the indentation of the object's closing bracket
  std::string indent = "  ";  ///< that of its members
  std::string gap = " ";      ///< between a colon and its value

  /// That of an object in this one which is empty, or is yet to be written.
  [[nodiscard]] JsonLayout deeper() const;
};

/// The layout of the document's outermost object, which is at `at` in `plain`.
[[nodiscard]] JsonLayout layout_of_document(std::string_view plain, std::size_t at);

/// The layout of an object inside of one with the layout `parent`, seen from its members.
[[nodiscard]] JsonLayout layout_of_object(std::string_view plain, std::span<const JsonMember> members,
                                          const JsonLayout& parent);

/// `{…}` with these fields, as the value of a member in an object with the layout `layout`.
[[nodiscard]] std::string entry_value(const JsonFields& fields, const JsonLayout& layout);

/// `"a": {"b": {…}}` for the path a, b: a member of an object with the layout `layout`.
[[nodiscard]] std::string entry_member(std::span<const std::string> path, const JsonFields& fields,
                                       const JsonLayout& layout);

}  // namespace smcp::cli
