// MCP without a transport: lines come in, lines go out. Knows the two eras, the methods, and who is owed a
// reply.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "transport/batch.hpp"
#include "transport/call_table.hpp"
#include "transport/message.hpp"
#include "transport/replies.hpp"
#include "transport/server_identity.hpp"
#include "transport/tool_reply.hpp"

namespace smcp::transport {

class Dispatcher {
 public:
  /// The longest line that is read: arguments have 1 MiB, but a batch, or a client's own `_meta`, may hold
  /// more.
  static constexpr std::size_t kMaxLine = 16 * 1024 * 1024;
  /// What the tools promise to take.
  static constexpr std::size_t kMaxArguments = 1024 * 1024;
  /// Over 10 MiB the official SDK breaks its connection; nothing that we send gets near it.
  static constexpr std::size_t kMaxMessage = 8 * 1024 * 1024;
  /// An answer of at most so many bytes is sent even to a client that has no room(): that something was done
  /// has to be told, and there are never more calls in flight than a few thousand.
  static constexpr std::size_t kAlwaysSent = 4 * 1024;

  struct Events {
    /// One message with its newline. May be moved from; what is left of it is reused.
    UniqueFunction<void(std::string& line)> send;
    /// A call was answered or cancelled: overloaded() and calls_in_flight() may have changed.
    UniqueFunction<void()> call_ended;
    /// How many bytes may still wait for the client to read them. Of a larger answer only what is about its
    /// text is sent, or an error. Empty: there is no bound.
    UniqueFunction<std::size_t()> room = {};
  };

  /// Both events may be called from inside any function here, and from inside a ToolReply; neither may call
  /// receive() or destroy the dispatcher.
  Dispatcher(ServerIdentity identity, ToolHost host, Events events);
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;
  ~Dispatcher() = default;  ///< cancels what is in flight; neither event is called

  /// A line without its ending, kLinePadding readable bytes behind it. Blank ones are passed over.
  void receive(std::string_view line);
  /// A line longer than kMaxLine went by.
  void receive_oversize();
  void cancel_all() { calls_.cancel_all(); }  ///< without a reply to any
  /// To be called once a second while wants_ticks(): lets clients know that their calls are still running.
  void tick() { calls_.tick(); }
  [[nodiscard]] bool wants_ticks() const { return calls_.wants_ticks(); }
  /// While the client does not read, progress is not worth keeping for it.
  void hold_progress(bool hold) { progress_held_ = hold; }

  [[nodiscard]] std::size_t calls_in_flight() const { return calls_.size(); }
  /// Enough is in flight: no more should be read for now.
  [[nodiscard]] bool overloaded() const { return calls_.overloaded(); }

 private:
  using BatchPtr = std::shared_ptr<Batch>;
  /// A request on its way to its method. The views are those of the message.
  struct Request {
    const Message& message;
    const BatchPtr& batch;
    Revision revision{};
  };

  void receive_batch(const ParsedLine& parsed);
  void handle(const Message& message, const BatchPtr& batch);
  void notified(const Message& message);
  void stateless(Request request);
  void handshake(Request request);
  void shared_method(const Request& request);
  void initialize(const Request& request);
  void list_tools(const Request& request);
  void call_tool(const Request& request);

  void answered(const CallInfo& call, const ToolResult& result);
  void cancelled(const CallInfo& call);
  void progressed(const CallInfo& call, std::uint64_t count, std::string_view message);
  void fail(const Request& request, RpcError code, std::string_view message);
  void deliver(const BatchPtr& batch);
  void flush_if_due(Batch& batch);
  void flush(Batch& batch);
  void send(std::string message);

  Replies replies_;
  ToolHost host_;
  Events events_;
  MessageParser parser_;
  CallTable calls_;
  std::optional<Revision> agreed_;  ///< by initialize
  std::string reply_;               ///< written here; its memory is reused
  std::size_t batches_hold_ = 0;    ///< bytes kept by all batches
  bool progress_held_ = false;
};

}  // namespace smcp::transport
