#include "tmux/link/precondition.hpp"

#include <utility>

#include "tmux/link/format_fields.hpp"
#include "tmux/link/own_pane.hpp"
#include "tmux/link/synchronised.hpp"

namespace smcp::tmux {
namespace {

// No command or alias of anybody's. if-shell fails when it cannot parse what it is to run, and a failure ends
// the batch; a command that it runs and that fails would not.
constexpr std::string_view kOtherServer = "sessions-mcp-other-server";
constexpr std::string_view kOtherSession = "sessions-mcp-other-session";
constexpr std::string_view kTakesNoKeys = "sessions-mcp-takes-no-keys";
constexpr std::string_view kNotOurTurn = "sessions-mcp-not-our-turn";
constexpr std::string_view kSynchronised = "sessions-mcp-synchronised";
constexpr std::string_view kSynchronisedAnew = "sessions-mcp-other-panes";
constexpr std::string_view kOwnPane = "sessions-mcp-own-pane";
constexpr std::string_view kMoved = "sessions-mcp-moved";

}  // namespace

std::optional<ServerId> ServerId::parse(std::string_view pid, std::string_view start_time) {
  const auto process = parse_number<std::int64_t>(pid);
  const auto second = parse_number<std::int64_t>(start_time);
  if (!process || !second) return std::nullopt;
  return ServerId{*process, *second};
}

Precondition::Precondition(std::string target, std::string condition, std::string_view refusal)
    : target_(std::move(target)), condition_(std::move(condition)), refusal_(refusal) {}

Precondition Precondition::server(const ServerId& server) {
  const std::string known = std::to_string(server.pid) + " " + std::to_string(server.start_time);
  return {"", "#{==:#{pid} #{start_time}," + known + "}", kOtherServer};
}

Precondition Precondition::session(std::string target, std::string_view name) {
  // A target that is not there has no name.
  return {std::move(target), "#{==:#{session_name}," + format_operand(name) + "}", kOtherSession};
}

Precondition Precondition::takes_keys(std::string target) {
  return {std::move(target), "#{?#{||:#{pane_dead},#{pane_in_mode}},,1}", kTakesNoKeys};
}

Precondition Precondition::our_turn(PaneId pane, std::string_view known) {
  return {pane.text(), "#{==:#{@smcp-typing}," + format_operand(known) + "}", kNotOurTurn};
}

Precondition Precondition::not_synchronised(PaneId pane) {
  return {pane.text(), "#{==:" + is_synchronised_format(pane) + ",}", kSynchronised};
}

Precondition Precondition::synchronised_as(PaneId pane, const std::vector<PaneTerminal>& panes) {
  const std::string known = format_operand(synchronised_text(panes));
  return {pane.text(), "#{==:" + synchronised_format() + "," + known + "}", kSynchronisedAnew};
}

Precondition Precondition::outlives_session(PaneId pane, std::string_view name) {
  const std::string is_it = "#{==:#{session_name}," + format_operand(name) + "}";
  const std::string held = "#{W:#{P:#{?#{==:#{pane_id}," + pane.text() + "},1,}}}";
  const std::string by_it = "#{S:#{?" + is_it + "," + held + ",}}";
  const std::string by_another = "#{S:#{?" + is_it + ",," + held + "}}";
  return {"", "#{||:#{==:" + by_it + ",},#{!=:" + by_another + ",}}", kOwnPane};
}

Precondition Precondition::unmoved(std::string target, std::string_view format, std::string_view known) {
  return {std::move(target), "#{==:" + std::string(format) + "," + format_operand(known) + "}", kMoved};
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
  if (error_output.ends_with(kOtherServer)) {
    return Error{
        Errc::no_server,
        "the tmux server ended meanwhile, and all its sessions with it. Another one runs in its place "
        "and was left alone."};
  }
  if (error_output.ends_with(kOtherSession)) return Error{Errc::not_found, "no session of this name"};
  if (error_output.ends_with(kTakesNoKeys)) {
    return Error{
        Errc::refused,
        "keys would not reach what runs in the pane: it has just died, or somebody has just begun to "
        "scroll in it (a mode). They were not typed."};
  }
  if (error_output.ends_with(kNotOurTurn)) {
    return Error{Errc::busy,
                 "another call began to type into the pane just then; nothing was typed. Try again."};
  }
  if (error_output.ends_with(kSynchronised)) {
    return Error{
        Errc::refused,
        "the panes of this window are synchronised (synchronize-panes is on): what is typed into one "
        "goes into the others, too. Nothing was typed. Ask for the option to be turned off, or use "
        "another session."};
  }
  if (error_output.ends_with(kSynchronisedAnew)) {
    return Error{Errc::refused,
                 "which panes of this window get what is typed (synchronize-panes) was changed just then; "
                 "nothing was typed. Try again."};
  }
  if (error_output.ends_with(kOwnPane)) {
    return Error{Errc::refused, std::string(kThatIsTheOwnPane) +
                                    ": the session holds it, and would take this exchange with it. Nothing "
                                    "was killed. " +
                                    std::string(kAllowSelf)};
  }
  if (error_output.ends_with(kMoved)) {
    return Error{Errc::refused,
                 "something was typed or printed in the pane just then; nothing was typed. Try again."};
  }
  return std::nullopt;
}

}  // namespace smcp::tmux
