// A chain of requests that a test answers for, and what comes of it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "support/unit/fake_client.hpp"
#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

template <typename T>
struct Asking {
  FakeClient client;
  Chain chain = std::make_shared<RequestChain>(client, std::chrono::seconds(10));
  std::optional<Result<T>> result;
  auto take() {
    return [this](Result<T> r) { result.emplace(std::move(r)); };
  }
};

}  // namespace smcp::tmux
