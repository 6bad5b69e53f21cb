// sessions: whose they are and what runs in them, for a person, who may want to be rid of some.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/connected_tools.hpp"
#include "cli/kill_sessions.hpp"
#include "cli/paint.hpp"
#include "cli/session_rows.hpp"
#include "cli/text_table.hpp"
#include "cli/yes_or_no.hpp"

namespace smcp::cli {
namespace {

using tmux::SessionAtWork;

/// Runs a flow to its end.
template <typename T>
T finish(uv::Loop& loop, Task<T> task) {
  std::optional<T> value;
  start(std::move(task), [&value](T given) { value.emplace(std::move(given)); });
  while (!value) loop.run_once();
  return std::move(*value);
}

class Sessions {
 public:
  explicit Sessions(const Options& options)
      : options_(options.sessions), connected_(loop_, options), server_(connected_.toolbox.server) {}

  int run() {
    auto all = finish(loop_, tmux::list_sessions_at_work(server_.new_chain()));
    if (!all) {
      log(all.error().message);
      return 1;
    }
    any_ = !all->empty();
    const std::int64_t now = std::time(nullptr);
    std::erase_if(*all, [&](const SessionAtWork& session) { return !fits(options_.filter, session, now); });
    if (!options_.kill || on_terminal()) show(*all, now);
    if (options_.kill) return kill(std::move(*all));
    return finish_output();
  }

 private:
  [[nodiscard]] static bool on_terminal() { return ::isatty(STDOUT_FILENO) != 0; }

  [[nodiscard]] std::vector<std::string> running(const SessionAtWork& session) const {
    return running_in(server_.client.processes(), session);
  }

  void show(const std::vector<SessionAtWork>& sessions, std::int64_t now) const {
    std::vector<TextRow> rows;
    rows.reserve(sessions.size());
    for (const auto& session : sessions) rows.push_back(session_row(session, running(session), now));
    if (!on_terminal()) {
      std::fputs(plain_rows(rows).c_str(), stdout);
    } else if (rows.empty()) {
      std::puts(any_ ? "No session is of that kind."
                     : "There are no sessions; sessions-mcp call new_session name=NAME starts one.");
    } else {
      rows.insert(rows.begin(), session_head());
      const std::string table = table_of(rows);
      const auto head = table.find('\n');
      std::fputs((painted(table.substr(0, head), Paint::bold) + table.substr(head)).c_str(), stdout);
    }
  }

  /// Prints which of them stay; the others are chosen.
  [[nodiscard]] std::vector<SessionAtWork> choose(std::vector<SessionAtWork> sessions) const {
    std::vector<SessionAtWork> chosen;
    for (auto& session : sessions) {
      const auto kept = kept_because(session, running(session), is_home(server_, session), options_.force);
      if (!kept.empty()) {
        std::printf("%s: kept: %s\n", in_one_line(session.name).c_str(), kept.c_str());
      } else {
        chosen.push_back(std::move(session));
      }
    }
    return chosen;
  }

  int kill(std::vector<SessionAtWork> sessions) {
    auto chosen = choose(std::move(sessions));
    if (chosen.empty()) {
      std::puts("Nothing to kill.");
      return finish_output();
    }
    if (!options_.yes && !agreed(chosen.size())) {
      std::puts("Nothing was killed.");
      return std::max(finish_output(), 1);
    }
    auto killing = kill_chosen(server_, std::move(chosen), {options_.filter, options_.force});
    const int status = finish(loop_, std::move(killing));
    return std::max(status, finish_output());
  }

  /// Asks the person at the terminal. Until the answer, a signal ends this program, and nothing has been killed.
  [[nodiscard]] static bool agreed(std::size_t count) {
    drop_typed_ahead();
    std::printf("Kill %zu session%s? [y/N] ", count, count == 1 ? "" : "s");
    std::fflush(stdout);
    char answer[16] = {};
    if (std::fgets(answer, sizeof answer, stdin) == nullptr) {
      std::puts("");
      return false;
    }
    const std::string_view said(answer);
    return is_yes(said.substr(0, said.find('\n')));
  }

  const SessionsOptions& options_;
  uv::Loop loop_;
  ConnectedTools connected_;
  tools::Server& server_;
  bool any_ = false;  ///< there are sessions, of whatever kind
};

}  // namespace

int sessions(const Options& options) {
  const bool can_ask = ::isatty(STDIN_FILENO) != 0 && ::isatty(STDOUT_FILENO) != 0;
  if (options.sessions.kill && !options.sessions.yes && !can_ask) {
    log("sessions --kill asks on a terminal, and this is none: give --yes to kill without being asked. "
        "Nothing was "
        "killed.");
    return 2;
  }
  return Sessions(options).run();
}

}  // namespace smcp::cli
