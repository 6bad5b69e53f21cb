// What is kept of questions between the calls.
#pragma once

#include <chrono>

#include "tools/confirm/confirm_class.hpp"
#include "tools/confirm/sealed_states.hpp"

namespace smcp::tools {

struct Confirmation {
  ConfirmClass asked = ConfirmClass::nothing;
  /// How long a call waits for the person. The call's own time does not run meanwhile.
  std::chrono::milliseconds patience = SealedStates::kLifetime;
  SealedStates states;
};

}  // namespace smcp::tools
