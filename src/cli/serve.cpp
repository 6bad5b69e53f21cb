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

/// What is not allowed comes first, so that the model does not try in vain.
transport::ServerIdentity identity(const Options& options) {
  std::string instructions = limits_in_words(options);
  if (!instructions.empty()) instructions += '\n';
  return {"sessions-mcp", "tmux sessions", SESSIONS_MCP_VERSION, instructions.append(tools::instructions())};
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
    tmux::Client& client = connected.client();
    tools::Toolbox& toolbox = connected.toolbox;
    transport::StdioServer server(loop, identity(options), tools::make_host(toolbox, options.tool_set), {});
    server.on_backlog([&toolbox](bool full) { toolbox.server.captures.hold(full); });
    server.on_input_end([&toolbox] { toolbox.long_calls.answer_now(); });
    server.on_drop([&toolbox] {
      if (toolbox.audit) toolbox.audit->drop();
    });
    server.on_done([&status](int exit_status) { status = exit_status; });
    const auto end = [&server, &client] {
      server.shut_down();
      client.shorten_deadlines(tmux::Client::kLastRequests);
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
