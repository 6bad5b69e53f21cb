// The one list of tools: name, schema, annotations, output schema and handler of each.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tools/tool.hpp"
#include "transport/tool_host.hpp"

namespace smcp::tools {

/// In the order in which they are listed, always the same. (catalogue.cpp)
[[nodiscard]] std::span<const Tool> all_tools();
[[nodiscard]] const Tool* find_tool(std::string_view name);

/// How the tools work together; sent to the model by `initialize` and `server/discover`. Less than 2 kB:
/// clients cut it at 2 to 4 kB, and some show nothing else at first. It names tools of ToolSet::core alone. (catalogue.cpp)
[[nodiscard]] std::string_view instructions();

/// Which tools a client is offered: those that are in the set, and that the policy offers.
struct Offer {
  ToolSet set = ToolSet::all;
  Policy policy{};
};

/// The `tools` array of tools/list, for a revision: what it does not know is left out. With ToolSet::core, only the
/// tools of that set, whose texts name no other.
[[nodiscard]] std::string tools_json(transport::Revision revision, const Offer& offer = {});

/// Starts one call through the handlers; `arguments` as in transport::ToolCall. The tool must exist.
[[nodiscard]] transport::CancelHook start_call(Toolbox& tools, const Tool& tool, std::string_view arguments,
                                               transport::ToolReply reply, transport::ClientInfo client = {},
                                               transport::Person person = {});

/// The tools as the dispatcher wants them: those that are not in `set`, or not offered by the server's policy, are
/// unknown to it, but for why. `tools` must outlive it.
[[nodiscard]] transport::ToolHost make_host(Toolbox& tools, ToolSet set = ToolSet::all);

}  // namespace smcp::tools
