// An account behind an sshd on loopback: what a login there finds is the test's choice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/child.hpp"
#include "support/own_sshd.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

class FarAccount {
 public:
  struct Login {
    std::string shell = "/bin/sh";          ///< gets what ssh is to run, with `-c`
    std::string start_up = {};              ///< what its start-up file does, in sh
    std::vector<std::string> options = {};  ///< of sshd_config, as NAME=VALUE
    std::string path = {};                  ///< its PATH; if empty: that of `environment`
  };
  /// `environment` is what it finds; HOME is its home.
  FarAccount(const Environment& environment, const Login& login);

  /// Why there is none; "" if there is one.
  [[nodiscard]] const std::string& why_not() const { return sshd_.why_not(); }
  /// The ssh program that knows it as the host `far`, in a folder that has nothing else to run.
  [[nodiscard]] std::string ssh() const { return dir_ / "ssh"; }
  /// Of 127.0.0.1, where it is.
  [[nodiscard]] std::uint16_t port() const { return sshd_.port(); }
  /// More for the configuration of that ssh; what comes first counts.
  void configure(const std::string& lines) const;

 private:
  [[nodiscard]] std::vector<std::string> options_for(const Environment& environment,
                                                     const Login& login) const;

  TempDir dir_;
  OwnSshd sshd_;
};

}  // namespace smcp::test
