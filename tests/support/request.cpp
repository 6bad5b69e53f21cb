#include "support/request.hpp"

namespace smcp::test {
namespace {

std::string envelope(const std::string& id_member, std::string_view method, std::string_view params) {
  std::string line = R"({"jsonrpc":"2.0",)" + id_member + R"("method":)" + json_string(method);
  if (!params.empty()) line.append(R"(,"params":)").append(params);
  return line + "}";
}

std::string call_params(std::string_view tool, std::string_view arguments) {
  return object("name", tool, "arguments", Raw{std::string(arguments)});
}

}  // namespace

std::string request(std::string_view id, std::string_view method, std::string_view params) {
  return envelope(R"("id":)" + std::string(id) + ",", method, params);
}

std::string notification(std::string_view method, std::string_view params) {
  return envelope("", method, params);
}

std::string stateless_request(std::string_view id, std::string_view method, std::string_view params) {
  const std::string meta = object(
      "io.modelcontextprotocol/protocolVersion", kStateless, "io.modelcontextprotocol/clientCapabilities",
      Raw{"{}"}, "io.modelcontextprotocol/clientInfo", Raw{object("name", "test", "version", "1")});
  const bool empty = params == "{}";
  return request(id, method, R"({"_meta":)" + meta + (empty ? "" : ",") + std::string(params.substr(1)));
}

std::string initialize_request(std::string_view id, std::string_view revision) {
  return request(id, "initialize",
                 object("protocolVersion", revision, "capabilities", Raw{"{}"}, "clientInfo",
                        Raw{object("name", "test", "version", "1")}));
}

std::string call_request(std::string_view id, std::string_view tool, std::string_view arguments) {
  return request(id, "tools/call", call_params(tool, arguments));
}

std::string stateless_call_request(std::string_view id, std::string_view tool, std::string_view arguments) {
  return stateless_request(id, "tools/call", call_params(tool, arguments));
}

}  // namespace smcp::test
