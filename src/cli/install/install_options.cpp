#include "cli/install/install_options.hpp"

#include <algorithm>
#include <optional>

#include "cli/options.hpp"
#include "text/nearest.hpp"

namespace smcp::cli {
namespace {

Error usage_error(std::string message) {
  return {Errc::invalid_argument, std::move(message) + " See sessions-mcp --help."};
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  const auto similar = nearest(word, known);
  return similar.empty() ? "" : " Did you mean " + std::string(similar) + "?";
}

Error unknown_option(const std::string& word) {
  // Options of the server would be lost without a word if they were taken for those of this command.
  return usage_error("unknown option " + word + "." +
                     did_you_mean(word, {"--scope", "--name", "--dry-run", "--force", "--list", "--help"}) +
                     " Options for the server stand behind --.");
}

/// The words, read from the left.
class Reader {
 public:
  explicit Reader(const std::vector<std::string>& words) : words_(words) {}

  Status read() {
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (word == "--") {
        options.server_options.assign(words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end());
        server_options_given = true;
        return Ok{};
      }
      if (!word.starts_with('-')) {
        plain.push_back(word);
      } else if (const Status status = read_option(word); !status) {
        return status;
      }
    }
    return Ok{};
  }

  InstallOptions options;
  std::vector<std::string> plain;
  bool list = false;
  bool scope_given = false;
  bool server_options_given = false;

 private:
  Status read_option(const std::string& word) {
    const auto equals = word.find('=');
    const std::string option = word.substr(0, equals);
    if (option == "--scope" || option == "--name") {
      const auto value = value_of(word, equals);
      if (!value) return usage_error("option " + option + " needs a value.");
      return option == "--name" ? read_name(*value) : read_scope(*value);
    }
    if (word == "--dry-run") {
      options.dry_run = true;
    } else if (word == "--force") {
      options.force = true;
    } else if (word == "--list") {
      list = true;
    } else if (word == "--help" || word == "-h") {
      options.action = InstallOptions::Action::help;
    } else {
      return unknown_option(option);
    }
    return Ok{};
  }

  std::optional<std::string> value_of(const std::string& word, std::size_t equals) {
    if (equals != std::string::npos) return word.substr(equals + 1);
    if (at_ == words_.size() || words_[at_] == "--") return std::nullopt;
    return words_[at_++];
  }

  Status read_name(const std::string& name) {
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    const bool good = !name.empty() && name.size() <= kMaxServerName && name.front() != '-' &&
                      name.find_first_not_of(kAllowed) == std::string::npos;
    if (!good) {
      return usage_error("--name must be 1 to " + std::to_string(kMaxServerName) +
                         " letters, digits, \"-\" and \"_\" (no \"-\" first), not \"" + name + "\".");
    }
    options.name = name;
    return Ok{};
  }

  Status read_scope(const std::string& scope) {
    scope_given = true;
    if (scope != "user" && scope != "project")
      return usage_error("--scope must be user or project, not \"" + scope + "\".");
    options.scope = scope == "user" ? Scope::user : Scope::project;
    return Ok{};
  }

  const std::vector<std::string>& words_;
  std::size_t at_ = 1;
};

Status check_server_options(std::vector<std::string> options) {
  options.insert(options.begin(), "sessions-mcp");
  std::vector<char*> argv;
  for (auto& option : options) argv.push_back(option.data());
  argv.push_back(nullptr);
  const auto parsed = parse_options(static_cast<int>(options.size()), argv.data());
  if (!parsed) return parsed.error();
  if (parsed->mode != Mode::serve) return usage_error("behind -- there may only be options of the server.");
  return Ok{};
}

Status find_named_client(Reader& read) {
  const std::string command =
      read.options.action == InstallOptions::Action::install ? "install" : "uninstall";
  std::vector<std::string_view> names;
  for (const auto& client : all_clients()) names.push_back(client.name);
  if (read.plain.size() != 1)
    return usage_error(command + " needs the name of one client; sessions-mcp install --list lists them.");
  read.options.client = find_client(read.plain.front());
  if (read.options.client != nullptr) return Ok{};
  return usage_error("unknown client \"" + read.plain.front() + "\"." +
                     did_you_mean(read.plain.front(), names) + " sessions-mcp install --list lists them.");
}

}  // namespace

bool is_install_command(std::string_view word) {
  return word == "install" || word == "uninstall";
}

Result<InstallOptions> parse_install_options(const std::vector<std::string>& words) {
  using Action = InstallOptions::Action;
  Reader read(words);
  if (words.front() == "uninstall") read.options.action = Action::uninstall;
  if (const Status status = read.read(); !status) return status.error();
  InstallOptions& options = read.options;
  if (options.action == Action::help) return std::move(options);
  if (read.list) {
    const bool alone = options.action == Action::install && read.plain.empty() &&
                       !read.server_options_given && !options.dry_run && !options.force && !read.scope_given;
    if (!alone) return usage_error("install --list takes no other argument than --name.");
    options.action = Action::list;
    return std::move(options);
  }
  if (const Status status = find_named_client(read); !status) return status.error();
  const Client& client = *options.client;
  if (options.scope == Scope::project && !client.has_project_scope)
    return usage_error(std::string(client.title) + " has no servers of a project's own; leave out --scope.");
  if (options.action == Action::uninstall && read.server_options_given)
    return usage_error("uninstall takes no options for the server.");
  if (const Status status = check_server_options(options.server_options); !status) return status.error();
  return std::move(options);
}

}  // namespace smcp::cli
