#include "transport/dispatcher.hpp"

#include <array>
#include <utility>

#include "json/text.hpp"
#include "text/in_quotes.hpp"
#include "text/line_splitter.hpp"
#include "transport/left_out.hpp"
#include "transport/limits.hpp"
#include "transport/person.hpp"

namespace smcp::transport {
namespace {

/// Maximum size of a reply buffer that is kept for reuse, in bytes.
constexpr std::size_t kRestingReply = 64 * 1024;
/// Bytes for the brackets around the only reply of a batch, and for the newline.
constexpr std::size_t kFraming = 3;

/// The arguments of a call that has none, padded like those of others.
constexpr auto kNoArguments = [] {
  std::array<char, 2 + kLinePadding> padded{};
  padded[0] = '{';
  padded[1] = '}';
  return padded;
}();

constexpr std::string_view kNoEra =
    "which MCP revision is this? Either send params._meta with \"io.modelcontextprotocol/protocolVersion\" "
    "and "
    "\"io.modelcontextprotocol/clientCapabilities\" in every request (2026-07-28), or begin with "
    "\"initialize\"";

}  // namespace

Dispatcher::Dispatcher(ServerIdentity identity, ToolHost host, Events events)
    : replies_(std::move(identity)),
      host_(std::move(host)),
      events_(std::move(events)),
      calls_({[this](const CallInfo& call, const ToolResult& result) { answered(call, result); },
              [this](const CallInfo& call) { cancelled(call); },
              [this](const CallInfo& call, std::uint64_t count, std::string_view message) {
                progressed(call, count, message);
              },
              [this](const CallInfo& call, const Question& question, OwnRequests::OnAnswer done) {
                return ask(call, question, std::move(done));
              },
              [this](std::uint64_t question) { withdraw(question); }}) {}

void Dispatcher::receive(std::string_view line) {
  if (trim_end(line).empty()) return;
  const auto& parsed = parser_.parse(line);
  switch (parsed.shape) {
    case ParsedLine::Shape::malformed:
      Replies::error(reply_, {}, RpcError::parse_error, "the line is not valid JSON in UTF-8");
      deliver({});
      break;
    case ParsedLine::Shape::message:
      handle(parsed.messages.front(), {});
      break;
    case ParsedLine::Shape::batch:
      receive_batch(parsed);
      break;
  }
  parser_.give_back_memory();
}

void Dispatcher::receive_oversize() {
  Replies::error(reply_, {}, RpcError::invalid_request, "the line is longer than 16 MiB and was not read");
  static_assert(kMaxLine == 16 * 1024 * 1024);
  deliver({});
}

void Dispatcher::receive_batch(const ParsedLine& parsed) {
  std::string_view problem;
  if (!agreed_ || !has_batches(*agreed_)) problem = "batches are for clients that agreed on 2025-03-26";
  if (problem.empty() && parsed.messages.empty()) problem = "the batch is empty";
  if (!problem.empty()) {
    Replies::error(reply_, {}, RpcError::invalid_request, problem);
    return deliver({});
  }
  const auto batch = std::make_shared<Batch>();
  batch->expect();  // for this function: the array must not be complete before all messages are handled
  for (const auto& message : parsed.messages) handle(message, batch);
  batch->give_up();
  flush_if_due(*batch);
}

void Dispatcher::handle(const Message& message, const BatchPtr& batch) {
  if (message.kind == Message::Kind::response)
    return questions_.answer(message.id, answer_of(message.response));
  if (message.kind == Message::Kind::notification) return notified(message);
  if (batch) batch->expect();
  const Request request{message, batch};
  const auto& params = message.params;
  if (message.kind == Message::Kind::invalid)
    return fail(request, RpcError::invalid_request, message.problem);
  if (params.self.wrong_type()) return fail(request, RpcError::invalid_params, "params must be an object");
  if (params.meta.self.wrong_type())
    return fail(request, RpcError::invalid_params, "params._meta must be an object");
  if (params.meta.progress_token.wrong_type())
    return fail(request, RpcError::invalid_params,
                "params._meta.progressToken must be a string of at most 4 KiB or a 64-bit integer");
  return params.meta.protocol_version.absent() ? handshake(request) : stateless(request);
}

void Dispatcher::notified(const Message& message) {
  const auto& id = message.params.request_id;
  if (message.method == "notifications/cancelled" && id.good()) calls_.cancel(id.text);
}

void Dispatcher::stateless(Request request) {
  const auto& [message, batch, revision] = request;
  const auto& meta = message.params.meta;
  if (meta.protocol_version.wrong_type())
    return fail(request, RpcError::invalid_params,
                "params._meta[\"io.modelcontextprotocol/protocolVersion\"] must be a string");
  const auto asked = parse_revision(meta.protocol_version.text);
  if (!asked || !is_stateless(*asked)) {
    Replies::unsupported_version(reply_, message.id, meta.protocol_version.text);
    return deliver(batch);
  }
  if (!meta.capabilities.self.good())
    return fail(request, RpcError::invalid_params,
                "params._meta[\"io.modelcontextprotocol/clientCapabilities\"] is required: an object");
  request.revision = *asked;
  if (message.method != "server/discover") return shared_method(request);
  replies_.discover(reply_, message.id);
  deliver(batch);
}

void Dispatcher::handshake(Request request) {
  const auto& message = request.message;
  if (message.method == "ping") {
    Replies::empty(reply_, message.id);
    return deliver(request.batch);
  }
  if (message.method == "initialize") return initialize(request);
  if (!agreed_) return fail(request, RpcError::invalid_params, kNoEra);
  request.revision = *agreed_;
  shared_method(request);
}

void Dispatcher::initialize(const Request& request) {
  const auto& asked = request.message.params.protocol_version;
  if (request.batch)
    return fail(request, RpcError::invalid_request, "initialize must not be part of a batch");
  if (!asked.good())
    return fail(request, RpcError::invalid_params, "params.protocolVersion is required: a string");
  agreed_ = parse_revision(asked.text).value_or(kNewestHandshake);
  if (is_stateless(*agreed_)) agreed_ = kNewestHandshake;
  client_ = client_of(request.message.params.client);
  asking_ = asking_of(request.message.params.capabilities, *agreed_);
  replies_.initialize(reply_, request.message.id, *agreed_);
  deliver(request.batch);
}

/// The methods that both eras have.
void Dispatcher::shared_method(const Request& request) {
  const auto method = request.message.method;
  if (method == "tools/list") return list_tools(request);
  if (method == "tools/call") return call_tool(request);
  fail(request, RpcError::method_not_found, "Method not found: " + in_quotes(method));
}

void Dispatcher::list_tools(const Request& request) {
  if (!request.message.params.cursor.absent())
    return fail(request, RpcError::invalid_params, "unknown cursor: all tools are on the first page");
  replies_.tools_list(reply_, request.message.id, request.revision, host_.list(request.revision));
  deliver(request.batch);
}

ClientInfo Dispatcher::caller(const Request& request) const {
  return is_stateless(request.revision) ? client_of(request.message.params.meta.client) : client_;
}

void Dispatcher::call_tool(const Request& request) {
  const auto& [message, batch, revision] = request;
  const auto& params = message.params;
  if (!params.name.good())
    return fail(request, RpcError::invalid_params, "params.name is required: a string, the tool to call");
  if (!host_.has(params.name.text)) {
    const std::string_view hint = host_.refuse ? host_.refuse(params.name.text, caller(request)) : "";
    std::string unknown = "Unknown tool: " + in_quotes(params.name.text);
    if (!hint.empty()) unknown.append("; ").append(hint);
    return fail(request, RpcError::invalid_params, unknown);
  }
  if (params.arguments.wrong_type())
    return fail(request, RpcError::invalid_params, "params.arguments must be an object");
  if (is_stateless(revision) && params.request_state.wrong_type())
    return fail(request, RpcError::invalid_params, "params.requestState must be a string");
  if (is_stateless(revision) && params.answers.wrong_type())
    return fail(request, RpcError::invalid_params, "params.inputResponses must be an object");

  auto arguments = params.arguments.text;
  if (params.arguments.absent()) arguments = {kNoArguments.data(), 2};
  CallInfo info{std::string(message.id), std::string(params.meta.progress_token.text), revision, batch, 0};
  if (arguments.size() > kMaxArguments)
    return answered(info, ToolResult::error("the arguments are " + std::to_string(arguments.size()) +
                                            " bytes long; the limit is 1048576 (1 MiB)"));
  static_assert(kMaxArguments == 1048576);
  info.bytes = arguments.size() + info.id.size() + info.progress_token.size();
  calls_.start(std::move(info), [&](ToolReply reply) {
    Person person = is_stateless(request.revision) ? person_of(request.message.params, request.revision)
                                                   : Person{asking_};
    ToolCall asked{request.message.params.name.text, arguments, caller(request), std::move(person)};
    return host_.call(std::move(asked), std::move(reply));
  });
}

void Dispatcher::answered(const CallInfo& call, const ToolResult& result) {
  replies_.tool_result(reply_, call.id, call.revision, result);
  if (reply_.size() + kFraming > kMaxMessage) {
    const auto size = std::to_string(reply_.size());
    reply_ = {};
    replies_.tool_result(reply_, call.id, call.revision,
                         ToolResult::error("the result is " + size +
                                           " bytes long; the limit for a message is 8 MiB. Ask for less"));
  }
  if (reply_.size() > kAlwaysSent && events_.room && reply_.size() > events_.room()) {
    reply_ = {};
    replies_.tool_result(reply_, call.id, call.revision, left_out(result));
  }
  deliver(call.batch);
  events_.call_ended();
}

void Dispatcher::cancelled(const CallInfo& call) {
  if (call.batch) {
    call.batch->give_up();
    flush_if_due(*call.batch);
  }
  events_.call_ended();
}

void Dispatcher::progressed(const CallInfo& call, std::uint64_t count, std::string_view message) {
  if (progress_held_) return;
  Replies::progress(reply_, call.progress_token, call.revision, count, message);
  deliver({});
}

std::uint64_t Dispatcher::ask(const CallInfo& call, const Question& question, OwnRequests::OnAnswer done) {
  // Answers come on the input that is not read while too much is in flight: what waits for a person must not fill that.
  if (questions_.full() || calls_.bytes() > CallTable::kLowBytes) {
    done({Answer::Kind::never_asked});
    return 0;
  }
  const auto id = questions_.add(std::move(done));
  Replies::question(reply_, id, call.revision, question);
  deliver({});
  return id;
}

void Dispatcher::withdraw(std::uint64_t question) {
  if (!questions_.withdraw(question)) return;
  Replies::withdrawn(reply_, question);
  deliver({});
}

void Dispatcher::fail(const Request& request, RpcError code, std::string_view message) {
  Replies::error(reply_, request.message.id, code, message);
  deliver(request.batch);
}

/// Sends reply_, or adds it to its batch.
void Dispatcher::deliver(const BatchPtr& batch) {
  auto reply = std::exchange(reply_, {});
  if (!batch) return send(std::move(reply));
  if (batches_hold_ + reply.size() > Batch::kMaxHeld) flush(*batch);
  const auto held_before = batch->held();
  batch->add(reply);
  batches_hold_ += batch->held() - held_before;
  flush_if_due(*batch);
}

void Dispatcher::flush_if_due(Batch& batch) {
  if (batch.complete() || batches_hold_ > Batch::kMaxHeld) flush(batch);
}

void Dispatcher::flush(Batch& batch) {
  batches_hold_ -= batch.held();
  auto part = batch.take();
  if (!part.empty()) send(std::move(part));
}

void Dispatcher::send(std::string message) {
  message.push_back('\n');
  events_.send(message);
  // Sending may have led to another answer, so reply_ may have changed.
  if (reply_.capacity() >= message.capacity() || message.capacity() > kRestingReply) return;
  message.clear();
  if (reply_.empty()) reply_ = std::move(message);
}

}  // namespace smcp::transport
