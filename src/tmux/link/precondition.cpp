#include "tmux/link/precondition.hpp"

#include <utility>

#include "tmux/link/format_fields.hpp"
#include "tmux/link/own_pane.hpp"
#include "tmux/link/synchronised.hpp"
#include "tmux/link/typing_option.hpp"

namespace smcp::tmux {
namespace {

// These are not the names of any command or alias. if-shell fails when it cannot parse what it is to run, and
// that ends the batch; a command that it runs and that fails would not end it.
constexpr std::string_view kOtherServer = "sessions-mcp-other-server";
constexpr std::string_view kOtherSession = "sessions-mcp-other-session";
constexpr std::string_view kTakesNoKeys = "sessions-mcp-takes-no-keys";
constexpr std::string_view kNotOurTurn = "sessions-mcp-not-our-turn";
constexpr std::string_view kSynchronised = "sessions-mcp-synchronised";
constexpr std::string_view kSynchronisedAnew = "sessions-mcp-other-panes";
constexpr std::string_view kOwnPane = "sessions-mcp-own-pane";
constexpr std::string_view kNotHeld = "sessions-mcp-not-held";
constexpr std::string_view kLastPane = "sessions-mcp-last-pane";
constexpr std::string_view kNameTaken = "sessions-mcp-name-taken";
constexpr std::string_view kZoomed = "sessions-mcp-zoomed";
constexpr std::string_view kAttached = "sessions-mcp-attached";
constexpr std::string_view kNotAlone = "sessions-mcp-not-alone";
constexpr std::string_view kManualSize = "sessions-mcp-manual-size";
constexpr std::string_view kMoved = "sessions-mcp-moved";

/// True for the session of this name, within a loop over sessions.
std::string is_session(std::string_view name) {
  return "#{==:#{session_name}," + format_operand(name) + "}";
}

/// Not empty if the session at hand holds the pane.
std::string pane_in_session(PaneId pane) {
  return "#{W:#{P:#{?#{==:#{pane_id}," + pane.text() + "},1,}}}";
}

/// What each refusal, which tmux names in its error, means to a caller.
const std::vector<std::pair<std::string_view, Error>> kErrors = {
    {kOtherServer,
     {Errc::no_server,
      "the tmux server ended meanwhile, and all its sessions ended with it. Another server runs in its "
      "place and was left alone."}},
    {kTakesNoKeys,
     {Errc::refused,
      "the keys would not reach the program in the pane: the pane has just died, a user has just begun to "
      "scroll in it (a mode), or its input was switched off (select-pane -d). They were not typed."}},
    {kSynchronised,
     {Errc::refused,
      "the panes of this window are synchronised (synchronize-panes is on): what is typed into one also "
      "goes into the others. Nothing was typed. Ask the user to turn the option off, or use another "
      "session."}},
    {kOtherSession, {Errc::not_found, "there is no session of this name"}},
    {kNotOurTurn,
     {Errc::busy, "another call has just begun to type into the pane; nothing was typed. Try again."}},
    {kSynchronisedAnew,
     {Errc::refused,
      "the set of panes that receive what is typed here (synchronize-panes) has just changed; "
      "nothing was typed. Try again."}},
    {kOwnPane,
     {Errc::refused, std::string(kThatIsTheOwnPane) +
                         ": killing its session would end this conversation. Nothing was "
                         "killed. " +
                         std::string(kAllowSelf)}},
    {kNotHeld,
     {Errc::not_found,
      "the pane is no longer one of this session. Nothing was done. list_windows shows its panes."}},
    {kLastPane,
     {Errc::refused,
      "that is the last pane of a session, which would end with it. Nothing was killed. Use "
      "kill_session to end the session."}},
    {kNameTaken,
     {Errc::already_exists,
      "another window of the session has that name, and neither could be told by it then. Nothing was "
      "done. Pick another name."}},
    {kZoomed,
     {Errc::refused,
      "a pane of that window is zoomed, and splitting it would undo that for whoever looks at it. Nothing "
      "was made. "
      "Open a window instead (leave split out)."}},
    {kAttached, {Errc::refused, "a terminal has just been attached to the session. Nothing was done to it."}},
    {kNotAlone, {Errc::busy, "a hook has changed the new session meanwhile; nothing was replaced."}},
    {kManualSize,
     {Errc::refused,
      "this version of tmux crashes, and all sessions end with it, if a session is made while its global "
      "option "
      "window-size is manual. Nothing was made. Ask the user to change that (tmux set -g window-size "
      "latest), or use "
      "a session that exists."}},
    {kMoved,
     {Errc::refused,
      "something was typed or printed in the pane at that moment; nothing was typed. Try again."}},
};

}  // namespace

Precondition::Precondition(std::string target, std::string condition, std::string_view refusal)
    : target_(std::move(target)), condition_(std::move(condition)), refusal_(refusal) {}

Precondition Precondition::server(const ServerId& server) {
  const std::string known = std::to_string(server.pid) + " " + std::to_string(server.start_time);
  return {"", "#{==:#{pid} #{start_time}," + known + "}", kOtherServer};
}

Precondition Precondition::session(std::string target, std::string_view name) {
  // For a target that does not exist, the name is empty.
  return {std::move(target), "#{==:#{session_name}," + format_operand(name) + "}", kOtherSession};
}

Precondition Precondition::takes_keys(std::string target) {
  return {std::move(target), "#{?#{||:#{pane_dead},#{||:#{pane_in_mode},#{pane_input_off}}},,1}",
          kTakesNoKeys};
}

Precondition Precondition::our_turn(PaneId pane, std::string_view known) {
  return {pane.text(), "#{==:#{" + std::string(kTypingOption) + "}," + format_operand(known) + "}",
          kNotOurTurn};
}

Precondition Precondition::not_synchronised(PaneId pane) {
  return {pane.text(), "#{==:" + is_synchronised_format(pane) + ",}", kSynchronised};
}

Precondition Precondition::synchronised_as(PaneId pane, const std::vector<PaneTerminal>& panes) {
  const std::string known = format_operand(synchronised_text(panes));
  return {pane.text(), "#{==:" + synchronised_format() + "," + known + "}", kSynchronisedAnew};
}

Precondition Precondition::outlives_session(PaneId pane, std::string_view name) {
  const std::string is_it = is_session(name);
  const std::string held = pane_in_session(pane);
  const std::string by_it = "#{S:#{?" + is_it + "," + held + ",}}";
  const std::string by_another = "#{S:#{?" + is_it + ",," + held + "}}";
  return {"", "#{||:#{==:" + by_it + ",},#{!=:" + by_another + ",}}", kOwnPane};
}

Precondition Precondition::holds_pane(std::string_view session, PaneId pane) {
  return {"", "#{!=:#{S:#{?" + is_session(session) + "," + pane_in_session(pane) + ",}},}", kNotHeld};
}

Precondition Precondition::is_not_the_last(PaneId pane) {
  const std::string others = "#{W:#{P:#{?#{==:#{pane_id}," + pane.text() + "},,1}}}";
  return {"", "#{==:#{S:#{?" + others + ",,x}},}", kLastPane};
}

Precondition Precondition::no_window_is_called(std::string_view session, std::string_view name,
                                               std::optional<WindowId> except) {
  // tmux 3.1 expands nothing that is nested more than ten deep.
  const std::string called = "#{==:#{window_name}," + format_operand(name) + "}";
  const std::string other =
      except ? "#{&&:" + called + ",#{!=:#{window_id}," + except->text() + "}}" : called;
  return {"", "#{==:#{S:#{?" + is_session(session) + ",#{W:#{?" + other + ",1,}},}},}", kNameTaken};
}

Precondition Precondition::is_not_zoomed(PaneId pane) {
  return {pane.text(), "#{!=:#{window_zoomed_flag},1}", kZoomed};
}

Precondition Precondition::nobody_is_attached(std::string target) {
  return {std::move(target), "#{==:#{session_attached},0}", kAttached};
}

Precondition Precondition::unmoved(std::string target, std::string_view format, std::string_view known) {
  return {std::move(target), "#{==:" + std::string(format) + "," + format_operand(known) + "}", kMoved};
}

Precondition Precondition::same_session(std::string target, SessionId id) {
  return {std::move(target), "#{==:#{session_id}," + id.text() + "}", kOtherSession};
}

Precondition Precondition::alone(std::string target, std::string_view condition) {
  return {std::move(target), "#{&&:#{==:#{window_panes},1}," + std::string(condition) + "}", kNotAlone};
}

Precondition Precondition::survives_new_session() {
  // A target that does not exist leaves the format without a window, and so the option is the global one.
  return {"%999999999", "#{==:#{&&:#{m:3.[2-7]*,#{version}},#{==:#{window-size},manual}},0}", kManualSize};
}

Command Precondition::begin() const {
  Command batch("if-shell");
  complete(batch);
  return batch;
}

void Precondition::append_to(Command& batch) const {
  batch.then("if-shell");
  complete(batch);
}

void Precondition::complete(Command& batch) const {
  batch.flag("-F");
  if (!target_.empty()) batch.flag("-t").arg(target_);
  batch.arg(in_time(condition_)).arg("").arg(refusal_);
}

std::optional<Error> precondition_refusal(std::string_view error_output) {
  for (const auto& [refusal, error] : kErrors) {
    if (error_output.ends_with(refusal)) return error;
  }
  return std::nullopt;
}

}  // namespace smcp::tmux
