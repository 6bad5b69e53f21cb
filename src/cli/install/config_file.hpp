// Reading and replacing a client's configuration file, which the client may be writing at the same time.
#pragma once

#include <cstddef>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/result.hpp"

namespace smcp::cli {

/// Upper bound on a configuration file, in bytes. Claude Code's, the largest, has a few MiB after years.
inline constexpr std::size_t kMaxConfigFile = 64 * 1024 * 1024;
/// Upper bound on backups beside a file that differ from each other.
inline constexpr int kMaxBackups = 99;

/// A file as it was read.
struct ConfigFile {
  std::string path;  ///< as it was asked for
  std::string real;  ///< without symbolic links: what is replaced
  bool exists = false;
  std::string text;  ///< "" if it does not exist
  mode_t mode = 0;   ///< permissions, owner and group, which the new one gets
  uid_t owner = 0;
  gid_t group = 0;
};

/// Errc::io if it cannot be read or is no regular file, Errc::too_large beyond kMaxConfigFile. That it does not exist
/// is no error.
[[nodiscard]] Result<ConfigFile> read_config(const std::string& path);

/// Replaces the file by one with `text`, in one step: whoever opens it sees the old or the new text, even if the
/// machine loses its power. Missing folders are made. A symbolic link stays, and what it leads to is replaced.
/// Errc::busy if the file has changed since it was read; nothing is written then.
[[nodiscard]] Status replace_config(const ConfigFile& file, const std::string& text);

/// Keeps the text that was read in a new file beside it, NAME.before-sessions-mcp or with a number behind that, which
/// no older backup loses its name to; one with this very text is enough. Gives its path.
[[nodiscard]] Result<std::string> back_up(const ConfigFile& file);

/// The backups that are there, the newest last.
[[nodiscard]] std::vector<std::string> backups_of(const ConfigFile& file);

}  // namespace smcp::cli
