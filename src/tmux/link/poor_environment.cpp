#include "tmux/link/poor_environment.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/contains.hpp"
#include "text/variables.hpp"
#include "tmux/link/environment.hpp"

namespace smcp::tmux {
namespace {

constexpr auto kNothing = std::to_array<std::string_view>({
    "HOME", "LOGNAME", "PATH", "SHELL", "TERM", "USER",  // what the SDKs pass on
    "PWD", "OLDPWD", "SHLVL", "_",                       // what a shell sets for itself
    "TMUX_TMPDIR",  // where the server is, and nothing about its sessions
});

/// What child_environment() adds where no locale is set.
constexpr std::string_view kNoLocale = "LANG=C.UTF-8";

std::vector<std::string_view> folders_of(std::string_view path) {
  std::vector<std::string_view> folders;
  while (!path.empty()) {
    const auto end = std::min(path.find(':'), path.size());
    folders.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return folders;
}

std::string joined_path(std::string_view own, std::string_view login) {
  const auto theirs = folders_of(login);
  std::string path;
  for (const std::string_view folder : folders_of(own)) {
    // An empty one stands for the working directory, which is not the server's business.
    if (!folder.empty() && !contains(theirs, folder)) path.append(folder).push_back(':');
  }
  if (login.empty() && !path.empty()) path.pop_back();
  return path.append(login);
}

}  // namespace

bool is_poor(std::span<const std::string> environment) {
  const auto handed_on = hand_on(environment).environment;
  return std::all_of(handed_on.begin(), handed_on.end(), [](const std::string& entry) {
    return entry == kNoLocale || contains(kNothing, variable_name(entry));
  });
}

std::vector<std::string> child_environment_of_login(std::span<const std::string> login,
                                                    std::span<const std::string> own,
                                                    std::span<const std::string> keep) {
  auto result = child_environment(login, keep);
  const auto ours = hand_on(own, keep).environment;
  const auto own_path = variable_value(ours, "PATH");
  if (!own_path) return result;
  const bool kept = contains(keep, "PATH");
  const std::string path =
      kept ? std::string(*own_path) : joined_path(*own_path, variable_value(result, "PATH").value_or(""));
  const auto is_path = [](const std::string& entry) { return variable_name(entry) == "PATH"; };
  result.erase(std::remove_if(result.begin(), result.end(), is_path), result.end());
  result.push_back("PATH=" + path);
  return result;
}

}  // namespace smcp::tmux
