#include "tmux/link/endpoint.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/environment_value.hpp"
#include "text/shell_word.hpp"

namespace smcp::tmux {
namespace {

std::string own_folder() {
  const std::string folder = resolved_folder(std::string(environment_value("TMUX_TMPDIR")));
  return (folder == "/" ? "" : folder) + "/tmux-" + std::to_string(::geteuid());
}

/// Whatever the file system says: this is asked inside callbacks of libuv, where nothing may throw.
bool is_program(const std::string& file) {
  struct stat found {};
  return ::access(file.c_str(), X_OK) == 0 && ::stat(file.c_str(), &found) == 0 && !S_ISDIR(found.st_mode);
}

}  // namespace

std::string resolved_folder(const std::string& wanted, const std::string& otherwise) {
  const auto resolve = [](const std::string& path) -> std::string {
    const std::unique_ptr<char, decltype(&std::free)> found(::realpath(path.c_str(), nullptr), &std::free);
    return found ? found.get() : "";
  };
  for (const auto& path : {wanted, otherwise}) {
    if (auto found = resolve(path); !found.empty()) return found;
  }
  return otherwise;
}

Endpoint find_endpoint(const EndpointOptions& options) {
  Endpoint endpoint;
  endpoint.binary = options.binary;
  endpoint.keep_environment = options.keep_environment;
  const auto at_path = [&endpoint](std::string path) {
    endpoint.server_flags = {"-S", path};
    endpoint.socket_path = std::move(path);
  };
  const auto by_name = [&endpoint](const std::string& name) {
    endpoint.server_flags = {"-L", name};
    endpoint.own_folder = own_folder();
    endpoint.socket_path = endpoint.own_folder + "/" + name;
  };
  const std::string_view inside = environment_value("TMUX");
  if (options.socket_path) {
    at_path(*options.socket_path);
  } else if (options.socket_name) {
    by_name(*options.socket_name);
  } else if (!inside.empty() && inside.front() != ',') {
    at_path(std::string(inside.substr(0, inside.find(','))));
  } else {
    by_name("default");
  }
  return endpoint;
}

std::string command_for_people(const Endpoint& endpoint) {
  std::string command = "tmux";
  if (endpoint.server_flags == std::vector<std::string>{"-L", "default"}) return command;
  for (const auto& flag : endpoint.server_flags) command += " " + shell_word(flag);
  return command;
}

Status check_own_folder(const std::string& folder) {
  struct stat found {};
  if (folder.empty() || ::lstat(folder.c_str(), &found) != 0) return Ok{};
  if (!S_ISDIR(found.st_mode)) return Error{Errc::refused, folder + " is not a directory"};
  if (found.st_uid != ::geteuid() || (found.st_mode & S_IRWXO) != 0)
    return Error{Errc::refused, "directory " + folder + " has unsafe permissions"};
  return Ok{};
}

Status check_socket(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0 || S_ISSOCK(found.st_mode)) return Ok{};
  return Error{Errc::refused, path + (S_ISDIR(found.st_mode) ? " is a directory" : " is a file") +
                                  ", not the socket of a tmux server. Check -S, -L and $TMUX."};
}

bool listens(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return true;
  const int status = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const bool nobody = status != 0 && (errno == ENOENT || errno == ECONNREFUSED);
  ::close(fd);
  return !nobody;
}

std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const char* const path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/bin:/usr/bin" : path;
  while (true) {
    const auto end = std::min(rest.find(':'), rest.size());
    std::string file = std::string(end == 0 ? "." : rest.substr(0, end)) + "/" + name;
    if (is_program(file)) return file;
    if (end == rest.size()) return "";
    rest.remove_prefix(end + 1);
  }
}

}  // namespace smcp::tmux
