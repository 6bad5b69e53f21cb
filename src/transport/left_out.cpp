#include "transport/left_out.hpp"

#include <string>

#include "transport/limits.hpp"

namespace smcp::transport {
namespace {

constexpr std::string_view kUnread =
    "earlier answers wait for the client to read them, too many for this one to wait as well: its output was "
    "left out. Nothing is lost in tmux. When the client reads again, ask for it once more: capture_pane, or "
    "wait_for with the job or the cursor.";

constexpr std::string_view kNotAsked =
    "earlier answers wait for the client to read them, so the person could not be asked; nothing was done.";

}  // namespace

ToolResult left_out(const ToolResult& result) {
  if (result.kind() == ToolResult::Kind::question) return ToolResult::error(std::string(kNotAsked));
  const std::string& about = result.json_or_message();
  if (result.kind() != ToolResult::Kind::text || about.size() > kAlwaysSent / 2)
    return ToolResult::error(std::string(kUnread));
  return ToolResult::text({kUnread, nullptr}, about);
}

}  // namespace smcp::transport
