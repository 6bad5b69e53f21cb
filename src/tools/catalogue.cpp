// All tools in their order, and how they work together.
#include "tools/catalogue.hpp"

#include <vector>

#include "tools/registry.hpp"

namespace smcp::tools {
namespace {

constexpr std::string_view kInstructions =
    "Runs long jobs (training, pipelines, builds, servers) in tmux sessions that outlive this "
    "conversation.\n"
    "A command with an end: run_command name=\"train-1\" create=true cwd=\"/abs/dir\" command=\"make\" makes "
    "the "
    "session and returns the output and exit code, or a job for wait_for job=JOB; from then on without "
    "create and cwd. "
    "The other tools need a session that exists.\n"
    "A dialogue (a REPL, an installer that asks, an editor): send_keys name=\"train-1\" keys=\"y\" "
    "with wait_for=PATTERN or wait_seconds=20 types and returns the answer in one call. Enter is "
    "pressed unless enter=false; keys=[\"C-c\"] interrupts.\n"
    "A server or a long job: new_session name=\"web\" cwd=\"/abs/dir\" command=\"python app.py\", then "
    "wait_for name=\"web\" pattern=\"ready|listening\" fail_pattern=\"rror\". Several: names with "
    "all=true.\n"
    "Poll: capture_pane name=\"train-1\" lines=20, then since=CURSOR from the last result returns only "
    "what is new. Every line costs tokens: ask for few. All sessions at a glance: session_status. The "
    "past: search_output.\n"
    "Clean up: kill_session when a job is over and its output read; until then sessions stay. "
    "list_sessions also shows sessions of earlier conversations and of people: do not touch those you "
    "did not start unless asked.\n"
    "A person can watch and type in the same session at any time: tell them `tmux attach -t NAME`.\n"
    "Errors say what to change; a call on one session never acts on another.";

}  // namespace

std::span<const Tool> all_tools() {
  static const auto all = [] {
    std::vector<Tool> tools;
    for (const auto family :
         {catalogue::reading_tools(), catalogue::session_tools(), catalogue::acting_tools()})
      tools.insert(tools.end(), family.begin(), family.end());
    return tools;
  }();
  return all;
}

std::string_view instructions() {
  return kInstructions;
}

}  // namespace smcp::tools
