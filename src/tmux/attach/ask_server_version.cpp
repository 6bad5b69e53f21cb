#include "tmux/attach/ask_server_version.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace smcp::tmux {

void ask_server_version(const Chain& chain, SessionId session,
                        UniqueFunction<void(Result<ServerVersion>)> done) {
  Command command("display-message");
  command.flag("-p").arg("#{version}");
  command.then("has-session").flag("-t").arg(session.text());
  chain->run(std::move(command), [done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text) return done(text.error());
    const std::string_view line = std::string_view(*text).substr(0, text->find('\n'));
    if (const auto version = parse_server_version(line)) return done(*version);
    done(Error{Errc::refused, "the tmux server has version \"" + std::string(line) +
                                  "\", which sessions-mcp does not know how to attach to. Please report it"});
  });
}

}  // namespace smcp::tmux
