#include "cli/leave_keys.hpp"

#include <algorithm>

namespace smcp::cli {
namespace {

constexpr char kEscape = '\033';
constexpr char kBell = '\a';
constexpr char kControlC = '\003';

}  // namespace

bool LeaveKeys::feed(std::string_view bytes, TimePoint now) {
  if (now - last_ >= kPause) state_ = State::keys;
  last_ = now;
  return std::any_of(bytes.begin(), bytes.end(), [this](char c) {
    const bool key = state_ == State::keys || state_ == State::escape;
    if (c == kControlC || (key && c == 'q')) return true;
    next(c);
    return false;
  });
}

void LeaveKeys::next(char c) {
  length_ = state_ == State::keys ? 0 : length_ + 1;
  if (length_ > kLongest) state_ = State::keys;
  switch (state_) {
    case State::keys:
      if (c == kEscape) state_ = State::escape;
      break;
    case State::escape:
      length_ = 0;
      state_ = c == '['                                                      ? State::sequence
               : c == 'O'                                                    ? State::one_more
               : std::string_view("]PX^_").find(c) != std::string_view::npos ? State::text
               : c == kEscape                                                ? State::escape
                                                                             : State::keys;
      break;
    case State::sequence:
      if (c == kEscape) state_ = State::escape;
      if (c >= '@' && c <= '~') state_ = State::keys;
      break;
    case State::one_more:
      state_ = State::keys;
      break;
    case State::text:
      if (c == kEscape) state_ = State::text_escape;
      if (c == kBell) state_ = State::keys;
      break;
    case State::text_escape:
      state_ = c == '\\' ? State::keys : State::escape;
      if (state_ == State::escape) next(c);
      break;
  }
}

}  // namespace smcp::cli
