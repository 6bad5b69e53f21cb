#include "transport/replies.hpp"

#include <utility>

#include "json/writer.hpp"

namespace smcp::transport {
namespace {

/// Appends `{"jsonrpc":"2.0","id":…` of a reply; the object stays open.
JsonWriter open_reply(std::string& out, std::string_view id) {
  JsonWriter writer(out);
  writer.begin_object().field("jsonrpc", "2.0");
  if (!id.empty()) writer.key("id").raw(id);
  return writer;
}

JsonWriter open_result(std::string& out, std::string_view id) {
  auto writer = open_reply(out, id);
  writer.key("result").begin_object();
  return writer;
}

JsonWriter open_error(std::string& out, std::string_view id, RpcError code, std::string_view message) {
  auto writer = open_reply(out, id);
  writer.key("error").begin_object().field("code", static_cast<int>(code)).field("message", message);
  return writer;
}

/// Closes what open_result() or open_error() has opened.
void close_reply(JsonWriter& writer) {
  writer.end_object().end_object();
}

void text_content(JsonWriter& writer, std::string_view text) {
  writer.begin_object().field("type", "text").field("text", text).end_object();
}

/// Our capabilities, none of which change while we run.
void capabilities(JsonWriter& writer) {
  writer.key("capabilities").begin_object().key("tools").begin_object().end_object().end_object();
}

void server_info(JsonWriter& writer, const ServerIdentity& identity, Revision revision) {
  writer.begin_object().field("name", identity.name);
  if (has_structured_content(revision) && !identity.title.empty()) writer.field("title", identity.title);
  writer.field("version", identity.version).end_object();
}

/// What a client of the stateless era may cache, and for how long.
void cacheable(JsonWriter& writer) {
  writer.field("ttlMs", Replies::kTtlMs).field("cacheScope", "public");
}

void complete(JsonWriter& writer, std::string_view meta) {
  writer.field("resultType", "complete").key("_meta").raw(meta);
}

/// One of the choices; the first, if the person accepts as it stands.
void choice_schema(JsonWriter& writer, const std::vector<Choice>& choices, Revision revision) {
  writer.begin_object().field("type", "string");
  if (has_titled_choices(revision)) {
    writer.key("oneOf").begin_array();
    for (const Choice& choice : choices)
      writer.begin_object().field("const", choice.value).field("title", choice.title).end_object();
    writer.end_array().field("default", choices.front().value);
  } else {
    writer.key("enum").begin_array();
    for (const Choice& choice : choices) writer.string(choice.value);
    writer.end_array().key("enumNames").begin_array();
    for (const Choice& choice : choices) writer.string(choice.title);
    writer.end_array();
  }
  writer.end_object();
}

/// Writes `"method"` and `"params"` of elicitation/create.
void elicitation(JsonWriter& writer, const Question& question, Revision revision) {
  writer.field("method", "elicitation/create").key("params").begin_object();
  if (has_elicitation_modes(revision)) writer.field("mode", "form");
  writer.field("message", question.message).key("requestedSchema").begin_object().field("type", "object");
  writer.key("properties").begin_object().key(kChoiceName);
  choice_schema(writer, question.choices, revision);
  writer.end_object().end_object().end_object();
}

/// Writes the members of a result that asks for input.
void input_required(JsonWriter& writer, const Question& question, std::string_view state, Revision revision) {
  writer.field("resultType", "input_required").key("inputRequests").begin_object();
  writer.key(kQuestionName).begin_object();
  elicitation(writer, question, revision);
  writer.end_object().end_object().field("requestState", state);
}

/// The call has not come so far that it could have a result.
void fault(std::string& out, std::string_view id, const ToolResult& result) {
  const bool cannot_ask = result.fault() == ToolResult::Fault::cannot_ask;
  const auto code = cannot_ask ? RpcError::missing_capability : RpcError::invalid_params;
  auto writer = open_error(out, id, code, result.json_or_message());
  if (cannot_ask) writer.key("data").raw(R"({"requiredCapabilities":{"elicitation":{"form":{}}}})");
  close_reply(writer);
}

}  // namespace

Replies::Replies(ServerIdentity identity) : identity_(std::move(identity)) {
  JsonWriter writer(stateless_meta_);
  writer.begin_object().key("io.modelcontextprotocol/serverInfo");
  server_info(writer, identity_, Revision::v2026_07_28);
  writer.end_object();
}

void Replies::error(std::string& out, std::string_view id, RpcError code, std::string_view message) {
  auto writer = open_error(out, id, code, message);
  close_reply(writer);
}

void Replies::unsupported_version(std::string& out, std::string_view id, std::string_view requested) {
  auto writer = open_error(out, id, RpcError::unsupported_version,
                           "Unsupported protocol version: pick one of those in data.supported; all but " +
                               std::string(to_string(Revision::v2026_07_28)) + " begin with initialize");
  writer.key("data").begin_object().key("supported").begin_array();
  for (auto name = kRevisionNames.rbegin(); name != kRevisionNames.rend(); ++name) writer.string(*name);
  // A version is ten bytes long, so a much longer text is not worth repeating as a whole.
  constexpr std::size_t kLongest = 256;
  writer.end_array().field("requested", requested.substr(0, kLongest)).end_object();
  close_reply(writer);
}

void Replies::empty(std::string& out, std::string_view id) {
  auto writer = open_result(out, id);
  close_reply(writer);
}

void Replies::initialize(std::string& out, std::string_view id, Revision revision) const {
  auto writer = open_result(out, id);
  writer.field("protocolVersion", to_string(revision));
  capabilities(writer);
  writer.key("serverInfo");
  server_info(writer, identity_, revision);
  if (!identity_.instructions.empty()) writer.field("instructions", identity_.instructions);
  close_reply(writer);
}

void Replies::discover(std::string& out, std::string_view id) const {
  auto writer = open_result(out, id);
  writer.key("supportedVersions").begin_array();
  for (auto name = kRevisionNames.rbegin(); name != kRevisionNames.rend(); ++name) writer.string(*name);
  writer.end_array();
  capabilities(writer);
  if (!identity_.instructions.empty()) writer.field("instructions", identity_.instructions);
  cacheable(writer);
  complete(writer, stateless_meta_);
  close_reply(writer);
}

void Replies::tools_list(std::string& out, std::string_view id, Revision revision,
                         std::string_view tools) const {
  auto writer = open_result(out, id);
  writer.key("tools").raw(tools);
  if (is_stateless(revision)) {
    cacheable(writer);
    complete(writer, stateless_meta_);
  }
  close_reply(writer);
}

void Replies::tool_result(std::string& out, std::string_view id, Revision revision,
                          const ToolResult& result) const {
  using Kind = ToolResult::Kind;
  if (is_stateless(revision) && result.fault() != ToolResult::Fault::call) return fault(out, id, result);
  auto writer = open_result(out, id);
  if (result.kind() == Kind::question) {
    input_required(writer, result.asked(), result.json_or_message(), revision);
    writer.key("_meta").raw(stateless_meta_);
    return close_reply(writer);
  }
  writer.key("content").begin_array();
  if (result.kind() == Kind::text) text_content(writer, result.text_block().text);
  text_content(writer, result.json_or_message());
  writer.end_array();
  if (result.kind() == Kind::object && has_structured_content(revision))
    writer.key("structuredContent").raw(result.json_or_message());
  if (result.kind() == Kind::error) writer.field("isError", true);
  if (is_stateless(revision)) complete(writer, stateless_meta_);
  close_reply(writer);
}

void Replies::question(std::string& out, std::uint64_t id, Revision revision, const Question& question) {
  JsonWriter writer(out);
  writer.begin_object().field("jsonrpc", "2.0").field("id", id);
  elicitation(writer, question, revision);
  writer.end_object();
}

void Replies::withdrawn(std::string& out, std::uint64_t id) {
  JsonWriter writer(out);
  writer.begin_object().field("jsonrpc", "2.0").field("method", "notifications/cancelled");
  writer.key("params").begin_object().field("requestId", id);
  writer.field("reason", "the call that asked has ended");
  close_reply(writer);
}

void Replies::progress(std::string& out, std::string_view token, Revision revision, std::uint64_t count,
                       std::string_view message) {
  JsonWriter writer(out);
  writer.begin_object().field("jsonrpc", "2.0").field("method", "notifications/progress");
  writer.key("params").begin_object().key("progressToken").raw(token).field("progress", count);
  if (has_progress_message(revision)) writer.field("message", message);
  close_reply(writer);
}

}  // namespace smcp::transport
