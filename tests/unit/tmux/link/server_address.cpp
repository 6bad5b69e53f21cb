#include "tmux/link/server_address.hpp"

#include <string>

#include "support/catch.hpp"

using namespace smcp::tmux;
using smcp::Errc;
using Kind = ServerAddress::Kind;

namespace {

std::string error_of(std::string_view text) {
  const auto address = parse_server_address(text);
  if (address) return "";
  CHECK(address.error().code == Errc::invalid_argument);
  return address.error().message;
}

/// `KIND DESTINATION SOCKET`, each in brackets.
std::string read(std::string_view text) {
  const auto address = parse_server_address(text);
  if (!address) return address.error().message;
  const char* const kind = address->kind == Kind::ssh ? "ssh" : address->kind == Kind::local ? "local" : "at";
  return address->name + " " + kind + " <" + address->destination + "> <" + address->socket + ">";
}

std::string host_name(std::string_view destination) {
  const auto address = parse_host(destination);
  return address ? address->name : address.error().message;
}

}  // namespace

TEST_CASE("each form of a server's address") {
  CHECK(read("a=/run/x/sock") == "a at <> </run/x/sock>");
  CHECK(read("a=/with blank=and,comma:x") == "a at <> </with blank=and,comma:x>");
  CHECK(read("a=local:work") == "a local <> <work>");
  CHECK(read("gpu1=ssh:gpu1") == "gpu1 ssh <gpu1> <>");
  CHECK(read("g=ssh:me@gpu1.example.org") == "g ssh <me@gpu1.example.org> <>");
  CHECK(read("g=ssh:me@corp@gpu-1_b") == "g ssh <me@corp@gpu-1_b> <>");
  CHECK(read("g=ssh:gpu1:/tmp/tmux-1000/default") == "g ssh <gpu1> </tmp/tmux-1000/default>");
  CHECK(read("g=ssh:me@gpu1:/a b:c") == "g ssh <me@gpu1> </a b:c>");
  // ssh(1) takes an address as it is, and does not know brackets.
  CHECK(read("g=ssh:[::1]") == "g ssh <::1> <>");
  CHECK(read("g=ssh:me@[fe80::1%eth0]:/s") == "g ssh <me@fe80::1%eth0> </s>");
  CHECK(read("g=ssh:10.0.0.5") == "g ssh <10.0.0.5> <>");
}

TEST_CASE("what is no address is refused") {
  for (const char* text : {"", "a", "=", "=/x", "/x", "gpu1"}) {
    CAPTURE(text);
    CHECK(error_of(text).find("is not NAME=WHERE") != std::string::npos);
  }
  for (const char* text :
       {"a=", "a=x", "a=./sock", "a=~/sock", "a=http://x", "a=SSH:x", "a=/a\nb", "a=/a\x7f"}) {
    CAPTURE(text);
    CHECK(error_of(text).find("must be an absolute path of a socket, local:NAME") != std::string::npos);
  }
  for (const char* text : {"a=local:", "a=local:x/y", "a=local:.", "a=local:..", "a=local:x\ny"}) {
    CAPTURE(text);
    CHECK(error_of(text).find("needs the name of a socket") != std::string::npos);
  }
  for (const char* text :
       {"a=ssh:gpu1:22", "a=ssh:gpu1:", "a=ssh:gpu1:sock", "a=ssh:ssh://gpu1", "a=ssh:gpu1:/x\ny"}) {
    CAPTURE(text);
    CHECK(error_of(text).find("must be the absolute path of a socket there") != std::string::npos);
  }
}

TEST_CASE("a destination that ssh could take for an option, or a shell for more than a word, is refused") {
  for (const char* destination : {"",         "-oProxyCommand=x",
                                  "-F/x",     "me@-oProxyCommand=x",
                                  "-x@host",  "@host",
                                  "me@",      "a b",
                                  "a\tb",     "a\nb",
                                  "a\x01",    "a\x7f",
                                  "a'b",      "a\"b",
                                  "a`b`",     "a$b",
                                  "a;b",      "a|b",
                                  "a&b",      "a>b",
                                  "a(b)",     "a\\b",
                                  "a/b",      "a*",
                                  "a?b",      "a,b",
                                  "a=b",      "a#b",
                                  "a!",       "a\xc3\xa4",
                                  "a[b]",     "[]",
                                  "[::1]x",   "[-x]",
                                  "me@[a b]", "::1"}) {
    CAPTURE(destination);
    CHECK(error_of("g=ssh:" + std::string(destination)).find("is no destination of ssh") !=
          (std::string(destination).find("]x") != std::string::npos ? 0 : std::string::npos));
  }
  CHECK(error_of("g=ssh:[::1]x").find("[ without its ]") != std::string::npos);
  CHECK(error_of("g=ssh:[::1").find("[ without its ]") != std::string::npos);
}

TEST_CASE("a host gives its server a name, if it can be one") {
  CHECK(host_name("gpu1") == "gpu1");
  CHECK(host_name("gpu1.example.org") == "gpu1");
  CHECK(host_name("me@gpu1.example.org") == "me@gpu1");
  CHECK(host_name("me@gpu1") == "me@gpu1");
  for (const char* destination : {"10.0.0.5", "me@10.0.0.5", "[::1]", "john.doe@gpu1", "7"}) {
    CAPTURE(destination);
    const std::string message = host_name(destination);
    CHECK(message.find("write --server NAME=ssh:" + std::string(destination)) != std::string::npos);
  }
  CHECK(host_name("gpu1:/sock").find("write --server NAME=ssh:gpu1:/sock") != std::string::npos);
  CHECK(host_name("-x").find("is no destination") != std::string::npos);
}
