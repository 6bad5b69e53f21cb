// A call that is recorded: from the moment when it comes in until its answer is sent.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "io/uv_clock.hpp"
#include "tools/audit/audit_log.hpp"
#include "tools/audit/audit_record.hpp"
#include "transport/tool_reply.hpp"

namespace smcp::tools {

class Arguments;
struct Tool;

/// Writes exactly one record, when the call ends in whichever way comes first (and one more that it begins, where
/// AuditLog::prepare() says so).
class AuditedCall {
 public:
  /// `arguments` is null if they could not be read.
  AuditedCall(std::shared_ptr<AuditLog> log, const Tool& tool, const Arguments* arguments,
              transport::ClientInfo client);
  AuditedCall(const AuditedCall&) = delete;
  AuditedCall& operator=(const AuditedCall&) = delete;
  /// A call that nobody answers is dropped.
  ~AuditedCall();

  /// Null if `log` is.
  [[nodiscard]] static std::shared_ptr<AuditedCall> of(const std::shared_ptr<AuditLog>& log, const Tool& tool,
                                                       const Arguments* arguments,
                                                       const transport::ClientInfo& client) {
    return log ? std::make_shared<AuditedCall>(log, tool, arguments, client) : nullptr;
  }
  /// `reply`, whose answer is recorded before it is passed on. With no call, the same.
  [[nodiscard]] static transport::ToolReply wrap(const std::shared_ptr<AuditedCall>& call,
                                                 transport::ToolReply reply);

  /// To be called right before the call acts, when nothing else can keep it from that; again for each part of a call on
  /// several servers. Fails if it must not, since it changes something and could not be recorded; that is a refusal().
  Status begin();
  /// The error with which the call will be answered keeps it from acting at all.
  void refuse() { refused_ = true; }
  /// The call ends so, without an answer of ours.
  void end_refused(std::string_view why);
  /// Its session, for a call that names none.
  void set_session(const std::string& session) {
    if (record_.sessions.empty()) record_.sessions.push_back(session);
  }
  /// The pane that the call is about.
  void set_pane(std::string pane) { record_.pane = std::move(pane); }
  /// Its keys have been typed, and whether the terminal hid them.
  void set_typed(bool hidden);
  /// The client gave it up, or is gone.
  void cancelled();

 private:
  void answered(const transport::ToolResult& result);
  void end(std::string_view outcome);
  [[nodiscard]] std::string line(std::string_view outcome);

  std::shared_ptr<AuditLog> log_;
  uv::TimePoint began_ = uv::Clock::now();
  AuditRecord record_;
  std::size_t room_ = 0;  ///< that is reserved
  bool begun_ = false;    ///< begin() has succeeded
  bool refused_ = false;
  bool over_ = false;
};
using AuditedCallPtr = std::shared_ptr<AuditedCall>;

}  // namespace smcp::tools
