// Rows of fields that tmux prints, and what they are parsed into. One table says for each field which format
// prints it and where its value is stored; from it come both the format that is sent and the parser, so that
// the two cannot get out of step. Pure.
//
//   const RowTable<Client>& client_rows() {
//     static const RowTable<Client> table{
//         field<&Client::pid>("#{client_pid}"),
//         field<&Client::name>("#{client_name}"),  // free text goes last
//     };
//     return table;
//   }
#pragma once

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {

/// One field of a row. An empty `format` is one that this row is not asked for: nothing is printed for it.
template <typename Row>
struct Field {
  std::string format;
  /// Stores in `row` what tmux has printed; false if that is no such value. The fields before it have been
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

/// The fields of one type of row, in the order in which they are printed.
template <typename Row>
class RowTable {
 public:
  RowTable(std::initializer_list<Field<Row>> fields) : RowTable(std::vector<Field<Row>>(fields)) {}
  explicit RowTable(const std::vector<Field<Row>>& fields) {
    for (const auto& field : fields) {
      if (!takes_.empty()) format_.push_back(kFieldSeparator);
      format_ += field.format;
      takes_.push_back(field.take);
    }
  }

  /// The format that makes tmux print such a row.
  [[nodiscard]] const std::string& format() const { return format_; }

  /// The row in one line of an answer; nothing if it has too few fields, or one that is not of its type. The
  /// last field takes the rest of the line, separators included. `row` holds what is known beforehand, which
  /// the fields may be compared with.
  [[nodiscard]] std::optional<Row> parse(std::string_view line, Row row = {}) const {
    for (std::size_t i = 0; i < takes_.size(); ++i) {
      const bool last = i + 1 == takes_.size();
      const auto end = last ? line.size() : line.find(kFieldSeparator);
      if (end == std::string_view::npos || !takes_[i](line.substr(0, end), row)) return std::nullopt;
      if (!last) line.remove_prefix(end + 1);
    }
    return row;
  }

  /// All rows of an answer; nothing if a line is not one. For `row` see parse().
  [[nodiscard]] std::optional<std::vector<Row>> parse_all(std::string_view text, const Row& row = {}) const {
    std::vector<Row> rows;
    for (const auto line : split_lines(text)) {
      auto parsed = parse(line, row);
      if (!parsed) return std::nullopt;
      rows.push_back(std::move(*parsed));
    }
    return rows;
  }

  /// The same for rows whose last field is a name, which is stored in this member. Since tmux 3.1 stores a
  /// line break in a name as it is, a line that is not a row continues the name of the row before it.
  template <auto Name, auto... Nested>
  [[nodiscard]] std::optional<std::vector<Row>> parse_named(std::string_view text) const {
    std::vector<Row> rows;
    for (const auto line : split_lines(text)) {
      if (auto parsed = parse(line)) {
        rows.push_back(std::move(*parsed));
      } else if (!rows.empty()) {
        std::string& name = ((rows.back().*Name).*....*Nested);
        name.append("\n").append(line);
      } else {
        return std::nullopt;
      }
    }
    return rows;
  }

 private:
  std::string format_;
  std::vector<bool (*)(std::string_view, Row&)> takes_;
};

}  // namespace smcp::tmux
