#include "support/e2e/live_server.hpp"

#include <exception>

namespace smcp::test {

Environment merged(Environment base, const Environment& more) {
  for (const auto& [key, value] : more) base[key] = value;
  return base;
}

std::string text_of(const Json& result, std::size_t index) {
  REQUIRE(result["content"][index]["type"].string() == "text");
  return result["content"][index]["text"].string();
}

bool is_error(const Json& result) {
  return result["isError"].exists() && result["isError"].boolean();
}

std::string pane_of(const PrivateTmux& tmux, const std::string& target) {
  return tmux.must({"display-message", "-p", "-t", target, "#{pane_id}"});
}

LiveServer::LiveServer(std::vector<std::string> arguments, const Environment& more)
    : server({merged(tmux.environment(), more), std::move(arguments)}) {}

LiveServer::~LiveServer() {
  if (std::uncaught_exceptions() > 0) return;  // the server tells by itself what it said
  try {
    const bool was_running = server.child().running();
    const ExitStatus exit = server.finish(kPatience * 2);
    INFO("the server's stderr:\n" << server.log());
    if (was_running) {
      CHECK(exit.status == 0);
      CHECK(exit.signal == 0);
    }
  } catch (const std::exception& error) {
    FAIL_CHECK(error.what());
  }
}

Json LiveServer::ok(std::string_view tool, std::string_view arguments) {
  const Json result = server.call(tool, arguments);
  INFO(tool << " " << arguments << ": " << text_of(result));
  REQUIRE_FALSE(is_error(result));
  REQUIRE(result["structuredContent"].is_object());
  REQUIRE(result["content"].size() == 1);
  REQUIRE(Json::parse(text_of(result)) == result["structuredContent"]);
  return result["structuredContent"];
}

std::string LiveServer::error(std::string_view tool, std::string_view arguments) {
  const Json result = server.call(tool, arguments);
  INFO(tool << " " << arguments << ": " << text_of(result));
  REQUIRE(is_error(result));
  REQUIRE(result["content"].size() == 1);
  return text_of(result);
}

std::string LiveServer::capture(std::string_view name, int lines) {
  const Json result = server.call("capture_pane", object("name", name, "lines", lines));
  INFO(text_of(result).substr(0, 500));
  REQUIRE_FALSE(is_error(result));
  REQUIRE(result["content"].size() == 2);
  const Json about = Json::parse(text_of(result, 1));
  REQUIRE(about["session"].string() == name);
  REQUIRE(about["lines"].integer() <= lines);
  return text_of(result);
}

bool LiveServer::shows(std::string_view name, std::string_view text) {
  return wait_until([&] { return capture(name, 200).find(text) != std::string::npos; });
}

}  // namespace smcp::test
