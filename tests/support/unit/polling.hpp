// Polling a FakePane: it answers poll_pane and capture_pane.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/unit/fake_pane.hpp"
#include "tmux/read/capture.hpp"
#include "tmux/read/poll.hpp"

namespace smcp::tmux {

/// The lines of a text that does not end with a newline.
inline std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> lines;
  if (text.empty()) return lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

struct Polling {
  static constexpr std::size_t kAll = 1'000'000;

  explicit Polling(FakePane& of_pane) : pane(of_pane), client(of_pane) {}

  /// `between` is called after the answer to each request.
  template <typename Between>
  Polled poll_while(const Cursor& since, Between between, std::size_t lines = kAll) {
    std::optional<Polled> answer;
    PollRequest request;
    request.session = "job";
    request.since = since;
    request.lines = lines;
    request.colors = colors;
    request.max_bytes = 1U << 24U;
    poll_pane(chain, std::move(request), [&](Result<Polled> result) {
      REQUIRE(result);
      answer = *result;
    });
    while (client.waiting()) {
      client.answer();
      between();
    }
    REQUIRE(answer);
    return *answer;
  }
  Polled poll(const Cursor& since, std::size_t lines = kAll) {
    return poll_while(
        since, [] {}, lines);
  }
  /// Returns the first request of a poll, which is then cancelled.
  std::vector<std::string> asked_for(const Cursor& since, const std::string& session = "job") {
    PollRequest request;
    request.session = session;
    request.since = since;
    request.lines = 1;
    poll_pane(chain, std::move(request), [](const Result<Polled>&) {});
    client.cancel(0);
    return client.asked.back();
  }
  /// The cursor as a caller would send it back.
  Cursor capture() {
    std::optional<Captured> answer;
    CaptureRequest request;
    request.session = "job";
    request.lines = kAll;
    request.max_bytes = 1U << 24U;
    capture_pane(chain, std::move(request), [&](Result<Captured> result) { answer = *result; });
    while (client.waiting()) client.answer();
    REQUIRE(answer);
    text = std::string(answer->text->text());
    const auto parsed = Cursor::parse(answer->cursor.text());
    REQUIRE(parsed);
    CHECK(*parsed == answer->cursor);
    return *parsed;
  }

  FakePane& pane;
  FakePaneClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::string text;
  bool colors = false;
};

}  // namespace smcp::tmux
