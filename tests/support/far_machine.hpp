// Another machine for a test: an account behind an sshd on loopback, with a login shell of the test's choice, and a
// private tmux.
#pragma once

#include <cstdint>
#include <string>

#include "support/catch.hpp"
#include "support/far_account.hpp"
#include "support/private_tmux.hpp"

namespace smcp::test {

/// In a test that needs an sshd: ends the test, with a word, where there is none.
#define REQUIRE_SSHD(machine)                    \
  if (!(machine).why_not().empty()) {            \
    WARN("not tested: " << (machine).why_not()); \
    return;                                      \
  }

class FarMachine {
 public:
  using Account = FarAccount::Login;
  FarMachine() : FarMachine(Account{}) {}
  explicit FarMachine(const Account& account);

  /// Why there is none; "" if there is one.
  [[nodiscard]] const std::string& why_not() const { return account_.why_not(); }
  /// The ssh program that knows it as the host `far`.
  [[nodiscard]] std::string ssh() const { return account_.ssh(); }
  /// Of its sshd, on 127.0.0.1.
  [[nodiscard]] std::uint16_t ssh_port() const { return account_.port(); }
  /// More for the configuration of that ssh; what comes first counts.
  void configure(const std::string& lines) const { account_.configure(lines); }
  /// The tmux of the account, whose folder is its home.
  [[nodiscard]] const PrivateTmux& tmux() const { return tmux_; }

 private:
  PrivateTmux tmux_;
  FarAccount account_;
};

}  // namespace smcp::test
