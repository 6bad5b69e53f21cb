// The audit file: what was done, and nothing is done that cannot be written there.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/append_file.hpp"
#include "tools/audit/audit_record.hpp"

namespace smcp::tools {

/// One for the process; the calls that write to it share it.
class AuditLog {
 public:
  /// Opens the file. Errc::io, with a sentence, if that fails.
  [[nodiscard]] static Result<std::shared_ptr<AuditLog>> open(const std::string& path, AuditText text);

  explicit AuditLog(std::string path, AuditText text) : file_(std::move(path)), text_(text) {}

  /// How a call may go on that is about to change something.
  enum class Ready {
    reserved,  ///< there is room for its record: give it back by write() or let_go()
    started    ///< room cannot be kept there, and a record that it begins has been written in its place
  };
  /// To be called before anything is done. `started` is that record. Errc::io, with a sentence, if the call's record could
  /// not be written, or if the last one of all could not: then nothing may be done.
  [[nodiscard]] Result<Ready> prepare(std::size_t room, std::string_view started);

  /// Writes a record. `room` is what was reserved for it, 0 for none. What fails is logged, once until it works again, and
  /// keeps calls from changing anything.
  void write(std::string_view line, std::size_t room);

  /// Opens the file anew: it may have been moved away. If that fails, it is logged, the old file is let go as well, and
  /// each record tries it again.
  void reopen();

  /// From now on, calls end because nobody waits for them any more (see AuditedCall).
  void drop() { dropping_ = true; }
  [[nodiscard]] bool dropping() const { return dropping_; }

  [[nodiscard]] AuditText text() const { return text_; }

 private:
  [[nodiscard]] Status append(std::string_view line, std::size_t room);
  void failed(const Error& error);

  uv::AppendFile file_;
  AuditText text_;
  std::size_t reserved_ = 0;  ///< for records of calls that are on their way
  std::string failure_;       ///< why the last record was not written; "" if it was
  bool dropping_ = false;
};

}  // namespace smcp::tools
