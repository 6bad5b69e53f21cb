// An SSH server for a test: on a port of its own, and gone at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "support/child.hpp"
#include "support/fd.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

class OwnSshd {
 public:
  enum class Admits {
    nobody,     ///< it asks for passwords and takes none, and has no privileges
    an_account  ///< far_user()'s, or else this user's, for who has its key
  };
  /// `more` are options of sshd_config, as NAME=VALUE, which come before its own.
  explicit OwnSshd(Admits admits = Admits::nobody, const std::vector<std::string>& more = {});

  /// Why there is none; "" if there is one, which takes connections to 127.0.0.1.
  [[nodiscard]] const std::string& why_not() const { return why_not_; }
  /// Why log_in() does not do; "" if it does. An sshd without privileges gives no terminal where those of this machine are
  /// not in the group `tty`, and an account without a password or a login shell is not let in.
  [[nodiscard]] std::string why_no_terminal() const;
  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// A command line that logs in to the account, at a terminal, and runs `program`.
  [[nodiscard]] std::string log_in(const std::string& program) const;
  /// Makes an ssh_config at `path` in which the account is the host `far`, and each `far-…`.
  void write_configuration(const std::string& path) const;

 private:
  [[nodiscard]] std::string log_in(const std::string& terminal, const std::string& program) const;
  [[nodiscard]] std::string make_key(const char* name) const;
  [[nodiscard]] std::vector<std::string> options_for_account();
  [[nodiscard]] std::vector<std::string> without_privileges(const std::string& host_key);

  TempDir dir_;
  std::string why_not_;
  Fd held_;  ///< has the port for itself before sshd does
  std::uint16_t port_ = 0;
  std::unique_ptr<Child> child_;
};

}  // namespace smcp::test
