#include "tmux/link/environment.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

#include "base/contains.hpp"
#include "text/variables.hpp"
#include "tmux/link/not_handed_on.hpp"

namespace smcp::tmux {
namespace {

constexpr auto kWhereWeAre = std::to_array<std::string_view>({"TMUX", "TMUX_PANE"});

bool matches(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return name == pattern;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

/// The launchers whose folders are removed from PATH.
struct Launchers {
  std::string virtual_bin;  ///< the bin folder of a virtual environment that is not handed on; may be empty
  bool npm = false;
  bool uv = false;

  [[nodiscard]] bool put_in_front(std::string_view folder) const {
    if (npm && (folder.ends_with("/node_modules/.bin") || folder.ends_with("/node-gyp-bin"))) return true;
    if (!uv || !folder.ends_with("/bin")) return false;
    const std::string mark = std::string(folder.substr(0, folder.size() - 3)) + "pyvenv.cfg";
    return ::access(mark.c_str(), F_OK) == 0;
  }
};

Launchers launchers(std::span<const std::string> environment, const std::vector<std::string>& withheld) {
  Launchers found;
  const auto folder = variable_value(environment, "VIRTUAL_ENV");
  if (folder && !folder->empty() && contains(withheld, "VIRTUAL_ENV"))
    found.virtual_bin = std::string(*folder) + "/bin";
  found.npm = std::any_of(withheld.begin(), withheld.end(),
                          [](const std::string& name) { return name.starts_with("npm_"); });
  found.uv = contains(withheld, "UV");
  return found;
}

std::string path_without(std::string_view path, const Launchers& launchers,
                         std::vector<std::string>& left_out) {
  std::string kept;
  bool at_front = true;
  for (bool last = false; !last;) {
    const auto end = path.find(':');
    last = end == std::string_view::npos;
    const std::string_view folder = path.substr(0, end);
    if (!last) path.remove_prefix(end + 1);
    const bool of_virtual = !launchers.virtual_bin.empty() && folder == launchers.virtual_bin;
    if (of_virtual || (at_front && launchers.put_in_front(folder))) {
      left_out.emplace_back(folder);
      continue;
    }
    if (!at_front) kept.push_back(':');
    kept.append(folder);
    at_front = false;
  }
  return kept;
}

}  // namespace

HandedOn hand_on(std::span<const std::string> environment, std::span<const std::string> keep) {
  HandedOn result;
  const auto table = not_handed_on();
  const auto withhold = [&](std::string_view name, bool conditional) {
    if (contains(keep, name)) return false;
    return std::any_of(table.begin(), table.end(), [&](const NotHandedOn& line) {
      if (line.only_with.empty() == conditional || !matches(line.name, name)) return false;
      return !conditional || contains(result.withheld, line.only_with);
    });
  };
  for (const bool conditional : {false, true}) {
    for (const std::string_view entry : environment) {
      if (withhold(variable_name(entry), conditional)) result.withheld.emplace_back(variable_name(entry));
    }
  }
  std::sort(result.withheld.begin(), result.withheld.end());
  const Launchers known = launchers(environment, result.withheld);
  for (const std::string_view entry : environment) {
    const auto name = variable_name(entry);
    if (contains(kWhereWeAre, name) || contains(result.withheld, name)) continue;
    if (name != "PATH" || contains(keep, name) || name.size() == entry.size()) {
      result.environment.emplace_back(entry);
      continue;
    }
    const std::string path = path_without(entry.substr(name.size() + 1), known, result.left_out_of_path);
    // If PATH held only a launcher's folders, tmux's own default is better than an empty PATH, which means
    // the working directory.
    if (!path.empty() || result.left_out_of_path.empty()) result.environment.push_back("PATH=" + path);
  }
  return result;
}

std::vector<std::string> own_environment() {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) result.emplace_back(*entry);
  return result;
}

std::vector<std::string> child_environment(std::span<const std::string> keep) {
  return child_environment(own_environment(), keep);
}

std::vector<std::string> child_environment(std::span<const std::string> whole,
                                           std::span<const std::string> keep) {
  auto result = hand_on(whole, keep).environment;
  const auto names_locale = [&result](std::string_view name) {
    const auto value = variable_value(result, name);
    return value && !value->empty();
  };
  if (!names_locale("LC_ALL") && !names_locale("LC_CTYPE") && !names_locale("LANG"))
    result.emplace_back("LANG=C.UTF-8");
  return result;
}

std::vector<std::string> without_path(std::vector<std::string> environment) {
  std::erase_if(environment, [](const std::string& entry) { return variable_name(entry) == "PATH"; });
  return environment;
}

bool is_variable_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
  const auto fits = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && is_letter(name.front()) && std::all_of(name.begin(), name.end(), fits);
}

Status check_kept_name(std::string_view name) {
  if (!is_variable_name(name)) {
    return Error{Errc::invalid_argument,
                 "\"" + std::string(name) +
                     "\" is not the name of an environment variable (letters, digits and underscores)"};
  }
  if (contains(kWhereWeAre, name)) {
    return Error{Errc::invalid_argument, std::string(name) +
                                             " says which pane this program itself runs in, and is never "
                                             "handed on"};
  }
  return Ok{};
}

}  // namespace smcp::tmux
