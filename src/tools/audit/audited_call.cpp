#include "tools/audit/audited_call.hpp"

#include <chrono>
#include <unistd.h>
#include <utility>

#include "tools/arguments.hpp"
#include "tools/call_target.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

using Seen = TypedText::Seen;

std::string now() {
  using namespace std::chrono;
  const auto since = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  const std::string fraction = std::to_string(1000 + since % 1000).substr(1);
  std::string text = iso_8601(since / 1000);
  text.insert(text.size() - 1, "." + fraction);
  return text;
}

/// Keys may answer a question for a secret. A command is typed at a shell's prompt, which shows it.
TypedText typed_of(const Arguments& arguments) {
  if (arguments.has("command"))
    return {.member = "command", .parts = {arguments.text("command")}, .seen = Seen::shown};
  if (!arguments.has("keys")) return {};
  const auto& list = arguments.texts("keys");
  if (list.empty()) return {.member = "keys", .parts = {arguments.text("keys")}};
  return {.member = "keys", .list = true, .parts = list};
}

}  // namespace

AuditedCall::AuditedCall(std::shared_ptr<AuditLog> log, const Tool& tool, const Arguments* arguments,
                         transport::ClientInfo client)
    : log_(std::move(log)) {
  record_.version = SESSIONS_MCP_VERSION;
  record_.client = std::move(client);
  record_.pid = ::getpid();
  record_.tool = tool.name;
  record_.effect = tool.effect;
  if (arguments == nullptr) return;
  record_.sessions = named_sessions(*arguments);
  record_.typed = typed_of(*arguments);
  record_.to = arguments->text("to");
}

AuditedCall::~AuditedCall() {
  end("dropped");
}

transport::ToolReply AuditedCall::wrap(const AuditedCallPtr& call, transport::ToolReply reply) {
  if (!call) return reply;
  const auto inner = std::make_shared<transport::ToolReply>(std::move(reply));
  transport::ReplySink sink;
  sink.answer = [call, inner](transport::ToolResult result) {
    call->answered(result);
    inner->answer(std::move(result));
  };
  sink.progress = [inner](std::string_view message) { inner->progress(message); };
  sink.ask = [inner](transport::Question question, UniqueFunction<void(transport::Answer)> on_answer) {
    inner->ask(std::move(question), std::move(on_answer));
  };
  return transport::ToolReply(std::move(sink));
}

Status AuditedCall::begin() {
  if (record_.effect == Effect::reads || begun_) return Ok{};
  const std::size_t room = audit_room(record_, log_->text());
  const auto ready = log_->prepare(room, line("started"));
  if (!ready) {
    refuse();
    return ready.error();
  }
  if (*ready == AuditLog::Ready::reserved) room_ = room;
  begun_ = true;
  return Ok{};
}

void AuditedCall::end_refused(std::string_view why) {
  record_.error = why;
  end("refused");
}

void AuditedCall::set_typed(bool hidden) {
  record_.typed.seen = hidden ? Seen::hidden : Seen::shown;
}

void AuditedCall::answered(const transport::ToolResult& result) {
  if (result.kind() == transport::ToolResult::Kind::question) return end("asked");
  const bool failed = result.kind() == transport::ToolResult::Kind::error;
  if (failed) record_.error = result.json_or_message();
  end(refused_ ? "refused" : failed ? "error" : "ok");
}

void AuditedCall::cancelled() {
  end(log_->dropping() ? "dropped" : "cancelled");
}

void AuditedCall::end(std::string_view outcome) {
  if (std::exchange(over_, true)) return;
  log_->write(line(outcome), std::exchange(room_, 0));
}

std::string AuditedCall::line(std::string_view outcome) {
  using namespace std::chrono;
  record_.time = now();
  record_.outcome = outcome;
  record_.ms = duration_cast<milliseconds>(uv::Clock::now() - began_).count();
  return audit_line(record_, log_->text());
}

}  // namespace smcp::tools
