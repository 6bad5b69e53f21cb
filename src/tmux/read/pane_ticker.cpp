#include "tmux/read/pane_ticker.hpp"

#include <algorithm>
#include <utility>

#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

PaneTicker::Panes parse(std::string_view text) {
  PaneTicker::Panes panes;
  for (const auto line : split_lines(text)) {
    if (auto state = parse_pane_state(line)) panes.push_back(std::move(*state));
  }
  return panes;
}

}  // namespace

PaneTicker::Watch::~Watch() {
  ticker_.remove(id_);
}

PaneTicker::PaneTicker(uv::Loop& loop, Client& client, std::chrono::milliseconds allowed)
    : client_(client), allowed_(allowed), timer_(loop, [this] { look(); }) {}

PaneTicker::~PaneTicker() {
  if (chain_) chain_->cancel();
}

std::unique_ptr<PaneTicker::Watch> PaneTicker::watch(std::chrono::milliseconds at_most,
                                                     UniqueFunction<bool(const Panes&)> on_look) {
  const std::uint64_t id = ++last_id_;
  watches_[id] = {at_most, std::make_shared<UniqueFunction<bool(const Panes&)>>(std::move(on_look))};
  pause_ = kBusyPause;
  if (!chain_) schedule();  // never later than a look that is due, which new watches must not put off
  return std::unique_ptr<Watch>(new Watch(*this, id));
}

void PaneTicker::remove(std::uint64_t id) {
  watches_.erase(id);
  if (!watches_.empty()) return;
  timer_.stop();
  due_.reset();
  if (chain_) chain_->cancel();
  chain_ = nullptr;
}

void PaneTicker::look() {
  due_.reset();
  told_up_to_ = last_id_;
  Command list("list-panes");
  list.flag("-a").flag("-F").arg(timeless_pane_state_format());
  chain_ = std::make_shared<RequestChain>(client_, allowed_);
  chain_->run(std::move(list), [this](const Result<std::string>& text) { looked(text); });
}

void PaneTicker::looked(const Result<std::string>& text) {
  const auto finished = std::exchange(chain_, nullptr);
  const bool no_server =
      !text && (text.error().code == Errc::no_server || text.error().code == Errc::not_found);
  bool happened = false;
  if (text || no_server) {
    const Panes panes = text ? parse(*text) : Panes{};
    std::vector<std::uint64_t> ids;
    for (const auto& [id, entry] : watches_) {
      if (id <= told_up_to_) ids.push_back(id);
    }
    for (const auto id : ids) {
      const auto found = watches_.find(id);
      if (found == watches_.end()) continue;
      const auto on_look = found->second.on_look;  // a copy, because it may end its own watch
      if ((*on_look)(panes)) happened = true;
    }
  }
  const bool new_watch = last_id_ != told_up_to_;
  pause_ = happened || new_watch ? kBusyPause : std::min(pause_ + pause_ / 2, kQuietPause);
  if (!watches_.empty() && !chain_) schedule();
}

void PaneTicker::schedule() {
  auto pause = pause_;
  for (const auto& [id, entry] : watches_) pause = std::min(pause, entry.at_most);
  const auto due = uv::Clock::now() + pause;
  if (due_ && *due_ <= due) return;
  due_ = due;
  timer_.start(pause);
}

}  // namespace smcp::tmux
