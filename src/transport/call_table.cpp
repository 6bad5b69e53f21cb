#include "transport/call_table.hpp"

#include <utility>
#include <vector>

namespace smcp::transport {

/// A call, shared with its ToolReply, which may outlive both the call and the table.
struct CallTable::Call {
  CallTable* table = nullptr;  ///< null once the call is answered or cancelled
  Key key = 0;
  CallInfo info;
  CancelHook cancel;
  std::uint64_t progress_count = 0;
  std::uint64_t question = 0;  ///< the last one that was asked; 0 if none was
  int quiet_ticks = 0;
};

CallTable::~CallTable() {
  for (auto& [key, call] : calls_) call->table = nullptr;
  for (auto& [key, call] : calls_) {
    if (call->cancel) call->cancel();
  }
}

void CallTable::start(CallInfo info, UniqueFunction<CancelHook(ToolReply)> start) {
  const auto call = std::make_shared<Call>();
  call->table = this;
  call->key = ++last_key_;
  call->info = std::move(info);
  bytes_ += call->info.bytes;
  if (!call->info.progress_token.empty()) ++asked_for_progress_;
  calls_.emplace(call->key, call);
  weigh();

  auto hook = start(ToolReply(sink_for(call)));
  if (call->table != nullptr) call->cancel = std::move(hook);
}

ReplySink CallTable::sink_for(const std::shared_ptr<Call>& call) {
  ReplySink sink;
  sink.answer = [call](const ToolResult& result) {
    if (call->table != nullptr) call->table->answered(*call, result);
  };
  sink.ask = [call](const Question& question, UniqueFunction<void(Answer)> on_answer) {
    if (call->table != nullptr) call->table->ask(call, question, std::move(on_answer));
  };
  if (call->info.progress_token.empty()) return sink;
  sink.progress = [call](std::string_view message) {
    if (call->table != nullptr) call->table->progressed(*call, message);
  };
  return sink;
}

std::shared_ptr<CallTable::Call> CallTable::take(Key key) {
  const auto found = calls_.find(key);
  if (found == calls_.end()) return nullptr;
  auto call = std::move(found->second);
  calls_.erase(found);
  call->table = nullptr;
  bytes_ -= call->info.bytes;
  if (!call->info.progress_token.empty()) --asked_for_progress_;
  weigh();
  if (call->question != 0) events_.withdraw(call->question);
  return call;
}

void CallTable::answered(Call& call, const ToolResult& result) {
  const auto taken = take(call.key);
  // The hook is dropped before the answer is passed on, since nothing can be cancelled any more.
  taken->cancel = {};
  events_.answered(taken->info, result);
}

void CallTable::progressed(Call& call, std::string_view message) {
  call.quiet_ticks = 0;
  events_.progress(call.info, ++call.progress_count, message);
}

/// The call may be over, and its reply destroyed, before the event returns.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
void CallTable::ask(std::shared_ptr<Call> call, const Question& question,
                    UniqueFunction<void(Answer)> on_answer) {
  call->question = events_.ask(call->info, question, std::move(on_answer));
}

void CallTable::cancel(std::string_view id) {
  std::vector<Key> matching;
  for (const auto& [key, call] : calls_)
    if (call->info.id == id) matching.push_back(key);
  for (const auto key : matching) cancel_one(key);
}

void CallTable::cancel_all() {
  while (!calls_.empty()) cancel_one(calls_.begin()->first);
}

void CallTable::cancel_one(Key key) {
  const auto call = take(key);
  if (!call) return;
  // The hook may drop the ToolReply; the answer from its destructor then finds no table.
  auto hook = std::exchange(call->cancel, {});
  if (hook) hook();
  events_.cancelled(call->info);
}

void CallTable::tick() {
  std::vector<std::shared_ptr<Call>> due;  // a copy, because reporting progress of one call may end another
  for (const auto& [key, call] : calls_)
    if (!call->info.progress_token.empty() && ++call->quiet_ticks >= kHeartbeatTicks) due.push_back(call);
  for (const auto& call : due)
    if (call->table != nullptr) progressed(*call, "still running");
}

void CallTable::weigh() {
  if (calls_.size() >= kMaxCalls || bytes_ >= kMaxBytes) overloaded_ = true;
  if (calls_.size() <= kLowCalls && bytes_ <= kLowBytes) overloaded_ = false;
}

}  // namespace smcp::transport
