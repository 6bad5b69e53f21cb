#include <algorithm>
#include <csignal>
#include <malloc.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/connected_tools.hpp"
#include "io/uv_signal.hpp"
#include "tmux/link/client.hpp"
#include "tools/registry.hpp"
#include "transport/stdio_server.hpp"

namespace smcp::cli {
namespace {

/// Memory blocks of this size and larger are mapped, and returned to the system as soon as they are freed;
/// smaller ones are reused without page faults, and trimmed from the end of the heap. By itself, glibc would
/// raise the threshold to 32 MiB, and keep that much.
constexpr int kMappedBlock = 4 * 1024 * 1024;

/// Upper bound on the servers that are told: clients cut the instructions at 2 to 4 kB, and list_sessions has all.
constexpr std::size_t kMaxTold = 16;

/// The other servers, for the model; "" if there are none.
std::string servers_in_words(const Options& options) {
  if (options.servers.empty()) return "";
  std::string names;
  for (std::size_t i = 0; i < std::min(options.servers.size(), kMaxTold); ++i)
    names.append(i == 0 ? "" : ", ").append(options.servers[i].name);
  if (options.servers.size() > kMaxTold)
    names += ", … (" + std::to_string(options.servers.size()) + " in all)";
  return "More tmux servers: " + names + ". A session there is NAME:SESSION in arguments and results, as " +
         options.servers.front().name + ":train-1; plain names are of the default server.\n";
}

/// What is not allowed comes first, so that the model does not try in vain.
transport::ServerIdentity identity(const Options& options) {
  std::string instructions = limits_in_words(options);
  if (!instructions.empty()) instructions += '\n';
  return {"sessions-mcp", "tmux sessions", SESSIONS_MCP_VERSION,
          instructions.append(servers_in_words(options)).append(tools::instructions())};
}

}  // namespace

int serve(const Options& options) {
  ::mallopt(M_MMAP_THRESHOLD, kMappedBlock);
  ::mallopt(M_TRIM_THRESHOLD, kMappedBlock);
  uv::Loop loop;
  int status = 0;
  {
    ConnectedTools connected(loop, options);
    if (const Status audit = connected.start_audit(options); !audit) {
      log(audit.error().message);
      return 1;
    }
    tools::Toolbox& toolbox = connected.toolbox;
    transport::StdioServer server(loop, identity(options), tools::make_host(toolbox, options.tool_set), {});
    server.on_backlog([&toolbox](bool full) {
      for (tools::Server* const each : toolbox.servers()) each->captures.hold(full);
    });
    server.on_input_end([&toolbox] { toolbox.long_calls.answer_now(); });
    server.on_drop([&toolbox] {
      if (toolbox.audit) toolbox.audit->drop();
    });
    server.on_done([&status, &connected](int exit_status) {
      status = exit_status;
      connected.finish();
    });
    const auto end = [&server, &connected] {
      server.shut_down();
      connected.shorten_deadlines(tmux::Client::kLastRequests);
    };
    const uv::SignalWatcher interrupt(loop, SIGINT, end);
    const uv::SignalWatcher terminate(loop, SIGTERM, end);
    const uv::SignalWatcher hang_up(loop, SIGHUP,
                                    [&toolbox, end] { toolbox.audit ? toolbox.audit->reopen() : end(); });
    if (const Status started = server.start(); !started) {
      log(started.error().message);
      return 1;
    }
    loop.run();
  }
  return status;
}

}  // namespace smcp::cli
