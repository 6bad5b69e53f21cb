// run: a command in a session's shell, as if it ran in this one: its output as it comes, and its exit status.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <simdjson.h>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/connected_tools.hpp"
#include "cli/exit_status.hpp"
#include "cli/output_so_far.hpp"
#include "cli/own_command.hpp"
#include "cli/patient_tool.hpp"
#include "cli/streamed_lines.hpp"
#include "cli/terminal_question.hpp"
#include "io/uv_signal.hpp"
#include "io/uv_timer.hpp"
#include "json/writer.hpp"
#include "text/line_splitter.hpp"
#include "text/shell_word.hpp"
#include "tmux/link/client.hpp"
#include "tools/pane_text.hpp"
#include "tools/registry.hpp"

namespace smcp::cli {
namespace {

using std::chrono::milliseconds;
using transport::ToolResult;

/// Between two looks at the output: people take what comes within this for at once.
constexpr milliseconds kLookPause{200};
/// What reading it took is at most such a part of the time, however much it is.
constexpr int kShare = 10;

/// One word is a command line as it is. Several are words that the shell is to get unchanged.
std::string command_line(const std::vector<std::string>& words) {
  return words.size() == 1 ? words.front() : shell_words(words);
}

/// A member of an answer's object; "" if it is not there.
std::string text_member(const std::string& json, const char* member) {
  simdjson::dom::parser parser;
  std::string_view text;
  return parser.parse(json)[member].get_string().get(text) == simdjson::SUCCESS ? std::string(text)
                                                                                : std::string();
}
std::int64_t number_member(const std::string& json, const char* member) {
  simdjson::dom::parser parser;
  std::int64_t number = 0;
  return parser.parse(json)[member].get_int64().get(number) == simdjson::SUCCESS ? number : 0;
}

/// What makes the output that was shown inexact, if anything does.
void tell_what_is_missing(const Options& options, const StreamedLines& lines) {
  const std::string where = ". To see what the session has kept: " + own_command(options) +
                            " call capture_pane name=" + shell_word(options.session) + " lines=10000";
  if (lines.missing() > 0)
    log(std::to_string(lines.missing()) + " lines of the output were too many to be shown" + where);
  if (lines.lost()) log("tmux has discarded a part of the output, so that lines may be missing here" + where);
  if (lines.changed()) log("the command has redrawn lines after they had been shown here" + where);
}

void tell_that_it_runs(const Options& options, const std::string& job, const std::string& why = "") {
  log(why + "the command goes on as job " + job + ". To wait for it: " + own_command(options) +
      " wait --job " + job + "; to stop it: " + own_send_keys(options, "C-c"));
}

/// Why nobody knows how the command ended, if that is so.
void tell_if_unknown(const Options& options, const std::string& outcome, const std::string& about) {
  if (outcome == "dead")
    log("the session's program has ended, and with it the command; how it ended is not known. What it "
        "printed is "
        "above.");
  if (outcome == "gone")
    log("the session is gone, and with it the command; how it ended is not known. To start another: " +
        own_command(options) + " call new_session name=" + shell_word(options.session));
  if (outcome == "finished" && about.find("\"exit_code\":null") != std::string::npos)
    log("the command has ended, and its shell has not told how. What it printed is above.");
}

class Run {
 public:
  Run(uv::Loop& loop, ConnectedTools& connected, const Options& options)
      : connected_(connected), options_(options), question_(loop), timer_(loop, [this] { read(); }) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void start() {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("name", options_.session).field("command", command_line(options_.command));
    if (options_.wait.pane) writer.field("pane", *options_.wait.pane);
    if (options_.wait.nested) writer.field("nested", true);
    if (options_.wait.seconds) writer.field("timeout_seconds", *options_.wait.seconds);
    writer.field("wait", false).end_object();
    call(run_command_, std::move(json), [this](const ToolResult& result) { started(result); });
  }

  void interrupt(int signal) {
    if (std::exchange(over_, true)) return;
    status_ = kSignalStatus + signal;
    stop();
    if (!job_.empty()) return tell_that_it_runs(options_, job_);
    log("ended while the command was being started. To see whether it runs: " + own_command(options_) +
        " call session_status names=" + shell_word(options_.session));
  }

  [[nodiscard]] int status() const { return status_; }

 private:
  void call(const PatientTool& tool, std::string json, UniqueFunction<void(const ToolResult&)> answered) {
    const std::size_t size = json.size();
    arguments_ = std::move(json);
    arguments_.append(kLinePadding, '\0');
    transport::ReplySink sink;
    question_.answer_for(sink);
    sink.answer = [this, answered = std::move(answered)](const ToolResult& result) mutable {
      question_.stop();
      if (!over_) answered(result);
    };
    cancel_ = tools::start_call(connected_.toolbox, tool.tool(), std::string_view(arguments_).substr(0, size),
                                transport::ToolReply(std::move(sink)), {}, TerminalQuestion::person());
  }

  void end(int status) {
    over_ = true;
    status_ = status;
    stop();
  }

  /// Nothing of ours keeps the loop running.
  void stop() {
    timer_.stop();
    if (output_) output_->stop();
    if (cancel_) cancel_();
    connected_.shorten_deadlines(tmux::Client::kLastRequests);
    connected_.finish();
  }

