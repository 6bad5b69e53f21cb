// wait: wait_for at a shell, for as long as it takes.
#include <string>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/exit_status.hpp"
#include "cli/one_call.hpp"
#include "cli/own_command.hpp"
#include "cli/patient_tool.hpp"
#include "json/writer.hpp"

namespace smcp::cli {
namespace {

std::string arguments_of(const Options& options) {
  const WaitOptions& wait = options.wait;
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_object();
  const auto text = [&writer](const char* name, const std::optional<std::string>& value) {
    if (value) writer.field(name, *value);
  };
  if (!options.session.empty()) writer.field("name", options.session);
  text("job", wait.job);
  text("pattern", wait.pattern);
  text("fail_pattern", wait.fail_pattern);
  text("since", wait.since);
  text("pane", wait.pane);
  if (wait.finished) writer.field("finished", true);
  if (wait.idle) writer.field("idle_seconds", *wait.idle);
  if (wait.lines) writer.field("lines", *wait.lines);
  writer.field("timeout_seconds", wait.seconds.value_or(kMaxWaitSeconds));
  writer.end_object();
  return json;
}

int answered(const Options& options, const transport::ToolResult& result) {
  if (const int failed = print_result(result); failed != 0) return failed;
  const int status = wait_status_of(result, options.wait.job.has_value());
  if (status == kNotYet) log("a program asks for input. To answer it: " + own_send_keys(options, "ANSWER"));
  return status;
}

}  // namespace

int wait(const Options& options) {
  const PatientTool patient("wait_for");
  return make_one_call(options, patient.tool(), arguments_of(options),
                       [&options](const transport::ToolResult& result) { return answered(options, result); });
}

}  // namespace smcp::cli
