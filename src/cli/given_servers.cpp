#include "cli/given_servers.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tools/session_name.hpp"

namespace smcp::cli {
namespace {

using Addresses = std::vector<tmux::ServerAddress>;

/// The parts between commas: unlike names, paths may hold blanks.
std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, end);
    part.remove_prefix(std::min(part.find_first_not_of(" \t\n"), part.size()));
    part = part.substr(0, part.find_last_not_of(" \t\n") + 1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Status add(Addresses& all, Result<tmux::ServerAddress> address, const std::string& source) {
  const auto wrong = [&source](const std::string& why) { return usage_error(source + ": " + why + "."); };
  if (!address) return wrong(address.error().message);
  const std::string what = "the NAME \"" + address->name + "\"";
  if (const Status fits = tools::check_session_name(address->name, what); !fits)
    return wrong(fits.error().message);
  const auto same = [&address](const tmux::ServerAddress& other) { return other.name == address->name; };
  if (std::any_of(all.begin(), all.end(), same))
    return wrong("two servers are called \"" + address->name +
                 "\": give one of them another NAME (--server NAME=WHERE)");
  if (all.size() == kMaxServers)
    return wrong("there are more than " + std::to_string(kMaxServers) + " servers");
  all.push_back(std::move(*address));
  return Ok{};
}

}  // namespace

Result<Addresses> read_servers(const GivenOptions& given) {
  Addresses all;
  for (const auto& [name, value] : given.options()) {
    if (name != "server" && name != "host") continue;
    auto address = name == "host" ? tmux::parse_host(value) : tmux::parse_server_address(value);
    if (const Status added = add(all, std::move(address), "--" + std::string(name)); !added)
      return added.error();
  }
  if (given.has("server") || given.has("host")) return all;
  for (const std::string& part : split_at_commas(given.value("server").value_or(""))) {
    if (const Status added = add(all, tmux::parse_server_address(part), given.source("server")); !added)
      return added.error();
  }
  return all;
}

}  // namespace smcp::cli