  void started(const ToolResult& result) {
    const std::string& about = result.json_or_message();
    if (result.kind() == ToolResult::Kind::error) {
      log(about);
      return end(kFailed);
    }
    job_ = text_member(about, "job");
    const auto colon = options_.session.find(':');
    tools::Toolbox& toolbox = connected_.toolbox;
    tools::Server* const named = toolbox.named(options_.session.substr(0, colon));
    tools::Server& server = colon != std::string::npos && named != nullptr ? *named : toolbox.server;
    const auto plain = [&server](const std::string& text) { return text.substr(server.prefix.size()); };
    const auto id = tmux::JobId::parse(plain(job_));
    const auto before = tools::parse_cursor(plain(text_member(about, "cursor")));
    wait();
    if (!id || !before) return;  // the end of it is told all the same
    output_.emplace(server, plain(options_.session), *id, *before,
                    static_cast<std::size_t>(PatientTool::kMostLines));
    timer_.start(kLookPause);
  }

  void read() {
    const auto began = uv::Clock::now();
    output_->read([this, began](const std::optional<OutputSoFar::Output>& output) {
      if (output) {
        const tools::JobReport& report = output->report;
        print({report.text.text, report.lines, report.skipped, report.lost, output->complete, false});
      }
      if (over_) return;
      const auto took = std::chrono::duration_cast<milliseconds>(uv::Clock::now() - began);
      timer_.start(std::max(kLookPause, took * kShare));
    });
  }

  void print(const StreamedLines::Reading& reading) {
    const std::string text = lines_.take(reading);
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (const int failed = finish_output(); failed != 0 && !over_) {
      tell_that_it_runs(options_, job_);
      end(failed);
    }
  }

  [[nodiscard]] std::int64_t seconds_left() const {
    if (!options_.wait.seconds) return kMaxWaitSeconds;
    const auto gone = std::chrono::duration_cast<std::chrono::seconds>(uv::Clock::now() - began_).count();
    return std::max<std::int64_t>(*options_.wait.seconds - gone, 1);
  }

  void wait() {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("name", options_.session).field("job", job_);
    writer.field("timeout_seconds", seconds_left()).field("lines", PatientTool::kMostLines).end_object();
    call(wait_for_, std::move(json), [this](const ToolResult& result) { waited(result); });
  }

  void waited(const ToolResult& result) {
    const std::string& about = result.json_or_message();
    if (result.kind() == ToolResult::Kind::error) {
      log(about + " What has become of the command is not known. To find out: " + own_command(options_) +
          " wait --job " + job_);
      return end(kFailed);
    }
    const std::string outcome = text_member(about, "outcome");
    const bool time_is_up = outcome == "timeout" || (outcome == "waiting" && is_time_up());
    if (outcome == "waiting" && !time_is_up) return asked(about);
    finish(result, outcome, time_is_up);
  }

  [[nodiscard]] bool is_time_up() const {
    return options_.wait.seconds && uv::Clock::now() - began_ >= std::chrono::seconds(*options_.wait.seconds);
  }

  void asked(const std::string& about) {
    if (!std::exchange(told_question_, true)) {
      const std::string question = text_member(about, "last");
      log("the command asks for input" + (question.empty() ? "" : " (" + question + ")") +
          ". To answer it: " + own_send_keys(options_, "ANSWER"));
    }
    wait();
  }

  void finish(const ToolResult& result, const std::string& outcome, bool time_is_up) {
    const std::string& about = result.json_or_message();
    StreamedLines::Reading all;
    all.text = result.text_block().text;
    all.lines = static_cast<std::uint64_t>(number_member(about, "lines"));
    all.skipped = static_cast<std::uint64_t>(number_member(about, "skipped"));
    all.lost = !text_member(about, "lost").empty();
    all.ended = true;
    // A full-screen program's screen is not output that was printed.
    if (text_member(about, "reset").empty() && about.find("\"alternate_screen\":true") == std::string::npos)
      print(all);
    if (over_) return;
    tell_what_is_missing(options_, lines_);
    if (time_is_up) {
      tell_that_it_runs(options_, job_, "the time is up, and ");
      return end(kTimeIsUp);
    }
    const int status = wait_status_of(result, true);
    tell_if_unknown(options_, outcome, about);
    end(status);
  }

  ConnectedTools& connected_;
  const Options& options_;
  const PatientTool run_command_{"run_command"};
  const PatientTool wait_for_{"wait_for"};
  uv::TimePoint began_ = uv::Clock::now();
  std::string arguments_;  ///< of the call on its way
  UniqueFunction<void()> cancel_;
  std::string job_;  ///< "" until it runs
  StreamedLines lines_;
  std::optional<OutputSoFar> output_;
  TerminalQuestion question_;
  uv::Timer timer_;
  bool told_question_ = false;
  bool over_ = false;
  int status_ = 0;
};

}  // namespace

int run_in_session(const Options& options) {
  uv::Loop loop;
  int status = 0;
  {
    ConnectedTools connected(loop, options);
    if (const Status audit = connected.start_audit(options); !audit) {
      log(audit.error().message);
      return kFailed;
    }
    connected.toolbox.serves = false;
    Run run(loop, connected, options);
    const uv::SignalWatcher interrupt(loop, SIGINT, [&run] { run.interrupt(SIGINT); });
    const uv::SignalWatcher terminate(loop, SIGTERM, [&run] { run.interrupt(SIGTERM); });
    const uv::SignalWatcher hang_up(loop, SIGHUP, [&run] { run.interrupt(SIGHUP); });
    run.start();
    loop.run();
    status = run.status();
  }
  return status;
}

}  // namespace smcp::cli
