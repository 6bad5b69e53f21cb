#include "tmux/act/pane_log.hpp"

#include <utility>

#include "base/called_back.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/log_option.hpp"
#include "tmux/link/row_safe.hpp"

namespace smcp::tmux {
namespace {

/// `path` as one word for sh that tmux has expanded before: `#` stands for itself when doubled, but not before `[`, so
/// the quotes end behind each. `%` stands for itself when doubled.
std::string literal_word(std::string_view path) {
  std::string word = "'";
  for (const char c : path) {
    switch (c) {
      case '\'':
        word += "'\\''";
        break;
      case '#':
        word += "##''";
        break;
      case '%':
        word += "%%";
        break;
      default:
        word += c;
    }
  }
  return word + "'";
}

}  // namespace

Task<Status> check_log(uv::Loop& loop, Chain chain, std::string path) {
  const Status checked = co_await called_back<Status>([&](UniqueFunction<void(Status)> done) {
    chain->wait_for(chain->processes().check_log(loop, path, chain->deadline(), std::move(done)));
  });
  chain->wait_for(nullptr);
  co_return checked;
}

std::string log_command(std::string_view path) {
  // The shell is a child of the tmux server, whose program is the tmux that fits it, unless a loader has started it. tmux
  // takes two `#` for one.
  return "umask 077; cat >>" + literal_word(path) +
         "; t=/proc/$PPID/exe; e=$(readlink $t); case ${e####*/} in tmux*) ;; *) t=tmux;; esac; exec $t -S "
         "#{q:socket_path} set-option -p -t '#{pane_id}' " +
         std::string(kLogEndOption) + " 1 </dev/null >/dev/null 2>&1";
}

void append_log(Command& command, std::string_view path) {
  command.then("pipe-pane").arg(log_command(path));
  command.then("set-option").flag("-p").flag(kLogOption).arg(row_safe(path));
}

Task<Status> confirm_log(Chain chain, PaneId pane, std::string path) {
  Command command("display-message");
  command.flag("-p").flag("-t").arg(pane.text()).arg("#{pane_pipe} #{" + std::string(kLogOption) + "}");
  const auto answer = co_await run(chain, std::move(command));
  if (!answer) co_return answer.error();
  if (answer->starts_with(' ')) co_return Ok{};  // the pane has gone already, and somebody else tells
  const std::string expected = "1 " + row_safe(path);
  if (answer->substr(0, answer->find('\n')) == expected) co_return Ok{};
  co_return Error{
      Errc::refused,
      "tmux did not write the log of the new pane, so the session was removed again. Does a hook in "
      "~/.tmux.conf (after-new-window) split windows or run pipe-pane?"};
}

}  // namespace smcp::tmux
