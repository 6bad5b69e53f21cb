#include "tools/servers/address.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "tools/handlers.hpp"

namespace smcp::tools {
namespace {

constexpr std::size_t npos = std::string_view::npos;

Error invalid(std::string message) {
  return {Errc::invalid_argument, std::move(message)};
}

std::string words_for(const Server& server) {
  return server.prefix.empty() ? "the default server" : "server \"" + std::string(server.name()) + "\"";
}

/// Server and plain text of `NAME:TEXT` or `TEXT`.
struct Split {
  Server* server;
  std::string text;
};

Result<Split> split(Toolbox& tools, const std::string& given) {
  const auto colon = given.find(':');
  if (colon == npos) return Split{&tools.server, given};
  if (Server* const server = tools.named(given.substr(0, colon)))
    return Split{server, given.substr(colon + 1)};
  std::string message = "there is no server \"" + given.substr(0, colon) + "\"; there are: ";
  for (const auto& other : tools.others)
    message.append(other == tools.others.front() ? "" : ", ").append(other->name());
  return invalid(message + ". Sessions of the default server have no ':' in their names");
}

bool asks_all(const Tool& tool) {
  return tool.handler == list_sessions || tool.handler == session_status || tool.handler == search_output;
}

/// Takes the server out of a cursor, which must be that of the call. What cannot be one is left to the tool.
Status address_cursor(Toolbox& tools, AddressedPart& part) {
  if (!part.arguments.has("since")) return Ok{};
  auto since = split(tools, part.arguments.text("since"));
  if (!since) return Ok{};
  if (since->server != part.server)
    return invalid("since is of " + words_for(*since->server) + ", and this call is on " +
                   words_for(*part.server) +
                   ": nothing was read. Leave since out, or use that of a result "
                   "of the same server");
  part.arguments.replace("since", std::move(since->text));
  return Ok{};
}

/// The same for the token of session_status, on one server or several.
Status address_token(Toolbox& tools, std::vector<AddressedPart>& parts) {
  const std::string given = parts.front().arguments.text("since");
  const auto* const joint = tools.joint_tokens.find(given);
  if (joint == nullptr && parts.size() == 1) return address_cursor(tools, parts.front());
  if (joint == nullptr) {
    const auto since = split(tools, given);
    // Nobody knows one of an earlier process any more, and each server says so.
    if (!since || (since->server->prefix.empty() && !tools.server.status_tokens.find(given))) return Ok{};
    return invalid("since is of " + words_for(*since->server) +
                   " alone, and this call is on several: nothing was read. Leave since out");
  }
  for (AddressedPart& part : parts) {
    const auto own = std::find_if(joint->begin(), joint->end(),
                                  [&part](const auto& one) { return one.first == part.server->prefix; });
    if (own == joint->end())
      return invalid("since is of a result without " + words_for(*part.server) +
                     ", on which this call is, too: nothing was read. Leave since out");
    part.arguments.replace("since", own->second);
  }
  return Ok{};
}

/// By `names`, each server once.
Result<std::vector<AddressedPart>> parts_of(Toolbox& tools, const Arguments& arguments) {
  std::vector<std::pair<Server*, std::vector<std::string>>> named;
  for (Server* const server : tools.servers()) named.push_back({server, {}});
  for (const std::string& name : arguments.texts("names")) {
    auto one = split(tools, name);
    if (!one) return one.error();
    for (auto& [server, names] : named)
      if (server == one->server) names.push_back(std::move(one->text));
  }
  std::vector<AddressedPart> parts;
  for (auto& [server, names] : named) {
    if (names.empty()) continue;
    parts.push_back({server, arguments});
    parts.back().arguments.replace("names", std::move(names));
  }
  return parts;
}

/// For a call that names one session, or a job, or nothing. Names beside a name are refused by each tool.
Result<Addressed> address_one(Toolbox& tools, Arguments arguments) {
  Addressed addressed{{&tools.server, std::move(arguments)}};
  Arguments& plain = addressed.sole.arguments;
  const bool named = plain.has("name");
  for (const char* const argument : {"name", "job"}) {
    if (!plain.has(argument)) continue;
    auto one = split(tools, plain.text(argument));
    if (!one) return one.error();
    const bool is_name = std::string_view(argument) == "name";
    if (is_name && !one->server->prefix.empty()) addressed.name = plain.text(argument);
    if (!is_name && named && one->server != addressed.sole.server)
      return invalid("job " + plain.text(argument) + " is of " + words_for(*one->server) +
                     ", and session \"" + addressed.sole.server->shown(plain.text("name")) +
                     "\" is not: leave name out");
    addressed.sole.server = one->server;
    plain.replace(argument, std::move(one->text));
  }
  if (const Status status = address_cursor(tools, addressed.sole); !status) return status.error();
  return addressed;
}

}  // namespace

Result<Addressed> address(Toolbox& tools, const Tool& tool, Arguments arguments) {
  if (tools.others.empty()) return Addressed{{&tools.server, std::move(arguments)}};
  const bool all = asks_all(tool) && !arguments.has("names");
  if (!all && (!arguments.has("names") || arguments.has("name")))
    return address_one(tools, std::move(arguments));
  std::vector<AddressedPart> parts;
  if (all) {
    for (Server* const server : tools.servers()) parts.push_back({server, arguments});
  } else {
    auto named = parts_of(tools, arguments);
    if (!named) return named.error();
    parts = std::move(*named);
  }
  // A pane belongs to one session; each part by itself might seem to have no more.
  if (parts.size() > 1 && tool.handler == search_output && arguments.has("pane"))
    return invalid("pane needs exactly one name in names");
  if (tool.handler == session_status && arguments.has("since")) {
    if (const Status status = address_token(tools, parts); !status) return status.error();
  }
  if (parts.size() == 1) return Addressed{std::move(parts.front())};
  return Addressed{{nullptr, std::move(arguments)}, std::move(parts)};
}

}  // namespace smcp::tools
