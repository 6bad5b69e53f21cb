// A tmux::Client that a test answers for, to test what is built on one.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/unit/fake_processes.hpp"
#include "tmux/link/client.hpp"

namespace smcp::tmux {

/// Holds each request until the test answers it.
class FakeClient final : public Client {
 public:
  struct Asked {
    RequestId id;
    std::vector<std::string> argv;
    std::string input;
    uv::TimePoint deadline;
    bool keeps_path;
  };

  FakeClient() = default;
  FakeClient(const FakeClient&) = delete;
  FakeClient& operator=(const FakeClient&) = delete;
  ~FakeClient() override {
    closing_ = true;
    const auto dropped = std::move(open_);
  }

  RequestId run(Request request, Done done) override {
    const RequestId id = ++last_id_;
    if (closing_) return id;
    asked.push_back(
        {id, request.command.argv(), request.input, request.deadline, request.command.keeps_path()});
    open_.emplace(id, std::pair{std::move(request), std::move(done)});
    return id;
  }
  void cancel(RequestId id) override {
    cancelled.push_back(id);
    const auto dropped = open_.extract(id);  // destroying it may make further requests
  }

  void shorten_deadlines(std::chrono::milliseconds left) override { shortened.push_back(left); }
  [[nodiscard]] const shell::ProcessView& processes() const override { return machine; }

  /// Answers the oldest open request as tmux would.
  void answer(const std::string& output, int exit_status = 0, const std::string& error_output = "") {
    auto [request, done] = take();
    if (request.on_output) request.on_output(output);
    done(Reply{exit_status, error_output});
  }
  /// Passes output to the oldest open request, before its answer.
  void output(const std::string& text) { open_.begin()->second.first.on_output(text); }
  void answer(Error error) {
    auto [request, done] = take();
    done(std::move(error));
  }
  [[nodiscard]] std::size_t open() const { return open_.size(); }

  shell::FakeProcesses machine;
  std::vector<Asked> asked;
  std::vector<RequestId> cancelled;
  std::vector<std::chrono::milliseconds> shortened;

 private:
  std::pair<Request, Done> take() {
    auto first = std::move(open_.begin()->second);
    open_.erase(open_.begin());
    return first;
  }

  std::map<RequestId, std::pair<Request, Done>> open_;
  RequestId last_id_ = 0;
  bool closing_ = false;
};

/// The words of a precondition; without a target, none is given.
inline std::string stops_unless(const std::string& target, const std::string& condition,
                                const std::string& refusal) {
  const std::string at = target.empty() ? "" : "-t " + target + " ";
  return "if-shell -F " + at + "#{&&:" + condition + ",#{!=:1,}}  sessions-mcp-" + refusal + " ";
}

/// One whole command line, for comparing.
inline std::string joined(const std::vector<std::string>& argv) {
  std::string text;
  for (const auto& word : argv) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

/// The same without the command by which send_keys remembers what it types; that has tests of its own.
inline std::string joined_but_remembering(const std::vector<std::string>& argv) {
  std::string words = joined(argv);
  const auto option = words.find(" -- @smcp-typed ");
  if (option == std::string::npos) return words;
  const auto command = words.rfind(" ; set-option", option);
  const auto end = words.find(" ; ", option);
  words.erase(command, end == std::string::npos ? std::string::npos : end - command);
  return words;
}

}  // namespace smcp::tmux
