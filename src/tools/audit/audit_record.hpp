// What the audit file says of one call: a line of JSON. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/effect.hpp"
#include "transport/client_info.hpp"

namespace smcp::tools {

/// How much of what was typed is written.
enum class AuditText { none, shortened, full };

/// `full`, `short` or `none`.
[[nodiscard]] std::optional<AuditText> parse_audit_text(std::string_view word);

/// Upper bound on what is written of a text with AuditText::shortened, in characters: enough to know which command it
/// was, and little where a file was pasted.
inline constexpr std::size_t kMaxAuditText = 200;
/// Upper bound on what is written of an error, in bytes: its first line, which is a sentence or two.
inline constexpr std::size_t kMaxAuditError = 400;

/// In place of a text that was typed where the terminal did not show it.
inline constexpr std::string_view kHiddenText = "(hidden)";
/// In place of one of which nobody knows whether the terminal would have shown it, since the call did not get so far.
inline constexpr std::string_view kWithheldText = "(withheld: not known whether the terminal showed it)";

/// What a call types, as its arguments say it.
struct TypedText {
  /// Whether it may be written: what goes into a new shell or to a prompt is shown; of other keys, it is known once they
  /// have been typed.
  enum class Seen { unknown, shown, hidden };

  std::string_view member{};         ///< the argument: `keys` or `command`; "" if the call types nothing
  bool list = false;                 ///< it was given as one
  std::vector<std::string> parts{};  ///< not empty if there is a member
  Seen seen = Seen::unknown;
};

struct AuditRecord {
  std::string time{};            ///< when it is written, ISO 8601 in UTC
  std::string_view version{};    ///< of this program
  transport::ClientInfo client;  ///< without names: a shell
  std::int64_t pid = 0;          ///< of this program
  std::string_view tool{};
  Effect effect = Effect::reads;
  std::vector<std::string> sessions{};  ///< as the call names them
  std::string pane{};                   ///< what the call meant was resolved to; "" if it was not
  std::string_view outcome{};           ///< started, ok, error, refused, cancelled or dropped
  std::string error{};                  ///< what an error or a refusal says, whole; "" for none
  std::int64_t ms = 0;                  ///< since the call came in
  TypedText typed{};
  std::string to{};  ///< the new name of what is renamed; "" for none
};

/// The line, without its line break. Of a text that may not be written the error has no quotation either.
[[nodiscard]] std::string audit_line(const AuditRecord& record, AuditText text);

/// Upper bound on the size of the line with which a call can end that has this record when it begins, in bytes.
[[nodiscard]] std::size_t audit_room(AuditRecord record, AuditText text);

}  // namespace smcp::tools
