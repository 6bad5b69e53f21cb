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

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tmux/link/format_fields.hpp"
#include "tmux/link/row_field.hpp"

namespace smcp::tmux {

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

  /// The same format behind a mark, for an answer that may hold foreign output as well: if a user's hook waits
  /// for a run-shell, tmux prints its output before, between and after the rows of the command that triggered it.
  [[nodiscard]] std::string marked_format(std::string_view mark) const { return begin(mark) + format_; }
  /// The row in the first line that begins with this mark.
  [[nodiscard]] std::optional<Row> parse_marked(std::string_view text, std::string_view mark) const {
    for (const auto line : split_lines(text))
      if (line.starts_with(begin(mark))) return parse(line.substr(begin(mark).size()));
    return std::nullopt;
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
  static std::string begin(std::string_view mark) { return std::string(mark) + kFieldSeparator; }
  std::string format_;
  std::vector<bool (*)(std::string_view, Row&)> takes_;
};

}  // namespace smcp::tmux
