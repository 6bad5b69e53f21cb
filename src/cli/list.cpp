// list: the sessions, a name on each line for scripts and completions, a table for people.
#include <algorithm>
#include <cstdio>
#include <string>
#include <unistd.h>
#include <vector>

#include <simdjson.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/one_call.hpp"
#include "cli/paint.hpp"
#include "text/wrapped.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

using Row = std::vector<std::string>;

std::string text_of(const simdjson::dom::element& session, const char* member) {
  std::string_view text;
  return session[member].get_string().get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

Row row_of(const simdjson::dom::element& session) {
  std::int64_t windows = 0;
  bool attached = false;
  if (session["windows"].get_int64().get(windows) != simdjson::SUCCESS ||
      session["attached"].get_bool().get(attached) != simdjson::SUCCESS)
    return {};
  return {text_of(session, "name"), std::to_string(windows), attached ? "yes" : "no",
          text_of(session, "created_at"), text_of(session, "last_activity_at")};
}

void print_table(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters_in(row[i]));
  }
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - characters_in(row[i]) + 2, ' ');
    }
    std::puts((&row == &rows.front() ? painted(line, Paint::bold) : line).c_str());
  }
}

int print(const transport::ToolResult& result) {
  if (result.kind() == transport::ToolResult::Kind::error) {
    log(result.json_or_message());
    return 1;
  }
  simdjson::dom::parser parser;
  simdjson::dom::array sessions;
  if (parser.parse(result.json_or_message())["sessions"].get_array().get(sessions) != simdjson::SUCCESS) {
    log("internal error: list_sessions answered with " + result.json_or_message());
    return 1;
  }
  std::vector<Row> rows;
  for (const auto& session : sessions) rows.push_back(row_of(session));
  if (::isatty(STDOUT_FILENO) == 0) {
    for (const Row& row : rows) std::puts(row.front().c_str());
  } else if (rows.empty()) {
    std::puts("There are no sessions; sessions-mcp call new_session name=NAME starts one.");
  } else {
    rows.insert(rows.begin(), {"NAME", "WINDOWS", "ATTACHED", "CREATED", "LAST ACTIVITY"});
    print_table(rows);
  }
  return finish_output();
}

}  // namespace

int list_sessions(const Options& options) {
  return make_one_call(options, *tools::find_tool("list_sessions"), "{}", print);
}

}  // namespace smcp::cli
