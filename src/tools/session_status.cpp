// session_status: every session in one line each.
#include <algorithm>
#include <utility>
#include <vector>

#include "json/writer.hpp"
#include "shell/foreground.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/status/glance.hpp"
#include "tmux/status/session_panes.hpp"
#include "tmux/status/status_tokens.hpp"
#include "tools/status_line.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

/// One call on its way. Lives as long as one of its requests.
class SessionStatus : public std::enable_shared_from_this<SessionStatus> {
 public:
  explicit SessionStatus(CallPtr call) : call_(std::move(call)) {}

  void start() {
    if (call_->arguments.has("since"))
      since_ = call_->server.status_tokens.find(call_->arguments.text("since"));
    const auto self = shared_from_this();
    tmux::list_session_panes(call_->chain, [self](const Result<std::vector<tmux::SessionPane>>& panes) {
      if (!panes) return self->call_->fail(panes.error());
      self->choose(*panes);
      self->see();
    });
  }

 private:
  /// The sessions that were named, each once, or all. One that is not there does not spoil the others.
  void choose(const std::vector<tmux::SessionPane>& all) {
    if (!call_->arguments.has("names")) {
      chosen_ = all;
      return;
    }
    std::vector<std::string> names;
    for (const auto& name : call_->arguments.texts("names")) {
      if (std::find(names.begin(), names.end(), name) != names.end()) continue;
      names.push_back(name);
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const auto& pane) { return pane.state.session == name; });
      if (found == all.end()) {
        errors_.push_back(tmux::no_such_session(name));
      } else {
        chosen_.push_back(*found);
      }
    }
  }

  void see() {
    if (chosen_.empty() && !errors_.empty()) return call_->fail(errors_.front());
    std::vector<tmux::PaneState> panes;
    panes.reserve(chosen_.size());
    for (const auto& pane : chosen_) panes.push_back(pane.state);
    const auto self = shared_from_this();
    tmux::glance_at_panes(call_->chain, std::move(panes), since_,
                          [self](const Result<std::vector<std::optional<tmux::Glance>>>& glances) {
                            if (!glances) return self->call_->fail(glances.error());
                            self->finish(*glances);
                          });
    find_foregrounds();
  }

  /// Reads /proc while tmux is busy with its answer.
  void find_foregrounds() {
    while (foregrounds_.size() < chosen_.size()) {
      const auto& pane = chosen_[foregrounds_.size()];
      foregrounds_.push_back(pane.state.dead ? shell::Foreground::running
                                             : shell::foreground_of(call_->chain->processes(), pane.state.pid,
                                                                    pane.state.tty, pane.command));
    }
  }

  void finish(const std::vector<std::optional<tmux::Glance>>& glances) {
    find_foregrounds();  // if the answer was there at once
    std::vector<StatusLine> lines;
    tmux::StatusSnapshot seen(!call_->arguments.has("names"));
    for (std::size_t i = 0; i < chosen_.size(); ++i) {
      const auto& pane = chosen_[i];
      if (!glances[i]) {
        lines.push_back(gone(pane.state.session));
        continue;
      }
      lines.push_back(status_line(pane, foregrounds_[i], *glances[i]));
      seen.add(glances[i]->state.pane, glances[i]->cursor);
    }
    const auto text = std::make_shared<std::string>(lines.empty() ? "no sessions" : join_lines(lines));
    const auto token = call_->server.status_tokens.keep(std::move(seen));
    call_->reply.answer(transport::ToolResult::text({*text, text}, about(token)));
  }

  [[nodiscard]] std::string about(const std::string& token) const {
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("sessions", chosen_.size()).field("since", token);
    if (call_->arguments.has("since") && !since_) writer.field("unknown_since", true);
    if (!errors_.empty()) {
      writer.key("errors").begin_array();
      for (const auto& error : errors_) writer.string(error.message);
      writer.end_array();
    }
    writer.end_object();
    return json;
  }

  CallPtr call_;
  std::shared_ptr<const tmux::StatusSnapshot> since_;
  std::vector<tmux::SessionPane> chosen_;
  std::vector<shell::Foreground> foregrounds_;  ///< of the first of chosen_
  std::vector<Error> errors_;
};

}  // namespace

void session_status(Toolbox&, const CallPtr& call) {
  in_captures(call, [call] { std::make_shared<SessionStatus>(call)->start(); });
}

}  // namespace smcp::tools
