// One call of a tool from a shell: what `call`, `wait` and `list` have in common.
#pragma once

#include <string>

#include "base/unique_function.hpp"
#include "cli/options.hpp"
#include "tools/tool.hpp"
#include "transport/tool_result.hpp"

namespace smcp::cli {

/// Calls the tool with these arguments, a JSON object, on the server that `options` name, and gives what `answered`
/// returns. A signal cancels the call, waits for what it leaves behind to be taken away, and is the status then:
/// kSignalStatus and its number.
[[nodiscard]] int make_one_call(const Options& options, const tools::Tool& tool, std::string json,
                                UniqueFunction<int(const transport::ToolResult&)> answered);

/// Prints all of a result: what the tool has to say on standard output, what is said about a text, or an error, on
/// standard error, behind it. Returns 0, or 1 with a message if it could not be written.
[[nodiscard]] int print_result(const transport::ToolResult& result);

}  // namespace smcp::cli
