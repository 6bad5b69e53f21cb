#include "cli/socket_place.hpp"

#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace smcp::cli {

std::string why_no_socket(const tmux::Endpoint& endpoint) {
  std::error_code error;
  auto folder = std::filesystem::path(endpoint.socket_path).parent_path();
  const bool own = !endpoint.own_folder.empty() && folder == endpoint.own_folder;
  if (own && !std::filesystem::exists(folder, error)) folder = folder.parent_path();
  if (folder.empty()) folder = ".";
  const std::string named = "the folder " + folder.string();
  if (!std::filesystem::is_directory(folder, error)) return named + " does not exist";
  if (::access(folder.c_str(), W_OK | X_OK) != 0) return named + " is not writable";
  return "";
}

}  // namespace smcp::cli
