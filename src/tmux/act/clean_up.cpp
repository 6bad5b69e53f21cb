#include "tmux/act/clean_up.hpp"

#include <chrono>
#include <utility>

namespace smcp::tmux {
namespace {

/// Time allowed for a clean-up: the server is running, and we may be shutting down.
constexpr std::chrono::milliseconds kCleanUpTime{1500};

}  // namespace

void clean_up(Client& client, Command command, Client::Done done) {
  client.run(Request{std::move(command), {}, uv::Clock::now() + kCleanUpTime, {}, true}, std::move(done));
}

void clean_up(Client& client, Command command) {
  clean_up(client, std::move(command), [](const Result<Reply>&) {});
}

}  // namespace smcp::tmux
