#include "cli/connected_tools.hpp"

#include <array>
#include <climits>
#include <cstdlib>
#include <string>
#include <utility>

#include "cli/session_target.hpp"
#include "text/shell_word.hpp"
#include "tmux/link/own_pane.hpp"

namespace smcp::cli {
namespace {

/// The path of a socket that is there or will be, without links in it.
std::string real_path(const std::string& path) {
  std::array<char, PATH_MAX> real{};
  if (::realpath(path.c_str(), real.data()) != nullptr) return real.data();
  const auto slash = path.rfind('/');
  if (slash == std::string::npos || ::realpath(path.substr(0, slash + 1).c_str(), real.data()) == nullptr)
    return path;
  return std::string(real.data()) + path.substr(slash);
}

std::string through_ssh(const tmux::ServerAddress& address) {
  return "ssh -t " + shell_word(address.destination) + " tmux" +
         (address.socket.empty() ? "" : " -S " + shell_word(address.socket));
}

/// What holds on each server alike. `same`: other names of the same tmux server.
void set_up(tools::Server& server, Connection& connection, const Options& options,
            const std::vector<std::string>& same) {
  server.tmux_command = connection.tmux_command();
  server.policy = tools::Policy(options.policy, std::string(server.name()), same);
  server.home = connection.own_pane();
  if (!options.allow_self) server.own_pane = server.home;
}

}  // namespace

Connection::Connection(uv::Loop& loop, const Options& options)
    : endpoint_(tmux::find_endpoint(options.endpoint)), tmux_command_(tmux::command_for_people(endpoint_)) {
  near_.emplace(loop, endpoint_, options.engine);
}

Connection::Connection(uv::Loop& loop, const Options& options, const tmux::ServerAddress& address) {
  if (is_far(address)) {
    place_ = address.destination + ":" + address.socket;
    tmux_command_ = through_ssh(address);
    far_.emplace(loop, destination_of(address));
    return;
  }
  endpoint_ = endpoint_of(options, address);
  tmux_command_ = tmux::command_for_people(endpoint_);
  near_.emplace(loop, endpoint_, options.engine);
}

std::string Connection::place() const {
  return far_ ? place_ : real_path(endpoint_.socket_path);
}

tmux::OwnPane Connection::own_pane() {
  if (far_) return tmux::OwnPane::of_this_process(client().processes(), here_);
  return tmux::OwnPane::of_this_process(endpoint_.socket_path, here_);
}

ConnectedTools::ConnectedTools(uv::Loop& loop, const Options& options)
    : connection(loop, options), toolbox(loop, connection.client(), options.timeout) {
  toolbox.confirmation.asked = options.confirm;
  for (const tmux::ServerAddress& address : options.servers) {
    others.push_back(std::make_unique<Connection>(loop, options, address));
    tmux::Client& client = others.back()->client();
    toolbox.others.push_back(std::make_unique<tools::Server>(loop, client, options.timeout));
    toolbox.others.back()->prefix = address.name + ":";
  }
  const auto servers = toolbox.servers();
  const auto connection_of = [this](std::size_t i) -> Connection& {
    return i == 0 ? connection : *others[i - 1];
  };
  std::vector<std::string> places;
  places.reserve(servers.size());
  for (std::size_t i = 0; i < servers.size(); ++i) places.push_back(connection_of(i).place());
  for (std::size_t i = 0; i < servers.size(); ++i) {
    std::vector<std::string> same;
    for (std::size_t other = 0; other < servers.size(); ++other)
      if (other != i && places[other] == places[i]) same.emplace_back(servers[other]->name());
    set_up(*servers[i], connection_of(i), options, same);
  }
}

void ConnectedTools::finish() {
  connection.finish();
  for (const auto& other : others) other->finish();
}

void ConnectedTools::shorten_deadlines(std::chrono::milliseconds left) {
  for (tools::Server* const server : toolbox.servers()) server->client.shorten_deadlines(left);
}

Status ConnectedTools::start_audit(const Options& options) {
  if (options.audit.empty()) return Ok{};
  auto audit = tools::AuditLog::open(options.audit, options.audit_text);
  if (!audit) return audit.error();
  toolbox.audit = std::move(*audit);
  return Ok{};
}

}  // namespace smcp::cli
