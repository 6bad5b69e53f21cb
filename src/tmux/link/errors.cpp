#include "tmux/link/errors.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "tmux/link/precondition.hpp"

namespace smcp::tmux {
namespace {

/// In the words of the command parsers of all versions.
bool is_unknown_to_tmux(std::string_view text) {
  return text.starts_with("unknown command: ") || text.starts_with("usage: ") ||
         text.find(": unknown flag ") != std::string_view::npos || text.starts_with("unknown option: ") ||
         text.starts_with("invalid option: ");
}

std::string oldest() {
  return std::to_string(kOldestMajor) + "." + std::to_string(kOldestMinor);
}

}  // namespace

bool is_older_tmux(std::string_view version) {
  const auto digit = version.find_first_of("0123456789");
  // Builds of OpenBSD and of what is to come are newer, whatever their number says.
  if (!version.starts_with("tmux ") || digit != 5) return false;
  const auto major_end = std::min(version.find_first_not_of("0123456789", digit), version.size());
  int major = 0;
  int minor = 0;
  const char* const end = version.data() + version.size();
  std::from_chars(version.data() + digit, end, major);
  if (version.substr(major_end, 1) == ".") std::from_chars(version.data() + major_end + 1, end, minor);
  return major < kOldestMajor || (major == kOldestMajor && minor < kOldestMinor);
}

Error error_of(const Reply& reply) {
  const std::string_view text = reply.error_output;
  const auto has = [text](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (text.starts_with("no server running on ") || text == kLostServer || text == "lost server" ||
      (text.starts_with("error connecting to ") &&
       (text.ends_with("(No such file or directory)") || text.ends_with("(Connection refused)")))) {
    return {Errc::no_server, "no tmux server is running: " + reply.error_output};
  }
  if (has("can't find session") || has("can't find window") || has("can't find pane") ||
      has("no such session") || has("no current target")) {
    return {Errc::not_found, reply.error_output};
  }
  if (auto refusal = precondition_refusal(text)) return *refusal;
  if (constexpr std::string_view kDuplicate = "duplicate session: "; text.starts_with(kDuplicate)) {
    return {Errc::already_exists, std::string(text.substr(kDuplicate.size()))};
  }
  if (text == "access not allowed") {
    return {Errc::refused,
            "this tmux server does not let this user in (access not allowed). Its owner can allow it: tmux "
            "server-access -a USER"};
  }
  if (text.empty()) {
    return {Errc::refused,
            "tmux failed with exit status " + std::to_string(reply.exit_status) + " and no message"};
  }
  if (is_unknown_to_tmux(text)) {
    return {Errc::refused,
            "tmux: " + reply.error_output +
                ". That is what a tmux says that is too old: sessions-mcp needs " + oldest() +
                " or later. tmux -V shows the version; install a newer one. A server that runs "
                "already stays the old one until its sessions have ended"};
  }
  return {Errc::refused, "tmux: " + reply.error_output};
}

Error unexpected_answer(std::string_view command) {
  return {
      Errc::io,
      "tmux answered " + std::string(command) +
          " in an unknown form. Is the `tmux` on PATH the real one? Run `sessions-mcp doctor` to find out."};
}

}  // namespace smcp::tmux
