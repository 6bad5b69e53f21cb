#include "cli/kill_sessions.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <utility>

#include "base/called_back.hpp"
#include "cli/session_rows.hpp"
#include "text/joined.hpp"
#include "tmux/act/kill.hpp"
#include "tools/kill_report.hpp"

namespace smcp::cli {
namespace {

using tmux::SessionAtWork;

struct Outcome {
  std::string sentence;
  bool failed = false;
};

bool is_same(const SessionAtWork& one, const SessionAtWork& other) {
  return one.id == other.id && one.server.pid == other.server.pid &&
         one.server.start_time == other.server.start_time;
}

/// At most as many as the tool tells (kill_report.hpp).
std::string listed(const std::vector<std::string>& all) {
  return in_one_line(first_joined(all, tools::kMaxToldOfKill));
}

std::string told(tmux::Killed killed, const tools::Server& server) {
  for (auto& name : killed.lives_on) name = server.shown(std::move(name));
  std::string text = "killed";
  if (!killed.ended.empty()) text += "; ended: " + listed(killed.ended);
  if (!killed.lives_on.empty()) text += "; its windows live on in: " + listed(killed.lives_on);
  std::vector<std::string> left;
  for (const auto& one : killed.left_running) left.push_back(std::to_string(one.pid) + " " + one.command);
  if (!left.empty()) text += "; still running: " + listed(left);
  return text;
}

Task<Result<tmux::Killed>> kill(tools::Server& server, SessionAtWork session, bool force) {
  const tmux::Chain chain = server.new_chain();
  const tmux::KillTerms terms{tmux::KillTerms::Known{session.server, session.id}, !force};
  auto killed =
      co_await called_back<Result<tmux::Killed>>([&](UniqueFunction<void(Result<tmux::Killed>)> done) {
        tmux::kill_session(server.loop, chain, session.name, server.home, std::move(done), terms);
      });
  co_return killed;
}

Task<Outcome> look_and_kill(tools::Server& server, SessionAtWork chosen, KillSettings settings) {
  auto listing = tmux::list_sessions_at_work(server.new_chain());
  const auto all = co_await listing;
  if (!all) co_return Outcome{"not killed: " + all.error().message, true};
  const auto now = std::find_if(all->begin(), all->end(),
                                [&](const SessionAtWork& session) { return is_same(session, chosen); });
  if (now == all->end()) co_return Outcome{"has ended by itself", false};
  if (!fits(settings.filter, *now, std::time(nullptr)))
    co_return Outcome{"kept: it is no longer idle", false};
  const auto running = running_in(server.client.processes(), *now);
  const std::string kept = kept_because(*now, running, is_home(server, *now), settings.force);
  if (!kept.empty()) co_return Outcome{"kept: " + kept, false};
  SessionAtWork session = *now;
  auto killing = kill(server, std::move(session), settings.force);
  const auto killed = co_await killing;
  if (!killed) co_return Outcome{"not killed: " + killed.error().message, true};
  co_return Outcome{told(*killed, server), false};
}

}  // namespace

bool is_home(const tools::Server& server, const SessionAtWork& session) {
  return std::any_of(session.panes.begin(), session.panes.end(), [&](const tmux::PaneAtWork& pane) {
    return server.home.is(session.server, pane.terminal);
  });
}

Task<int> kill_chosen(tools::Server& server, std::vector<SessionAtWork> chosen, KillSettings settings) {
  int status = 0;
  for (const SessionAtWork& session : chosen) {
    SessionAtWork one = session;
    auto ending = look_and_kill(server, std::move(one), settings);
    const Outcome outcome = co_await ending;
    std::printf("%s: %s\n", in_one_line(server.shown(session.name)).c_str(), outcome.sentence.c_str());
    if (outcome.failed) status = 1;
  }
  co_return status;
}

}  // namespace smcp::cli
