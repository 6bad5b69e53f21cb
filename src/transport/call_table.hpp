// The calls in flight: each gets exactly one answer, or none if it is cancelled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "transport/batch.hpp"
#include "transport/question.hpp"
#include "transport/revision.hpp"
#include "transport/tool_host.hpp"

namespace smcp::transport {

/// What is needed to answer a request.
struct CallInfo {
  std::string id;              ///< raw JSON
  std::string progress_token;  ///< raw JSON; empty if the client did not ask for progress
  Revision revision{};
  std::shared_ptr<Batch> batch;  ///< null outside a batch
  std::size_t bytes = 0;         ///< how much of the client's message is kept while the call runs
};

class CallTable {
 public:
  /// Reading stops at the high marks of calls or bytes in flight, and resumes when both are at or below the
  /// low marks. One read (or one batch) may exceed the high marks, because every line that was read is
  /// served.
  static constexpr std::size_t kMaxCalls = 1024;
  static constexpr std::size_t kLowCalls = kMaxCalls / 2;
  static constexpr std::size_t kMaxBytes = 16 * 1024 * 1024;
  static constexpr std::size_t kLowBytes = kMaxBytes / 2;
  /// Maximum number of ticks between two progress messages about a running call, if the client asked for
  /// progress.
  static constexpr int kHeartbeatTicks = 5;

  /// All are called from inside cancel…(), tick(), or a ToolReply. When `answered` or `cancelled` is called,
  /// the call is no longer in the table.
  struct Events {
    UniqueFunction<void(const CallInfo&, const ToolResult&)> answered;
    UniqueFunction<void(const CallInfo&)> cancelled;
    UniqueFunction<void(const CallInfo&, std::uint64_t count, std::string_view message)> progress;
    /// The person is to be asked. Gives what names the question to `withdraw`, or 0 if it has been answered already.
    UniqueFunction<std::uint64_t(const CallInfo&, const Question&, UniqueFunction<void(Answer)>)> ask;
    /// The call that has asked is over; the question may have been answered.
    UniqueFunction<void(std::uint64_t question)> withdraw;
  };

  explicit CallTable(Events events) : events_(std::move(events)) {}
  CallTable(const CallTable&) = delete;
  CallTable& operator=(const CallTable&) = delete;
  /// Cancels the remaining calls without calling any event.
  ~CallTable();

  /// Enters a call into the table and starts it by `start`, which may answer at once.
  void start(CallInfo info, UniqueFunction<CancelHook(ToolReply)> start);
  /// Cancels every call with this raw id; there can be more than one only if the client used an id twice.
  void cancel(std::string_view id);
  void cancel_all();
  /// To be called once a second while wants_ticks().
  void tick();
  [[nodiscard]] bool wants_ticks() const { return asked_for_progress_ > 0; }

  [[nodiscard]] std::size_t size() const { return calls_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  /// Whether reading should pause: from reaching a high mark until both low marks are reached.
  [[nodiscard]] bool overloaded() const { return overloaded_; }

 private:
  struct Call;
  using Key = std::uint64_t;

  [[nodiscard]] static ReplySink sink_for(const std::shared_ptr<Call>& call);
  void answered(Call& call, const ToolResult& result);
  void progressed(Call& call, std::string_view message);
  void ask(std::shared_ptr<Call> call, const Question& question, UniqueFunction<void(Answer)> on_answer);
  [[nodiscard]] std::shared_ptr<Call> take(Key key);
  void cancel_one(Key key);
  void weigh();

  Events events_;
  std::map<Key, std::shared_ptr<Call>> calls_;  ///< in the order of their arrival
  Key last_key_ = 0;
  std::size_t bytes_ = 0;
  std::size_t asked_for_progress_ = 0;
  bool overloaded_ = false;
};

}  // namespace smcp::transport
