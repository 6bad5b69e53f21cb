#include "tools/audit/audit_record.hpp"

#include <algorithm>
#include <utility>

#include "json/writer.hpp"
#include "text/shortened.hpp"
#include "text/utf8.hpp"

namespace smcp::tools {
namespace {

using transport::JsonWriter;

/// An escaped byte is six at most (\u001b, or U+FFFD for one that is no UTF-8).
constexpr std::size_t kMaxEscape = 6;
/// Room for what becomes known of a call on its way: the error, and members of a fixed size.
constexpr std::size_t kLaterMembers = kMaxEscape * kMaxAuditError + 256;

std::string_view word_of(Effect effect) {
  switch (effect) {
    case Effect::reads:
      return "reads";
    case Effect::changes:
      return "changes";
    case Effect::arranges:
      return "arranges";
    case Effect::destroys:
      return "destroys";
  }
  return "";
}

/// The first characters of `text`, as many as `left` says, which becomes less by them.
std::string_view first_characters(std::string_view text, std::size_t& left) {
  std::string_view rest = text;
  for (; left > 0 && !rest.empty(); --left) rest.remove_prefix(first_utf8_sequence(rest).size);
  return text.substr(0, text.size() - rest.size());
}

void write_parts(JsonWriter& writer, const TypedText& typed, AuditText text) {
  std::size_t left = kMaxAuditText;
  std::size_t size = 0;
  std::size_t written = 0;
  const auto write = [&](std::string_view part) {
    const std::string_view shown = text == AuditText::full ? part : first_characters(part, left);
    writer.string(shown);
    size += part.size();
    written += shown.size();
  };
  writer.key(typed.member);
  if (typed.list) {
    writer.begin_array();
    for (const std::string& part : typed.parts) {
      if (text == AuditText::full || left > 0) {
        write(part);
      } else {
        size += part.size();
      }
    }
    writer.end_array();
  } else {
    write(typed.parts.front());
  }
  if (written < size) writer.field("bytes", size);
}

bool may_be_written(const TypedText& typed, AuditText text) {
  return text != AuditText::none && typed.seen == TypedText::Seen::shown;
}

void write_typed(JsonWriter& writer, const TypedText& typed, AuditText text) {
  if (typed.member.empty() || text == AuditText::none) return;
  if (typed.seen == TypedText::Seen::shown) return write_parts(writer, typed, text);
  const bool hidden = typed.seen == TypedText::Seen::hidden;
  writer.field(typed.member, hidden ? kHiddenText : kWithheldText);
}

void replace_all(std::string& text, const std::string& old, std::string_view by) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + by.size()))
    text.replace(at, old.size(), by);
}

/// The first line of an error, in which texts that may not be written do not stand between quotation marks.
std::string error_line(const AuditRecord& record, AuditText text) {
  std::string line = record.error.substr(0, record.error.find('\n'));
  if (!may_be_written(record.typed, text)) {
    const std::string by = "\"" + std::string(kHiddenText) + "\"";
    for (const std::string& part : record.typed.parts) replace_all(line, "\"" + shortened(part) + "\"", by);
  }
  return std::string(utf8_prefix(line, kMaxAuditError));
}

void write_client(JsonWriter& writer, const transport::ClientInfo& client) {
  writer.key("client");
  if (client.name.empty() && client.version.empty()) {
    writer.null();
  } else {
    writer.begin_object().field("name", client.name).field("version", client.version).end_object();
  }
}

/// `session`, or `sessions` for a call that names several.
void write_sessions(JsonWriter& writer, const std::vector<std::string>& sessions) {
  if (sessions.empty()) return;
  if (sessions.size() == 1) {
    writer.field("session", shortened(sessions.front()));
    return;
  }
  writer.key("sessions").begin_array();
  for (const std::string& session : sessions) writer.string(shortened(session));
  writer.end_array();
}

}  // namespace

std::optional<AuditText> parse_audit_text(std::string_view word) {
  if (word == "full") return AuditText::full;
  if (word == "short") return AuditText::shortened;
  if (word == "none") return AuditText::none;
  return std::nullopt;
}

std::string audit_line(const AuditRecord& record, AuditText text) {
  std::string line;
  JsonWriter writer(line);
  writer.begin_object().field("time", record.time).field("version", record.version);
  write_client(writer, record.client);
  writer.field("pid", record.pid).field("tool", record.tool).field("effect", word_of(record.effect));
  write_sessions(writer, record.sessions);
  if (!record.pane.empty()) writer.field("pane", record.pane);
  writer.field("outcome", record.outcome);
  if (!record.error.empty()) writer.field("error", error_line(record, text));
  writer.field("ms", record.ms);
  write_typed(writer, record.typed, text);
  if (!record.to.empty()) writer.field("to", shortened(record.to));
  writer.end_object();
  return line;
}

std::size_t audit_room(AuditRecord record, AuditText text) {
  if (record.typed.seen == TypedText::Seen::unknown) record.typed.seen = TypedText::Seen::shown;
  const std::size_t most = std::max(kHiddenText.size(), kWithheldText.size());
  return audit_line(record, text).size() + most + kLaterMembers;
}

}  // namespace smcp::tools
