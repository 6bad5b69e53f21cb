// MCP without I/O: lines in, lines out. It knows both eras of the protocol, its methods, and which requests need a reply.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/unique_function.hpp"
#include "transport/call_table.hpp"
#include "transport/message.hpp"
#include "transport/own_requests.hpp"
#include "transport/replies.hpp"
#include "transport/server_identity.hpp"
#include "transport/tool_host.hpp"

namespace smcp::transport {

class Dispatcher {
 public:
  struct Events {
    /// Sends one message with its newline. `line` may be moved from; its memory is reused.
    UniqueFunction<void(std::string& line)> send;
    /// A call was answered or cancelled: overloaded() and calls_in_flight() may have changed.
    UniqueFunction<void()> call_ended;
    /// How many bytes may still wait for the client to read them. Of a larger answer only what is about its
    /// text is sent, or an error. Empty: there is no bound.
    UniqueFunction<std::size_t()> room = {};
  };

  /// Both events may be called from inside any member function and a ToolReply. Neither may call receive() or destroy the
  /// dispatcher.
  Dispatcher(ServerIdentity identity, ToolHost host, Events events);
  Dispatcher(const Dispatcher&) = delete;
  Dispatcher& operator=(const Dispatcher&) = delete;
  ~Dispatcher() = default;  ///< cancels the calls in flight; neither event is called

  /// Takes a line without its ending, followed by kLinePadding readable bytes. Blank lines are ignored.
  void receive(std::string_view line);
  /// Reports a line longer than kMaxLine, which was not kept.
  void receive_oversize();
  void cancel_all() { calls_.cancel_all(); }  ///< without sending replies
  /// To be called once a second while wants_ticks(): tells clients that their calls are still running.
  void tick() { calls_.tick(); }
  [[nodiscard]] bool wants_ticks() const { return calls_.wants_ticks(); }
  /// While `hold` is set, because the client does not read, progress messages are dropped.
  void hold_progress(bool hold) { progress_held_ = hold; }

  [[nodiscard]] std::size_t calls_in_flight() const { return calls_.size(); }
  /// Whether so much is in flight that reading should pause.
  [[nodiscard]] bool overloaded() const { return calls_.overloaded(); }

 private:
  using BatchPtr = std::shared_ptr<Batch>;
  /// A request on its way to its method. Its views point into the message.
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
  [[nodiscard]] ClientInfo caller(const Request& request) const;
  void answered(const CallInfo& call, const ToolResult& result);
  void cancelled(const CallInfo& call);
  void progressed(const CallInfo& call, std::uint64_t count, std::string_view message);
  [[nodiscard]] std::uint64_t ask(const CallInfo& call, const Question& question, OwnRequests::OnAnswer done);
  void withdraw(std::uint64_t question);
  void fail(const Request& request, RpcError code, std::string_view message);
  void deliver(const BatchPtr& batch);
  void flush_if_due(Batch& batch);
  void flush(Batch& batch);
  void send(std::string message);

  Replies replies_;
  ToolHost host_;
  Events events_;
  MessageParser parser_;
  OwnRequests questions_;
  CallTable calls_;
  std::optional<Revision> agreed_;  ///< the revision agreed on by initialize
  ClientInfo client_;               ///< of initialize
  Asking asking_ = Asking::never;   ///< of initialize
  std::string reply_;               ///< the reply being written; its memory is reused
  std::size_t batches_hold_ = 0;    ///< bytes kept by all batches
  bool progress_held_ = false;
};

}  // namespace smcp::transport
