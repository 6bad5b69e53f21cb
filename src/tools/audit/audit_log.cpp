#include "tools/audit/audit_log.hpp"

#include <utility>

#include "base/log.hpp"

namespace smcp::tools {
namespace {

std::string about(const uv::AppendFile& file, const std::string& reason) {
  return "the audit file " + file.path() + " (--audit or SESSIONS_MCP_AUDIT) cannot be written: " + reason;
}

Error refusal(const uv::AppendFile& file, const std::string& reason) {
  return {Errc::io, about(file, reason) +
                        ". Nothing was done, for nothing is done that cannot be recorded; calls that only "
                        "read go on. Tell the user, and try again once it can be written."};
}

}  // namespace

Result<std::shared_ptr<AuditLog>> AuditLog::open(const std::string& path, AuditText text) {
  auto log = std::make_shared<AuditLog>(path, text);
  const Status opened = log->file_.open();
  if (!opened) return Error{Errc::io, about(log->file_, opened.error().message) + "."};
  return log;
}

Result<AuditLog::Ready> AuditLog::prepare(std::size_t room, std::string_view started) {
  if (!failure_.empty()) return refusal(file_, failure_);
  const auto reserved = file_.reserve(reserved_ + room);
  if (!reserved) return refusal(file_, reserved.error().message);
  if (*reserved == uv::AppendFile::Room::reserved) {
    reserved_ += room;
    return Ready::reserved;
  }
  const Status written = file_.append(started);
  if (written) return Ready::started;
  failed(written.error());
  return refusal(file_, failure_);
}

Status AuditLog::append(std::string_view line, std::size_t room) {
  reserved_ -= room;
  // What has no room of its own must not take that of the others.
  if (room == 0 && reserved_ > 0) {
    const auto reserved = file_.reserve(reserved_ + line.size() + 2);
    if (!reserved) return reserved.error();
  }
  return file_.append(line);
}

void AuditLog::write(std::string_view line, std::size_t room) {
  const Status written = append(line, room);
  if (!written) return failed(written.error());
  if (!failure_.empty()) log("the audit file " + file_.path() + " can be written again");
  failure_.clear();
}

void AuditLog::failed(const Error& error) {
  if (failure_ != error.message)
    log(about(file_, error.message) + "; calls that change something are refused until it can be");
  failure_ = error.message;
}

void AuditLog::reopen() {
  if (const Status opened = file_.open(); !opened) return failed(opened.error());
  if (reserved_ == 0) return;
  if (const auto reserved = file_.reserve(reserved_); !reserved) failed(reserved.error());
}

}  // namespace smcp::tools
