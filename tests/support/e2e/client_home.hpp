// A home with clients in it: their configuration files, and commands that write down how they were called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "support/child.hpp"
#include "support/temp_dir.hpp"

namespace smcp::test {

/// The program is run in it with the folder `project` as current directory, and with nothing on PATH but the folder
/// `bin` of this home and the system's own.
class ClientHome {
 public:
  ClientHome();

  [[nodiscard]] std::string operator/(std::string_view name) const { return dir_ / name; }
  [[nodiscard]] std::string read(std::string_view name) const;
  void write(std::string_view name, std::string_view text) const;
  [[nodiscard]] bool has(std::string_view name) const;

  /// Puts a command into `bin` which writes its arguments to the file NAME.argv, one a line, and then runs this script
  /// in sh, in which "$@" are the arguments.
  void add_command(const std::string& name, std::string_view script = "") const;
  /// The arguments of its last call; nothing if there was none.
  [[nodiscard]] std::vector<std::string> arguments_of(const std::string& name) const;

  [[nodiscard]] CommandResult run(std::vector<std::string> arguments) const;
  /// All files with their contents and permissions, to tell whether anything has changed.
  [[nodiscard]] std::string everything() const;

  std::string program;  ///< which is run; the built one at first
  Environment environment;

 private:
  TempDir dir_;
};

/// Whether the text holds the part; checks it, and shows the text if it does not.
bool says(const std::string& text, std::string_view part);

}  // namespace smcp::test
