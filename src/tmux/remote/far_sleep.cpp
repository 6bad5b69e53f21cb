#include "tmux/remote/far_sleep.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <sys/sysmacros.h>

#include "shell/local_sleep.hpp"

namespace smcp::tmux {
namespace {

using shell::Sleep;

enum class Kind { terminal, memory, pipe, other };

Kind kind_of(std::string_view word, std::int64_t terminal) {
  if (word == "p") return Kind::pipe;
  unsigned high = 0;
  unsigned low = 0;
  const char* const last = word.data() + word.size();
  const auto [comma, bad] = std::from_chars(word.data(), last, high);
  if (bad != std::errc{} || comma == last || *comma != ',') return Kind::other;
  if (std::from_chars(comma + 1, last, low).ptr != last) return Kind::other;
  constexpr unsigned kMemoryDevices = 1;
  if (high == kMemoryDevices) return Kind::memory;
  const bool own = high == 5 && low == 0;  // /dev/tty
  return own || shell::number_of_device(makedev(high, low)) == terminal ? Kind::terminal : Kind::other;
}

/// Calls `each` with the number of each descriptor and what it is.
template <typename Each>
void each_descriptor(std::string_view list, std::int64_t terminal, Each each) {
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(' '));
    list.remove_prefix(std::min(word.size() + 1, list.size()));
    std::uint64_t fd = 0;
    const auto [colon, bad] = std::from_chars(word.data(), word.data() + word.size(), fd);
    if (bad != std::errc{} || colon == word.data() + word.size() || *colon != ':') continue;
    each(fd, kind_of(word.substr(static_cast<std::size_t>(colon - word.data()) + 1), terminal));
  }
}

Sleep::Open judge_open(const SeenSleep& seen, std::int64_t terminal, Sleep::Channel channel) {
  if (seen.descriptors.empty()) return Sleep::Open::unreadable;
  bool has_terminal = false;
  bool has_more = false;
  each_descriptor(seen.descriptors, terminal, [&](std::uint64_t, Kind kind) {
    has_terminal = has_terminal || kind == Kind::terminal;
    // A pipe has a channel of its own.
    has_more = has_more || kind == Kind::other || (kind == Kind::pipe && channel == Sleep::Channel::polls);
  });
  if (!has_terminal) return Sleep::Open::no_terminal;
  return has_more ? Sleep::Open::terminal_and_more : Sleep::Open::terminal_alone;
}

Sleep::Call judge_call(const SeenSleep& seen, std::int64_t terminal, Sleep::Open open) {
  using Waits = shell::InputCall::Kind;
  const auto call = shell::parse_input_call(seen.call);
  if (!call) return Sleep::Call::other;
  if (seen.descriptors.empty()) return Sleep::Call::unreadable;
  // A set of one is that of the first descriptor.
  const bool one = call->kind == Waits::reads || (call->kind == Waits::selects && call->count == 1);
  const std::uint64_t awaited = call->kind == Waits::reads ? call->fds : 0;
  bool waits = !one && open == Sleep::Open::terminal_alone;
  // What else it polls is in its memory, and there may be more than its terminal.
  if (!one && !waits) return Sleep::Call::unreadable;
  each_descriptor(seen.descriptors, terminal, [&](std::uint64_t fd, Kind kind) {
    waits = waits || (one && fd == awaited && kind == Kind::terminal);
  });
  if (!waits) return Sleep::Call::other;
  return call->ends ? Sleep::Call::waits_for_a_time : Sleep::Call::waits_for_terminal;
}

}  // namespace

Sleep judge_sleep(const SeenSleep& seen, const shell::ProcessState& process, bool same_calls) {
  Sleep sleep;
  sleep.sleeping = process.sleeping;
  sleep.channel = shell::parse_wait_channel(seen.channel);
  sleep.open = judge_open(seen, process.terminal, sleep.channel);
  const bool has_call = same_calls && !seen.call.empty() && !shell::is_foreign_call(seen.call);
  if (has_call) sleep.call = judge_call(seen, process.terminal, sleep.open);
  return sleep;
}

}  // namespace smcp::tmux
