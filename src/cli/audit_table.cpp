#include "cli/audit_table.hpp"

#include <array>
#include <optional>

#include <simdjson.h>

#include "text/visible.hpp"
#include "text/wrapped.hpp"

namespace smcp::cli {
namespace {

using simdjson::SUCCESS;
using simdjson::dom::element;

/// Time, client, tool, session, outcome; wide enough for the names that are usual.
constexpr std::array<std::size_t, 5> kWidths = {24, 18, 14, 16, 9};
/// Milliseconds, which stand to the right: a call of a day has eight digits.
constexpr std::size_t kTimeWidth = 8;

using Columns = std::array<std::string, kWidths.size()>;

std::string row(const Columns& columns, const std::string& ms, const std::string& text) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    line += columns[i];
    const std::size_t width = characters_in(columns[i]);
    line.append(width < kWidths[i] ? kWidths[i] - width : 0, ' ').append("  ");
  }
  line.append(ms.size() < kTimeWidth ? kTimeWidth - ms.size() : 0, ' ').append(ms);
  return text.empty() ? line : line + "  " + text;
}

std::optional<std::string> text_in(const element& object, const char* member) {
  std::string_view text;
  if (object[member].get_string().get(text) != SUCCESS) return std::nullopt;
  return visible(text);
}

/// A text, or several with `between` between them; "" for none.
std::string texts_in(const element& object, const char* member, const char* between) {
  simdjson::dom::array list;
  if (object[member].get_array().get(list) != SUCCESS) return text_in(object, member).value_or("");
  std::string all;
  for (const element& part : list) {
    std::string_view text;
    if (part.get_string().get(text) != SUCCESS) continue;
    all.append(all.empty() ? "" : between).append(visible(text));
  }
  return all;
}

std::string client_of(const element& record) {
  element client;
  if (record["client"].get(client) != SUCCESS || client.is_null()) return "(shell)";
  return text_in(client, "name").value_or("");
}

/// What was typed, and what went wrong.
std::string told_by(const element& record) {
  std::string told = texts_in(record, "keys", " ");
  if (told.empty()) told = texts_in(record, "command", " ");
  std::int64_t bytes = 0;
  if (record["bytes"].get_int64().get(bytes) == SUCCESS) told += "... (" + std::to_string(bytes) + " bytes)";
  const auto to = text_in(record, "to");
  if (to) told = "to " + *to;
  const auto error = text_in(record, "error");
  if (error) told += (told.empty() ? "" : " - ") + *error;
  return told;
}

std::string sessions_of(const element& record) {
  const std::string one = texts_in(record, "session", ",");
  return one.empty() ? texts_in(record, "sessions", ",") : one;
}

}  // namespace

std::string audit_titles() {
  return row({"TIME", "CLIENT", "TOOL", "SESSION", "OUTCOME"}, "MS", "TEXT");
}

std::string audit_row(std::string_view line) {
  simdjson::dom::parser parser;
  element record;
  if (parser.parse(line.data(), line.size()).get(record) != SUCCESS) return visible(line);
  const auto time = text_in(record, "time");
  const auto tool = text_in(record, "tool");
  const auto outcome = text_in(record, "outcome");
  std::int64_t ms = 0;
  if (!time || !tool || !outcome || record["ms"].get_int64().get(ms) != SUCCESS) return visible(line);
  return row({*time, client_of(record), *tool, sessions_of(record), *outcome}, std::to_string(ms),
             told_by(record));
}

}  // namespace smcp::cli
