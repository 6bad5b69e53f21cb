// What a tool is.
#pragma once

#include <span>
#include <string_view>

#include "tools/arguments.hpp"
#include "tools/call.hpp"
#include "tools/call_turns.hpp"
#include "tools/effect.hpp"
#include "tools/tool_set.hpp"
#include "tools/toolbox.hpp"

namespace smcp::tools {

struct JointKind;  // servers/joint_call.hpp

struct Tool {
  std::string_view name;
  std::string_view title;
  std::string_view description;
  Effect effect = Effect::changes;
  std::span<const Argument> arguments{};
  std::string_view output_schema{};  ///< JSON; empty for tools that answer with text
  std::string_view meta{};           ///< JSON for `_meta`, or empty
  ToolSet set = ToolSet::core;       ///< the smallest set that it belongs to
  void (*handler)(Toolbox&, const CallPtr&) = nullptr;
  const JointKind* joint = nullptr;  ///< how one call is about several servers; null: it never is
};

}  // namespace smcp::tools
