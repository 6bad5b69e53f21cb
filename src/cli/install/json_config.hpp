// A client's configuration file, to which one entry is added, or from which one is taken, while every other byte stays
// as it is. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cli/install/json_layout.hpp"
#include "cli/install/json_text.hpp"

namespace smcp::cli {

/// The keys from the outermost object to the entry, such as mcpServers, sessions.
using JsonPath = std::span<const std::string>;

class JsonConfig {
 public:
  /// Nothing if it is neither one JSON object, in this syntax, nor empty. An empty file (or one that holds nothing but
  /// white space and comments) becomes an object with the first entry.
  [[nodiscard]] static std::optional<JsonConfig> read(std::string text, JsonSyntax syntax);

  /// The value at `path` as plain JSON, or nothing. Like all the others below: Errc::refused if a key on the way is
  /// there twice, or has a value that is no object.
  [[nodiscard]] Result<std::optional<std::string>> value(JsonPath path) const;

  /// The text with this entry; objects on the way to it are made. What is there already at `path` is replaced.
  [[nodiscard]] Result<std::string> with(JsonPath path, const JsonFields& fields) const;

  /// The text without what is at `path`; the same text if nothing is. The objects on the way stay, empty or not:
  /// nobody knows any more whether they were there before.
  [[nodiscard]] Result<std::string> without(JsonPath path) const;

 private:
  /// The innermost object on a path that exists.
  struct Place {
    std::size_t object = 0;
    JsonLayout layout;
    std::vector<JsonMember> members;
    std::size_t depth = 0;             ///< how many keys lead to it
    std::optional<std::size_t> found;  ///< the member that has the last key of the path
  };

  JsonConfig(std::string text, std::string plain) : text_(std::move(text)), plain_(std::move(plain)) {}
  [[nodiscard]] Result<Place> locate(JsonPath path) const;
  [[nodiscard]] std::string appended(const Place& place, std::string member) const;
  [[nodiscard]] std::string put_into_empty(const Place& place, const std::string& member) const;
  /// Behind the comments that follow `at`, all of them or only those that begin on its line; `at` if there are none.
  /// `in_line` tells whether the last of them ends with its line.
  [[nodiscard]] std::size_t behind_comments(std::size_t at, bool only_line, bool& in_line) const;
  /// The place of a comma behind the value that ends at `at`, if there is one.
  [[nodiscard]] std::optional<std::size_t> comma_behind(std::size_t at) const;

  std::string text_;
  std::string plain_;
};

}  // namespace smcp::cli
