// The options as text: what stands on the command line, and in the environment.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace smcp::cli {

/// All options of option_table.hpp, and the words between them.
class GivenOptions {
 public:
  /// Errc::invalid_argument for an unknown option, with the nearest right one, and for one without its value.
  /// Reorders `argv` as getopt does.
  [[nodiscard]] static Result<GivenOptions> read(int argc, char** argv);

  /// The value on the command line, or else in the environment; nothing if it is in neither.
  [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
  /// The value on the command line.
  [[nodiscard]] std::optional<std::string> spoken(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;  ///< those on the command line
  /// Where value() is from, for who reads that it is wrong: `--timeout` or its variable.
  [[nodiscard]] std::string source(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return spoken(name).has_value(); }
  /// All that stand on the command line, with their values, in order.
  [[nodiscard]] std::span<const std::pair<std::string_view, std::string>> options() const { return given_; }
  /// The names of these.
  [[nodiscard]] std::vector<std::string_view> names() const;
  /// What is no option, in order.
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  /// Whether `--` stands among the words, behind which nothing is an option.
  [[nodiscard]] bool has_separator() const { return separator_; }

 private:
  std::vector<std::pair<std::string_view, std::string>> given_;  ///< names from the table
  std::vector<std::string> words_;
  bool separator_ = false;
};

/// The value of an environment variable; nothing if it is not set, or empty.
[[nodiscard]] std::optional<std::string> environment(const char* name);

/// `message`, and where the right usage is told.
[[nodiscard]] Error usage_error(std::string message);

}  // namespace smcp::cli
