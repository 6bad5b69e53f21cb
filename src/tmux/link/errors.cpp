#include "tmux/link/errors.hpp"

#include "tmux/link/precondition.hpp"

namespace smcp::tmux {

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
  return {Errc::refused, "tmux: " + reply.error_output};
}

Error unexpected_answer(std::string_view command) {
  return {
      Errc::io,
      "tmux answered " + std::string(command) +
          " in an unknown form. Is the `tmux` on PATH the real one? Run `sessions-mcp doctor` to find out."};
}

}  // namespace smcp::tmux
