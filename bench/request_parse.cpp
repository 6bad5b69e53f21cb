// How fast does a line become a Message (validated whole), and a request a reply?
#include <string>
#include <vector>

#include <simdjson.h>

#include "bench.hpp"
#include "text/line_splitter.hpp"
#include "transport/dispatcher.hpp"
#include "transport/message.hpp"

namespace {

using namespace smcp;

constexpr std::string_view kStatelessMeta =
    R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
    R"("io.modelcontextprotocol/clientInfo":{"name":"client","version":"1.0.0"},)"
    R"("io.modelcontextprotocol/clientCapabilities":{}})";

std::string call(std::string_view meta, std::string_view tool, std::string_view arguments) {
  std::string line = R"({"jsonrpc":"2.0","id":12345,"method":"tools/call","params":{"name":")";
  line.append(tool).append(R"(","arguments":)").append(arguments);
  if (!meta.empty()) line.append(",").append(meta);
  return line + "}}";
}

/// The same values through simdjson's DOM, which also validates everything.
struct Facts {
  std::string_view method;
  std::string_view name;
  std::int64_t id = 0;
};
Facts by_dom(simdjson::dom::parser& parser, std::string_view line) {
  Facts facts;
  simdjson::dom::element root;
  simdjson::dom::element params;
  // False, because the line is already followed by padding.
  const bool read = parser.parse(line.data(), line.size(), false).get(root) == simdjson::SUCCESS &&
                    root["id"].get(facts.id) == simdjson::SUCCESS &&
                    root["method"].get(facts.method) == simdjson::SUCCESS &&
                    root["params"].get(params) == simdjson::SUCCESS &&
                    params["name"].get(facts.name) == simdjson::SUCCESS;
  return read ? facts : Facts{};
}

void parse(bench::Bench& bench, const std::string& input, std::string line) {
  const auto size = line.size();
  line.append(kLinePadding, '\0');
  const auto text = std::string_view(line).substr(0, size);
  transport::MessageParser ours;
  simdjson::dom::parser dom;

  const auto facts = by_dom(dom, text);
  const auto& parsed = ours.parse(text);
  bench::require(parsed.shape == transport::ParsedLine::Shape::message, "the line is one message");
  const auto& message = parsed.messages.front();
  bench::require(
      message.kind == transport::Message::Kind::request && message.id == "12345" && facts.id == 12345,
      "both see the id");
  bench::require(message.method == "tools/call" && facts.method == message.method, "both see the method");
  bench::require(!facts.name.empty() && message.params.name.text == facts.name, "both see the tool's name");

  bench.compare(input, {static_cast<double>(size), 1},
                {{"Message, On-Demand walk", [&] { bench::keep(ours.parse(text)); }, {}},
                 {"simdjson DOM", [&] { bench::keep(by_dom(dom, text)); }, {}}});
}

/// Everything between a line and its reply except tmux: parsing, the table of calls, and a tool that answers
/// at once.
void dispatch(bench::Bench& bench) {
  std::size_t replies = 0;
  transport::ToolHost host{
      [](transport::Revision) { return std::string_view("[]"); }, [](std::string_view) { return true; },
      [](const transport::ToolCall&, transport::ToolReply reply) {
        reply.answer(transport::ToolResult::object(R"({"name":"train-1","exists":true})"));
        return transport::CancelHook{};
      }};
  transport::Dispatcher dispatcher(
      {"bench", "", "1", ""}, std::move(host),
      {[&](std::string& reply) { replies += reply.find("\"exists\":true") != std::string::npos ? 1U : 0U; },
       [] {}});
  auto line = call(kStatelessMeta, "has_session", R"({"name":"train-1"})");
  const auto size = line.size();
  line.append(kLinePadding, '\0');
  const auto text = std::string_view(line).substr(0, size);
  dispatcher.receive(text);
  bench::require(replies == 1, "the call is answered");
  bench.compare("has_session, 2026-07-28", {static_cast<double>(size), 1},
                {{"Dispatcher, line to reply", [&] { dispatcher.receive(text); }, {}}});
}

void run(bench::Bench& bench) {
  parse(bench, "has_session, 2025-11-25", call({}, "has_session", R"({"name":"train-1"})"));
  parse(bench, "has_session, 2026-07-28", call(kStatelessMeta, "has_session", R"({"name":"train-1"})"));
  std::string keys = R"({"name":"train-1","keys":")";
  while (keys.size() < 64 * 1024) keys += R"(echo \"step\" é日本 $HOME | tee -a log.txt\n)";
  parse(bench, "send_keys, 64 KiB of text", call({}, "send_keys", keys + "\"}"));
  dispatch(bench);
}

const bench::Registration kRequestParse("request parse", run);

}  // namespace
