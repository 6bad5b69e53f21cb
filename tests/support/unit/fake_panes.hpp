// A tmux server with some panes, each the only one of its session, for code that makes several requests at
// once.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "support/unit/fake_client.hpp"
#include "support/unit/fake_pane.hpp"

namespace smcp::tmux {

/// Answers when told to; an answer describes the panes as they are at that time.
class FakePanes final : public Client {
 public:
  FakePane& add(const std::string& session, const std::string& id, std::size_t width = 40,
                std::size_t height = 6, std::size_t limit = 2000) {
    auto& pane = *panes_.emplace_back(std::make_unique<FakePane>(width, height, limit));
    pane.session = session;
    pane.id = id;
    return pane;
  }
  /// Ends the session, and the server with the last session. The pane object itself is not changed.
  void remove(const FakePane& pane) {
    const auto gone =
        std::find_if(panes_.begin(), panes_.end(), [&](const auto& one) { return one.get() == &pane; });
    removed_.push_back(std::move(*gone));
    panes_.erase(gone);
  }

  RequestId run(Request request, Done done) override {
    const RequestId id = client_.run(std::move(request), std::move(done));
    open_[id] = client_.asked.back().argv;
    return id;
  }
  void cancel(RequestId id) override {
    open_.erase(id);
    client_.cancel(id);
  }
  void shorten_deadlines(std::chrono::milliseconds) override {}
  [[nodiscard]] const shell::ProcessView& processes() const override { return machine; }
  [[nodiscard]] const std::vector<std::string>& environment() const override { return given; }
  std::vector<std::string> given;  ///< what environment() says

  shell::FakeProcesses machine;

  [[nodiscard]] std::size_t open() const { return open_.size(); }
  /// The first word of the oldest open request; "" if there is none.
  [[nodiscard]] std::string command() const { return open_.empty() ? "" : open_.begin()->second.front(); }
  [[nodiscard]] std::size_t asked() const { return client_.asked.size(); }
  /// Answers the oldest request.
  void answer() {
    const auto argv = take();
    const FakePane* const pane = find(argv);
    if (panes_.empty()) return client_.answer("", 1, "no server running on /tmp/x");
    if (argv.front() == "list-panes") {
      std::string rows;
      for (const auto& one : panes_) rows += one->answer(argv);
      return client_.answer(rows);
    }
    if (pane == nullptr) return client_.answer("", 1, "can't find pane: x");
    client_.answer(pane->answer(argv));
  }
  void answer(Error error) {
    take();
    client_.answer(std::move(error));
  }

 private:
  std::vector<std::string> take() {
    auto argv = std::move(open_.begin()->second);
    open_.erase(open_.begin());
    return argv;
  }
  [[nodiscard]] const FakePane* find(const std::vector<std::string>& argv) const {
    const auto flag = std::find(argv.begin(), argv.end(), "-t");
    if (flag == argv.end()) return nullptr;
    const std::string& target = *(flag + 1);
    const auto found = std::find_if(panes_.begin(), panes_.end(), [&](const auto& pane) {
      return target == pane->id || target == "=" + pane->session + ":";
    });
    return found == panes_.end() ? nullptr : found->get();
  }

  std::vector<std::unique_ptr<FakePane>> panes_;
  std::vector<std::unique_ptr<FakePane>> removed_;
  FakeClient client_;
  std::map<RequestId, std::vector<std::string>> open_;
};

}  // namespace smcp::tmux
