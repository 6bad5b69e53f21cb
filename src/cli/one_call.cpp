#include "cli/one_call.hpp"

#include <csignal>
#include <cstdio>
#include <string_view>
#include <utility>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/connected_tools.hpp"
#include "cli/exit_status.hpp"
#include "cli/terminal_question.hpp"
#include "io/uv_signal.hpp"
#include "text/line_splitter.hpp"
#include "tmux/link/client.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {

int make_one_call(const Options& options, const tools::Tool& tool, std::string json,
                  UniqueFunction<int(const transport::ToolResult&)> answered) {
  const std::size_t size = json.size();
  json.append(kLinePadding, '\0');
  uv::Loop loop;
  int status = 0;
  {
    ConnectedTools connected(loop, options);
    if (const Status audit = connected.start_audit(options); !audit) {
      log(audit.error().message);
      return kFailed;
    }
    tools::Toolbox& toolbox = connected.toolbox;
    toolbox.serves = false;
    transport::ReplySink sink;
    TerminalQuestion question(loop);
    question.answer_for(sink);
    bool interrupted = false;
    sink.answer = [&](const transport::ToolResult& result) {
      question.stop();
      if (!interrupted) status = answered(result);
      connected.finish();
    };
    UniqueFunction<void()> cancel;
    const auto stop_by = [&](int signal) {
      return [&, signal] {
        if (!std::exchange(interrupted, true)) status = kSignalStatus + signal;
        if (cancel) cancel();
        connected.shorten_deadlines(tmux::Client::kLastRequests);
        connected.finish();
      };
    };
    const uv::SignalWatcher interrupt(loop, SIGINT, stop_by(SIGINT));
    const uv::SignalWatcher terminate(loop, SIGTERM, stop_by(SIGTERM));
    const uv::SignalWatcher hang_up(loop, SIGHUP, stop_by(SIGHUP));
    // Only now: what the call makes at once would stay if a signal ended us before these are watched.
    cancel = tools::start_call(toolbox, tool, std::string_view(json).substr(0, size),
                               transport::ToolReply(std::move(sink)), {}, TerminalQuestion::person());
    loop.run();
  }
  return status;
}

int print_result(const transport::ToolResult& result) {
  using Kind = transport::ToolResult::Kind;
  const std::string& other = result.json_or_message();
  const bool object = result.kind() == Kind::object;
  const std::string_view shown = object ? std::string_view(other) : result.text_block().text;
  if (!shown.empty()) {  // fwrite() takes no null, not even for nothing
    std::fwrite(shown.data(), 1, shown.size(), stdout);
    std::fputc('\n', stdout);
  }
  if (const int failed = finish_output(); failed != 0) return failed;
  if (!object) std::fprintf(stderr, "%s\n", other.c_str());
  return 0;
}

}  // namespace smcp::cli
