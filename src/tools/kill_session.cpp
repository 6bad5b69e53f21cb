// kill_session: the end of one session, or of several, each of which goes or stays for itself.
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "json/writer.hpp"
#include "tmux/act/kill.hpp"
#include "tools/call_target.hpp"
#include "tools/kill_report.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {
namespace {

/// If the call was judged, it kills what was judged: nothing that has got the name since.
tmux::KillTerms terms_for(const Call& call, const std::string& name) {
  if (!call.sessions_found) return {};
  for (const FoundSession& found : *call.sessions_found) {
    if (found.name == name) return {.known = tmux::KillTerms::Known{found.server, found.id}};
  }
  return {.known = tmux::KillTerms::Known{}};  // no session is that one
}

void kill_named(const CallPtr& call) {
  in_turn(call, [call] {
    const Server& server = call->server;
    tmux::kill_session(
        server.loop, call->chain, call->name(), server.own_pane,
        [call](const Result<tmux::Killed>& killed) {
          if (!killed) return call->fail(killed.error());
          std::string json;
          transport::JsonWriter writer(json);
          writer.begin_object().field("session", call->shown_name()).field("killed", true);
          write_killed(writer, *killed, call->server.prefix);
          writer.end_object();
          call->answer(std::move(json));
        },
        terms_for(*call, call->name()));
  });
}

/// Several sessions, all at once, so that one whose turn is late delays no other one. It lives as long as one
/// of its requests.
class KillSessions : public std::enable_shared_from_this<KillSessions> {
 public:
  explicit KillSessions(CallPtr call) : call_(std::move(call)) {
    for (auto& name : named_sessions(call_->arguments))
      all_.push_back({std::move(name), call_->server.new_chain(call_->chain->pinned()), {}});
  }

  void start() {
    call_->on_cancel = [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self) return;
      for (const auto& one : self->all_) one.chain->cancel();
    };
    for (std::size_t i = 0; i < all_.size(); ++i) start(i);
  }

 private:
  struct One {
    std::string name;
    tmux::Chain chain;
    std::optional<Result<tmux::Killed>> outcome;
  };

  void start(std::size_t i) {
    const One& one = all_[i];
    auto in_its_turn = [self = shared_from_this(), i](Result<Gate::Pass> pass) {
      if (!pass) return self->ended(i, pass.error());
      // The pass goes with the callback, and the next call on this session goes on.
      auto ended = [self, i, pass = std::move(*pass)](Result<tmux::Killed> outcome) {
        self->ended(i, std::move(outcome));
      };
      const Server& server = self->call_->server;
      const One& killed = self->all_[i];
      tmux::kill_session(server.loop, killed.chain, killed.name, server.own_pane, std::move(ended),
                         terms_for(*self->call_, killed.name));
    };
    in_turn_of(call_, one.chain, one.name, std::move(in_its_turn));
  }

  void ended(std::size_t i, Result<tmux::Killed> outcome) {
    all_[i].outcome.emplace(std::move(outcome));
    if (!std::all_of(all_.begin(), all_.end(), [](const One& one) { return one.outcome.has_value(); }))
      return;
    const auto& any = *all_.front().outcome;
    if (!any && any.error().code == Errc::not_installed) return call_->fail(any.error());
    call_->answer(json());
  }

  /// How many have gone, and what kept the others.
  [[nodiscard]] std::string json() const {
    const auto has_gone = [](const One& one) { return one.outcome->ok(); };
    const auto killed = std::count_if(all_.begin(), all_.end(), has_gone);
    std::string json;
    transport::JsonWriter writer(json);
    writer.begin_object().field("killed", killed);
    write_killed(writer, together(), call_->server.prefix);
    if (std::cmp_less(killed, all_.size())) {
      writer.key("failed").begin_array();
      for (const auto& one : all_) {
        if (has_gone(one)) continue;
        writer.begin_object().field("session", call_->server.shown(one.name));
        writer.field("error", call_->sentence(one.outcome->error()));
        writer.end_object();
      }
      writer.end_array();
    }
    writer.end_object();
    return json;
  }

  /// All that has ended. A session in which another one lived on may have been killed after that one.
  [[nodiscard]] tmux::Killed together() const {
    tmux::Killed all;
    for (const auto& one : all_) {
      if (one.outcome->ok()) add(all, one.outcome->value());
    }
    std::erase_if(all.lives_on, [this](const std::string& name) {
      return std::any_of(all_.begin(), all_.end(),
                         [&](const One& one) { return one.name == name && one.outcome->ok(); });
    });
    return all;
  }

  CallPtr call_;
  std::vector<One> all_;  ///< each name once
};

}  // namespace

void kill_session(Toolbox&, const CallPtr& call) {
  const bool one = call->arguments.has("name");
  const bool several = call->arguments.has("names");
  if (one && several) {
    return call->fail({Errc::invalid_argument,
                       "give either name (one session) or names (several), not both; nothing was killed"});
  }
  if (several) return std::make_shared<KillSessions>(call)->start();
  if (one) return kill_named(call);
  call->fail({Errc::invalid_argument, "name is required (non-empty string), or names for several sessions"});
}

}  // namespace smcp::tools
