// The requests that we have sent to the client, and that it has not answered yet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "base/unique_function.hpp"
#include "transport/question.hpp"

namespace smcp::transport {

/// Each is called back at most once: by the first answer, or never if it is withdrawn.
class OwnRequests {
 public:
  using OnAnswer = UniqueFunction<void(Answer)>;

  /// How many may be open at once. A person answers one after the other; and a client that never answers, or does not
  /// read, is not sent more than this.
  static constexpr std::size_t kMaxOpen = 16;

  [[nodiscard]] bool full() const { return open_.size() >= kMaxOpen; }
  /// The id of a new request, never 0. It must not be full().
  [[nodiscard]] std::uint64_t add(OnAnswer on_answer);
  /// Takes what the client answers to `id`, raw JSON. An id that is not open, because it is unknown, answered or
  /// withdrawn, has no effect.
  void answer(std::string_view id, Answer answer);
  /// Whether it was open; from now on nobody is called back.
  bool withdraw(std::uint64_t id) { return !open_.extract(id).empty(); }

  [[nodiscard]] std::size_t size() const { return open_.size(); }

 private:
  std::map<std::uint64_t, OnAnswer> open_;
  std::uint64_t last_id_ = 0;
};

}  // namespace smcp::transport
