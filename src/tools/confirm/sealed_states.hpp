// What a client brings back with the answer of a person: which question it was. We keep only which are still open, so that
// no state can be made up, used for another call, or used twice.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/siphash.hpp"

namespace smcp::tools {

/// A state is text: a version, a name of its own, when it ends, its target, and a keyed hash of all that and of the call.
/// The key is of this process alone; a hash of 64 bits is enough, since each guess has to come through this process, and
/// is one call.
class SealedStates {
 public:
  using Time = std::chrono::milliseconds;  ///< since any fixed moment, of a clock that never goes back

  /// How long a person has for an answer. A client shows the question at once, and the call waits in its conversation.
  static constexpr Time kLifetime{10 * 60 * 1000};
  /// How many may be open at once; the oldest one ends if there is another. A person answers one after the other, and
  /// a client need not come back with any.
  static constexpr std::size_t kMaxOpen = 64;

  SealedStates() : key_(SipKey::fresh()) {}

  /// `call` is what must be the same when the answer comes: the tool and its arguments. `target` is given back by open().
  [[nodiscard]] std::string seal(std::string_view call, std::string_view target, Time now);
  /// The target of a state that seal() has made for the same call, the first time, within kLifetime. Otherwise an error
  /// that says what is wrong, and that nothing was done. However that is: a state that we have made is used up.
  [[nodiscard]] Result<std::string> open(std::string_view state, std::string_view call, Time now);

  [[nodiscard]] std::size_t open_count() const { return open_.size(); }

 private:
  [[nodiscard]] std::string hash_of(std::string_view payload, std::string_view call) const;

  SipKey key_;
  std::deque<std::string> open_;  ///< names, the oldest first
};

}  // namespace smcp::tools
