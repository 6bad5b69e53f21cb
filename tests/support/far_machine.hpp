// Another machine for a test: an account behind an sshd on loopback, with a private tmux and a login shell of the test's
// choice.
#pragma once

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/own_sshd.hpp"
#include "support/private_tmux.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

/// In a test that needs an sshd: ends the test, with a word, where there is none.
#define REQUIRE_SSHD(machine)                    \
  if (!(machine).why_not().empty()) {            \
    WARN("not tested: " << (machine).why_not()); \
    return;                                      \
  }

class FarMachine {
 public:
  struct Account {
    std::string shell = "/bin/sh";          ///< gets what ssh is to run, with `-c`
    std::string start_up = {};              ///< what its start-up file does, in sh
    std::vector<std::string> options = {};  ///< of sshd_config, as NAME=VALUE
    std::string path = {};                  ///< its PATH; if empty: one with the tmux of the tests
  };
  FarMachine() : FarMachine(Account{}) {}
  explicit FarMachine(const Account& account);

  /// Why there is none; "" if there is one.
  [[nodiscard]] const std::string& why_not() const { return sshd_.why_not(); }
  /// The ssh program that knows it as the host `far`.
  [[nodiscard]] std::string ssh() const { return dir_ / "ssh"; }
  /// More for the configuration of that ssh; what comes first counts.
  void configure(const std::string& lines) const;
  /// The tmux of the account, whose folder is its home.
  [[nodiscard]] const PrivateTmux& tmux() const { return tmux_; }

 private:
  [[nodiscard]] std::vector<std::string> options_for(const Account& account) const;

  PrivateTmux tmux_;
  TempDir dir_;
  OwnSshd sshd_;
};

}  // namespace smcp::test
