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
#include "tools/servers/joint_call.hpp"

namespace smcp::cli {
namespace {

using tmux::SessionAtWork;

/// A session, and where it is.
struct Placed {
  tools::Server* server;
  SessionAtWork session;
};

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
  explicit Sessions(const Options& options) : options_(options.sessions), connected_(loop_, options) {}

  int run() {
    std::vector<Placed> all = list();
    if (silent_ == connected_.toolbox.servers().size()) return 1;
    any_ = !all.empty();
    const std::int64_t now = std::time(nullptr);
    std::erase_if(all, [&](const Placed& one) { return !fits(options_.filter, one.session, now); });
    if (!options_.kill || on_terminal()) show(all, now);
    const int status = silent_ > 0 ? 1 : 0;
    return std::max(status, options_.kill ? kill(std::move(all)) : finish_output());
  }

 private:
  [[nodiscard]] static bool on_terminal() { return ::isatty(STDOUT_FILENO) != 0; }

  /// Of all servers, asked at once; of who does not answer, that is said, and where others do, it is not waited for long.
  std::vector<Placed> list() {
    const auto servers = connected_.toolbox.servers();
    using Answer = std::optional<Result<std::vector<SessionAtWork>>>;
    std::vector<Answer> answers(servers.size());
    for (std::size_t i = 0; i < servers.size(); ++i) {
      tools::Server& server = *servers[i];
      const auto allowed =
          servers.size() > 1 ? std::min(server.timeout, tools::kListPatience) : server.timeout;
      auto chain = std::make_shared<tmux::RequestChain>(server.client, allowed, server.prefix);
      start(tmux::list_sessions_at_work(std::move(chain)),
            [&answer = answers[i]](auto given) { answer.emplace(std::move(given)); });
    }
    const auto is_there = [](const Answer& answer) { return answer.has_value(); };
    while (!std::all_of(answers.begin(), answers.end(), is_there)) loop_.run_once();
    std::vector<Placed> all;
    for (std::size_t i = 0; i < servers.size(); ++i) {
      const auto& answer = *answers[i];
      if (!answer) {
        ++silent_;
        log(servers[i]->shown(servers[i]->prefix.empty() ? "" : " ") + answer.error().message);
        continue;
      }
      for (const SessionAtWork& session : *answer) all.push_back({servers[i], session});
    }
    return all;
  }

  [[nodiscard]] static std::vector<std::string> running(const Placed& one) {
    return running_in(one.server->client.processes(), one.session);
  }

  void show(const std::vector<Placed>& sessions, std::int64_t now) const {
    std::vector<TextRow> rows;
    rows.reserve(sessions.size());
    for (const auto& one : sessions) {
      rows.push_back(session_row(one.session, running(one), now));
      rows.back().front().insert(0, one.server->prefix);
    }
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
  [[nodiscard]] std::vector<Placed> choose(std::vector<Placed> sessions) const {
    std::vector<Placed> chosen;
    for (auto& one : sessions) {
      const bool home = is_home(*one.server, one.session);
      const auto kept = kept_because(one.session, running(one), home, options_.force);
      if (!kept.empty()) {
        std::printf("%s: kept: %s\n", in_one_line(one.server->shown(one.session.name)).c_str(), kept.c_str());
      } else {
        chosen.push_back(std::move(one));
      }
    }
    return chosen;
  }

  int kill(std::vector<Placed> sessions) {
    auto chosen = choose(std::move(sessions));
    if (chosen.empty()) {
      std::puts("Nothing to kill.");
      return finish_output();
    }
    if (!options_.yes && !agreed(chosen.size())) {
      std::puts("Nothing was killed.");
      return std::max(finish_output(), 1);
    }
    int status = 0;
    for (tools::Server* const server : connected_.toolbox.servers()) {
      std::vector<SessionAtWork> here;
      for (Placed& one : chosen)
        if (one.server == server) here.push_back(std::move(one.session));
      auto killing = kill_chosen(*server, std::move(here), {options_.filter, options_.force});
      status = std::max(status, finish(loop_, std::move(killing)));
    }
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
  std::size_t silent_ = 0;  ///< how many servers have not answered
  bool any_ = false;        ///< there are sessions, of whatever kind
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
