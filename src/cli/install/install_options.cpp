#include "cli/install/install_options.hpp"

#include <utility>

#include "cli/given_options.hpp"
#include "cli/option_table.hpp"
#include "cli/options.hpp"
#include "text/nearest.hpp"

namespace smcp::cli {
namespace {

/// Options of the server would be lost without a word if they were taken for those of this command.
Status check_places(const GivenOptions& given) {
  for (const auto name : given.names()) {
    if (!find_option(name)->commands.empty() || name == "help" || name == "version") continue;
    return usage_error("--" + std::string(name) +
                       " is an option of the server; such options stand at the end, behind --.");
  }
  return Ok{};
}

Status read_name(const GivenOptions& given, InstallOptions& options) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const std::string name = given.spoken("name").value_or(options.name);
  const bool good = !name.empty() && name.size() <= kMaxServerName && name.front() != '-' &&
                    name.find_first_not_of(kAllowed) == std::string::npos;
  if (!good) {
    return usage_error("--name must be 1 to " + std::to_string(kMaxServerName) +
                       " letters, digits, \"-\" and \"_\" (no \"-\" first), not \"" + name + "\".");
  }
  options.name = name;
  return Ok{};
}

Status read_scope(const GivenOptions& given, InstallOptions& options) {
  const std::string scope = given.spoken("scope").value_or("user");
  if (scope != "user" && scope != "project")
    return usage_error("--scope must be user or project, not \"" + scope + "\".");
  options.scope = scope == "user" ? Scope::user : Scope::project;
  return Ok{};
}

Status find_named_client(const std::vector<std::string>& words, bool several, InstallOptions& options) {
  if (words.size() < 2 || (words.size() > 2 && !several))
    return usage_error(words[0] + " needs the name of one client; sessions-mcp install --list lists them.");
  options.client = find_client(words[1]);
  if (options.client != nullptr) return Ok{};
  std::vector<std::string_view> names;
  for (const auto& client : all_clients()) names.push_back(client.name);
  const auto similar = nearest(words[1], names);
  std::string message = "unknown client \"" + words[1] + "\".";
  if (!similar.empty()) message += " Did you mean " + std::string(similar) + "?";
  return usage_error(message + " sessions-mcp install --list lists them.");
}

Status check_server_options(std::vector<std::string> options) {
  options.insert(options.begin(), "sessions-mcp");
  std::vector<char*> argv;
  argv.reserve(options.size() + 1);
  for (auto& option : options) argv.push_back(option.data());
  argv.push_back(nullptr);
  const auto parsed = parse_options(static_cast<int>(options.size()), argv.data());
  if (!parsed) return parsed.error();
  if (parsed->mode != Mode::serve) return usage_error("behind -- there may only be options of the server.");
  return Ok{};
}

Status read_client(const GivenOptions& given, InstallOptions& options) {
  const auto& words = given.words();
  if (Status found = find_named_client(words, given.has_separator(), options); !found) return found;
  if (options.scope == Scope::project && !options.client->has_project_scope)
    return usage_error(std::string(options.client->title) +
                       " has no servers of a project's own; leave out --scope.");
  if (options.action == InstallOptions::Action::uninstall && given.has_separator())
    return usage_error("uninstall takes no options for the server.");
  options.server_options.assign(words.begin() + 2, words.end());
  return check_server_options(options.server_options);
}

}  // namespace

Result<InstallOptions> read_install_options(const GivenOptions& given) {
  using Action = InstallOptions::Action;
  InstallOptions options;
  if (given.words().front() == "uninstall") options.action = Action::uninstall;
  if (const Status placed = check_places(given); !placed) return placed.error();
  if (const Status named = read_name(given, options); !named) return named.error();
  if (const Status scoped = read_scope(given, options); !scoped) return scoped.error();
  options.dry_run = given.has("dry-run");
  options.force = given.has("force");
  if (!given.has("list")) {
    const Status read = read_client(given, options);
    return read ? Result<InstallOptions>(std::move(options)) : read.error();
  }
  options.action = Action::list;
  const bool alone = given.words().size() == 1 && !given.has_separator() && !options.dry_run &&
                     !options.force && !given.has("scope");
  if (!alone) return usage_error("install --list takes no other argument than --name.");
  return options;
}

}  // namespace smcp::cli
