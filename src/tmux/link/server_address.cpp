#include "tmux/link/server_address.hpp"

#include <algorithm>

#include "text/in_quotes.hpp"

namespace smcp::tmux {
namespace {

constexpr std::size_t npos = std::string_view::npos;

constexpr std::string_view kForms =
    "an absolute path of a socket, local:NAME (as tmux -L), ssh:DEST or ssh:DEST:SOCKET-PATH";

Error invalid(std::string message) {
  return {Errc::invalid_argument, std::move(message)};
}

bool is_printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// In any locale, and ASCII alone: what looks like a letter elsewhere may be anything to ssh.
constexpr bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool consists_of(std::string_view text, std::string_view also) {
  return std::all_of(text.begin(), text.end(),
                     [also](char c) { return is_letter_or_digit(c) || also.find(c) != npos; });
}

/// Where the host begins: behind the last `@`, as ssh has it.
std::size_t host_at(std::string_view destination) {
  const auto at = destination.rfind('@');
  return at == npos ? 0 : at + 1;
}

/// `bracketed`: its host stood in brackets, and is an IPv6 address.
bool is_destination(std::string_view user, std::string_view host, bool bracketed) {
  if (user.starts_with('-') || host.empty() || host.starts_with('-')) return false;
  return consists_of(user, "._-+@%") && consists_of(host, bracketed ? ":.%_-" : "._-%+");
}

/// `DEST` or `DEST:SOCKET-PATH`.
Result<ServerAddress> parse_ssh(std::string_view text) {
  ServerAddress address{.kind = ServerAddress::Kind::ssh};
  const auto open = text.find('[');
  const bool bracketed = open != npos && (open == 0 || text[open - 1] == '@');
  const auto closed = bracketed ? text.find(']', open) : 0;
  const auto colon = closed == npos ? npos : text.find(':', closed);
  const auto destination = text.substr(0, colon);
  if (bracketed && closed + 1 != destination.size())
    return invalid(in_quotes(text) + " has a [ without its ]: an IPv6 address is written as ssh:[::1]");
  const auto host = bracketed ? open : host_at(destination);
  auto name = destination.substr(host);
  if (bracketed) name = name.substr(1, name.size() - 2);
  const auto user = destination.substr(0, host);
  if (user == "@" || !is_destination(user, name, bracketed)) {
    return invalid(
        in_quotes(text) +
        " is no destination of ssh: write a host, USER@HOST or a Host of ssh_config, with letters, "
        "digits and . _ - + @ % alone, and no - at its beginning");
  }
  address.destination = std::string(user) + std::string(name);
  if (colon == npos) return address;
  address.socket = text.substr(colon + 1);
  // Two slashes: of ssh://HOST, which has its colon there.
  const bool absolute = address.socket.starts_with('/') && !address.socket.starts_with("//");
  if (absolute && is_printable(address.socket)) return address;
  return invalid("what stands behind the host in " + in_quotes(text) +
                 " must be the absolute path of a socket there; a port belongs into ssh_config");
}

}  // namespace

Result<ServerAddress> parse_server_address(std::string_view text) {
  constexpr std::string_view kSsh = "ssh:";
  constexpr std::string_view kLocal = "local:";
  const auto equals = text.find('=');
  if (equals == npos || equals == 0)
    return invalid(in_quotes(text) + " is not NAME=WHERE, where WHERE is " + std::string(kForms));
  const auto where = text.substr(equals + 1);
  ServerAddress address{.name = std::string(text.substr(0, equals))};
  if (where.starts_with(kSsh)) {
    auto remote = parse_ssh(where.substr(kSsh.size()));
    if (remote) remote->name = std::move(address.name);
    return remote;
  }
  if (where.starts_with(kLocal)) {
    address.kind = ServerAddress::Kind::local;
    address.socket = where.substr(kLocal.size());
    const bool is_name = !address.socket.empty() && address.socket.find('/') == npos &&
                         address.socket != "." && address.socket != ".." && is_printable(address.socket);
    if (!is_name)
      return invalid("local: in " + in_quotes(text) + " needs the name of a socket, as tmux -L takes it");
    return address;
  }
  if (!where.starts_with('/') || !is_printable(where))
    return invalid("WHERE in " + in_quotes(text) + " must be " + std::string(kForms));
  address.socket = where;
  return address;
}

std::string to_string(const ServerAddress& address) {
  using Kind = ServerAddress::Kind;
  if (address.kind == Kind::socket) return address.name + "=" + address.socket;
  if (address.kind == Kind::local) return address.name + "=local:" + address.socket;
  std::string destination = address.destination;
  const auto host = host_at(destination);
  if (destination.find(':', host) != npos) destination = destination.insert(host, "[") + "]";
  return address.name + "=ssh:" + destination + (address.socket.empty() ? "" : ":" + address.socket);
}

Result<ServerAddress> parse_host(std::string_view destination) {
  auto address = parse_ssh(destination);
  if (!address) return address;
  if (!address->socket.empty())
    return invalid("--host takes a destination alone: write --server NAME=ssh:" + std::string(destination));
  address->name =
      address->destination.substr(0, address->destination.find('.', host_at(address->destination)));
  const std::string_view label = std::string_view(address->name).substr(host_at(address->name));
  const bool is_number = label.find_first_not_of("0123456789") == npos;
  if (is_number || address->name.find_first_of(".:") != npos)
    return invalid("a server cannot be named after " + in_quotes(destination) +
                   ": write --server NAME=ssh:" + std::string(destination) + " with a NAME of your own");
  return address;
}

}  // namespace smcp::tmux
