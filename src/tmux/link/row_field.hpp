// One field of a row that tmux prints: the format that prints it, and where its value is stored. See
// row_table.hpp. Pure.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {

/// One field of a row. An empty `format` is one that this row is not asked for: nothing is printed for it.
template <typename Row>
struct Field {
  std::string format;
  /// Stores in `row` what tmux has printed; false if that is not a valid value. The fields before it have been
  /// stored already.
  bool (*take)(std::string_view printed, Row& row);
};

/// Stores a printed value; false if it is not one of this type.
template <std::integral Number>
[[nodiscard]] bool take_value(std::string_view printed, Number& number) {
  return take_number(printed, number);
}
/// For tmux's flags: it prints 1 for those that are set, and 0 or nothing for the others.
[[nodiscard]] inline bool take_value(std::string_view printed, bool& flag) {
  flag = printed == "1";
  return true;
}
[[nodiscard]] inline bool take_value(std::string_view printed, std::string& text) {
  text = printed;
  return true;
}
/// The view is valid for as long as the row's line.
[[nodiscard]] inline bool take_value(std::string_view printed, std::string_view& text) {
  text = printed;
  return true;
}
/// For types with a parser of their own, such as ids.
template <typename Value>
requires requires(std::string_view printed) {
  { Value::parse(printed) } -> std::same_as<std::optional<Value>>;
}
[[nodiscard]] bool take_value(std::string_view printed, Value& value) {
  auto parsed = Value::parse(printed);
  if (parsed) value = std::move(*parsed);
  return parsed.has_value();
}
/// Nothing is printed if tmux does not know the value.
template <std::integral Number>
[[nodiscard]] bool take_value(std::string_view printed, std::optional<Number>& number) {
  number.reset();
  return printed.empty() || take_number(printed, number.emplace());
}
/// The same, for a number that keeps its value if nothing is printed.
template <std::integral Number>
[[nodiscard]] bool take_if_any(std::string_view printed, Number& number) {
  return printed.empty() || take_number(printed, number);
}

namespace row_detail {
template <auto Member>
struct MemberOf;
template <typename Owner, typename Value, Value Owner::*Member>
struct MemberOf<Member> {
  using Row = Owner;
};
template <auto Member>
using RowOf = typename MemberOf<Member>::Row;
}  // namespace row_detail

/// A field that is stored in a member of the row, or in a member of that member, …
template <auto Member, auto... Nested>
[[nodiscard]] Field<row_detail::RowOf<Member>> field(std::string format) {
  using Row = row_detail::RowOf<Member>;
  return {std::move(format), [](std::string_view printed, Row& row) {
            return take_value(printed, ((row.*Member).*....*Nested));
          }};
}

/// The same, stored by `Take(printed, member)` in place of take_value().
template <auto Take, auto Member, auto... Nested>
[[nodiscard]] Field<row_detail::RowOf<Member>> field_by(std::string format) {
  using Row = row_detail::RowOf<Member>;
  return {std::move(format), [](std::string_view printed, Row& row) -> bool {
            return Take(printed, ((row.*Member).*....*Nested));
          }};
}

}  // namespace smcp::tmux
