// session_status: every session in one line each.
#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/called_back.hpp"
#include "base/contains.hpp"
#include "base/task.hpp"
#include "json/writer.hpp"
#include "shell/foreground.hpp"
#include "shell/front.hpp"
#include "shell/front_name.hpp"
#include "shell/shells.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/status/glance.hpp"
#include "tmux/status/session_panes.hpp"
#include "tmux/status/status_tokens.hpp"
#include "tools/status_line.hpp"
#include "tools/tool.hpp"
#include "tools/write_errors.hpp"

namespace smcp::tools {
namespace {

using SessionPanes = std::vector<tmux::SessionPane>;
using Glances = std::vector<std::optional<tmux::Glance>>;

/// One call: run_all() names its steps.
class SessionStatus {
 public:
  explicit SessionStatus(CallPtr call) : call_(std::move(call)) {}

  Task<Result<transport::ToolResult>> run_all() {
    if (call_->arguments.has("since"))
      since_ = call_->server.status_tokens.find(call_->arguments.text("since"));
    auto listing = called_back<Result<SessionPanes>>(
        [chain = call_->chain](auto listed) { tmux::list_session_panes(chain, std::move(listed)); });
    const auto all = co_await listing;
    if (!all) co_return all.error();
    auto finding = called_back<Result<tmux::OwnPanes>>(
        [this](auto found) { tmux::find_own_panes(call_->chain, call_->server.home, std::move(found)); });
    const auto own = co_await finding;
    if (!own) co_return own.error();
    own_ = own->sessions;
    choose(*all);
    if (chosen_.empty() && !errors_.empty()) co_return errors_.front();
    auto seeing = called_back<Result<Glances>>([this](auto seen) { see(std::move(seen)); });
    const auto glances = co_await seeing;
    if (!glances) co_return glances.error();
    co_return answer(*glances);
  }

 private:
  /// The sessions that were named, each once, or all. One that is not there does not spoil the others.
  void choose(const SessionPanes& all) {
    if (!call_->arguments.has("names")) {
      for (const auto& pane : all) {
        if (!call_->lists(pane.state.session)) continue;
        if (const Status shown = call_->may_show(pane.state.session)) {
          chosen_.push_back(pane);
        } else {
          errors_.push_back(shown.error());
        }
      }
      return;
    }
    std::vector<std::string> names;
    for (const auto& name : call_->arguments.texts("names")) {
      if (contains(names, name)) continue;
      names.push_back(name);
      const auto found = std::find_if(all.begin(), all.end(), [&](const tmux::SessionPane& pane) {
        return pane.state.session == name && call_->chain->pinned().may_be(name, pane.id);
      });
      if (found == all.end()) {
        errors_.push_back(tmux::no_such_session(name));
      } else {
        chosen_.push_back(*found);
      }
    }
  }

  /// What one waits for: what tmux says of the chosen panes, and what their machine says of who has their terminals.
  struct Looks {
    std::optional<Result<Glances>> glances;
    bool has_hands = false;
    UniqueFunction<void(Result<Glances>)> seen;

    void tell() {
      if (glances && has_hands) seen(*std::move(glances));
    }
  };

  /// Asks the machine while tmux is busy with its answer.
  void see(UniqueFunction<void(Result<Glances>)> seen) {
    std::vector<tmux::PaneState> panes;
    std::vector<std::string> ttys;
    panes.reserve(chosen_.size());
    ttys.reserve(chosen_.size());
    for (const auto& pane : chosen_) {
      panes.push_back(pane.state);
      if (!pane.state.dead) ttys.push_back(pane.state.tty);
    }
    const tmux::Chain chain = call_->chain;
    const auto looks = std::make_shared<Looks>();
    looks->seen = std::move(seen);
    tmux::glance_at_panes(chain, std::move(panes), since_, [looks](Result<Glances> glances) {
      looks->glances = std::move(glances);
      looks->tell();
    });
    if (chain->cancelled()) return;  // and with it went this call
    chain->look(ttys, [this, looks] {
      see_hands();
      looks->has_hands = true;
      looks->tell();
    });
  }

  void see_hands() {
    hands_.reserve(chosen_.size());
    for (const auto& pane : chosen_) {
      hands_.push_back(hands_of(call_->chain->processes(), pane));
      hands_.back().holds_us = contains(own_, pane.id);
    }
  }

  static PaneHands hands_of(const shell::ProcessView& processes, const tmux::SessionPane& pane) {
    if (pane.state.dead) return {};
    PaneHands hands{shell::foreground_of(processes, pane.state.pid, pane.state.tty, pane.command)};
    const auto front = shell::front_of(processes, pane.state.pid, pane.state.tty);
    hands.carrier = front.kind == shell::Front::Kind::carrier;
    const bool inner_shell = front.kind == shell::Front::Kind::shell && !front.first;
    if (hands.carrier || inner_shell) hands.inside = shell::front_name(processes, front);
    hands.fish = shell::shell_kind(front.process.name) == shell::ShellKind::fish;
    return hands;
  }

  [[nodiscard]] transport::ToolResult answer(const Glances& glances) const {
    std::vector<StatusLine> lines;
    tmux::StatusSnapshot seen(!call_->arguments.has("names"));
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      const auto& pane = chosen_[i];
      if (!glances[i]) {
        lines.push_back(gone(call_->server.shown(pane.state.session)));
        continue;
      }
      lines.push_back(status_line(pane, hands_[i], *glances[i]));
      lines.back().head = call_->server.shown(std::move(lines.back().head));
      seen.add(glances[i]->state.pane, glances[i]->cursor);
    }
    const auto text = std::make_shared<std::string>(lines.empty() ? "no sessions" : join_lines(lines));
    const auto token = call_->server.shown(call_->server.status_tokens.keep(std::move(seen)));
    return transport::ToolResult::text({*text, text}, about(token));
  }

  [[nodiscard]] std::string about(const std::string& token) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("sessions", chosen_.size()).field("since", token);
    if (call_->arguments.has("since") && !since_) writer.field("unknown_since", true);
    write_errors(writer, call_->in_sentences(errors_));
    writer.end_object();
    return json;
  }

  CallPtr call_;
  std::shared_ptr<const tmux::StatusSnapshot> since_;
  SessionPanes chosen_;
  std::vector<PaneHands> hands_;      ///< of chosen_
  std::vector<tmux::SessionId> own_;  ///< those that hold the pane in which we run
  std::vector<Error> errors_;
};

Task<Result<transport::ToolResult>> status_of_sessions(CallPtr call) {
  SessionStatus status(std::move(call));
  auto steps = status.run_all();
  co_return co_await steps;
}

}  // namespace

void session_status(Toolbox&, const CallPtr& call) {
  in_captures(call, [call] { answer_with(call, status_of_sessions(call)); });
}

}  // namespace smcp::tools
