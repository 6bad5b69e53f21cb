// Calls of tools as the dispatcher makes them, on a made-up tmux.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <simdjson.h>

#include "tools/registry.hpp"

namespace smcp::tools {

template <typename TestClient>
struct Calling {
  std::vector<transport::ToolResult> results;  // outlives the client: what it drops unanswered answers here
  uv::Loop loop;
  TestClient client;
  Toolbox toolbox{loop, client, std::chrono::seconds(10)};

  transport::CancelHook call(std::string_view tool, const std::string& json) {
    const simdjson::padded_string padded(json);
    transport::ReplySink sink;
    sink.answer = [this](transport::ToolResult result) { results.push_back(std::move(result)); };
    return start_call(toolbox, *find_tool(tool), std::string_view(padded.data(), padded.size()),
                      transport::ToolReply(std::move(sink)));
  }
  [[nodiscard]] const std::string& last() const { return results.back().json_or_message(); }
};

}  // namespace smcp::tools
