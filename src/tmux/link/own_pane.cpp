#include "tmux/link/own_pane.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/contains.hpp"
#include "base/environment_value.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// More ancestors than any process has; a bound in case /proc makes no sense.
constexpr int kMaxParents = 256;

bool is_same_file(const std::string& one, const std::string& other) {
  struct stat a {};
  struct stat b {};
  if (one == other) return true;
  return ::stat(one.c_str(), &a) == 0 && ::stat(other.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

std::vector<std::int64_t> terminals_of_parents(const shell::ProcessView& processes) {
  std::vector<std::int64_t> terminals;
  std::int64_t pid = ::getpid();
  for (int i = 0; i < kMaxParents && pid > 0; ++i) {
    const shell::ProcessState process = processes.process(pid);
    if (!process.known) break;
    const bool seen = contains(terminals, process.terminal);
    if (process.terminal != 0 && !seen) terminals.push_back(process.terminal);
    pid = process.parent;
  }
  return terminals;
}

std::optional<InsidePane> inside_by_environment() {
  return InsidePane::parse(environment_value("TMUX"), environment_value("TMUX_PANE"));
}

/// The number of a pane's terminal, if our view of the processes shows that the pane's process has that terminal:
/// in another container, another terminal may have the same name.
std::optional<std::int64_t> terminal_of(const shell::ProcessView& processes, const PaneTerminal& pane) {
  const auto number = processes.terminal_number(pane.tty);
  if (!number) return std::nullopt;
  const shell::ProcessState first = processes.process(pane.pid);
  if (!first.known || first.terminal != *number) return std::nullopt;
  return number;
}

struct Row {
  ServerId server;
  SessionId session;
  PaneTerminal pane;
};

const RowTable<Row>& pane_rows() {
  static const RowTable<Row> table{
      field<&Row::server, &ServerId::pid>("#{pid}"),
      field<&Row::server, &ServerId::start_time>("#{start_time}"),
      field<&Row::session>("#{session_id}"),
      field<&Row::pane>(std::string(PaneTerminal::kFormat)),
  };
  return table;
}

std::optional<OwnPanes> own_among(const OwnPane& own, std::string_view text) {
  const auto rows = pane_rows().parse_all(text);
  if (!rows) return std::nullopt;
  OwnPanes found;
  for (const auto& [server, session, pane] : *rows) {
    found.server = server;
    if (!own.is(server, pane)) continue;
    add_once(found.panes, pane.id);
    add_once(found.sessions, session);
  }
  return found;
}

}  // namespace

std::optional<InsidePane> InsidePane::parse(std::string_view tmux, std::string_view tmux_pane) {
  // The form is PATH,PID,SESSION; like tmux, we take the first comma as the end of the path.
  const auto comma = tmux.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto rest = tmux.substr(comma + 1);
  const auto pid = parse_number<std::int64_t>(rest.substr(0, rest.find(',')));
  const auto pane = PaneId::parse(tmux_pane);
  if (!pid || !pane) return std::nullopt;
  return InsidePane{*pid, *pane, std::string(tmux.substr(0, comma))};
}

bool InsidePane::is_reached_by(const std::string& path) const {
  return is_same_file(socket_path, path);
}

OwnPane OwnPane::of_this_process(const std::string& socket_path, const shell::ProcessView& processes) {
  auto inside = inside_by_environment();
  if (inside && !inside->is_reached_by(socket_path)) inside.reset();
  return {std::move(inside), terminals_of_parents(processes), processes};
}

OwnPane OwnPane::of_this_process(const shell::ProcessView& far, const shell::ProcessView& processes) {
  // The server's socket may have another path there. Its pid identifies it on this machine.
  OwnPane own(inside_by_environment(), terminals_of_parents(processes), processes);
  own.far_ = &far;
  own.machine_ = processes.machine().value_or(shell::MachineId{});
  return own;
}

bool OwnPane::is_elsewhere() const {
  if (far_ == nullptr) return false;
  const auto there = far_->machine();
  return there && (there->boot.empty() || there->boot != machine_.boot);
}

bool OwnPane::shares_numbers() const {
  if (far_ == nullptr) return true;
  const auto there = far_->machine();
  return !there || (!there->pid_namespace.empty() && there->pid_namespace == machine_.pid_namespace);
}

bool OwnPane::is(const ServerId& server, const PaneTerminal& pane) const {
  if (nowhere()) return false;
  if (inside_ && inside_->server_pid == server.pid && inside_->pane == pane.id) return true;
  if (terminals_.empty() || !shares_numbers()) return false;
  const auto terminal = terminal_of(*processes_, pane);
  return terminal && contains(terminals_, *terminal);
}

void find_own_panes(const Chain& chain, const OwnPane& own, UniqueFunction<void(Result<OwnPanes>)> done) {
  if (own.nowhere()) return done(OwnPanes{});
  Command list("list-panes");
  list.flag("-a").flag("-F");
  list.arg(pane_rows().format());
  chain->run(std::move(list), [own, done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text) {
      // Not found: a server without sessions.
      const Errc code = text.error().code;
      if (code == Errc::no_server || code == Errc::not_found) return done(OwnPanes{});
      return done(text.error());
    }
    auto found = own_among(own, *text);
    if (!found) return done(unexpected_answer("list-panes"));
    done(std::move(*found));
  });
}

}  // namespace smcp::tmux
