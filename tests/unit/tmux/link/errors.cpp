#include "tmux/link/errors.hpp"

#include "support/catch.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

bool told_old(const std::string& text) {
  const Error error = error_of({1, text});
  CHECK(error.code == Errc::refused);
  CHECK(error.message.starts_with("tmux: " + text));
  return error.message.find("too old: sessions-mcp needs 3.1 or later") != std::string::npos;
}

}  // namespace

TEST_CASE("a tmux that does not know our commands is told to be too old") {
  CHECK(told_old("unknown command: set-buffer"));
  CHECK(told_old("usage: list-panes [-as] [-F format] [-t target-session]"));
  CHECK(told_old("command list-panes: unknown flag -f"));
  CHECK(told_old("unknown option: copy-mode"));
  CHECK(told_old("invalid option: @x-y"));
  CHECK_FALSE(told_old("create window failed: fork failed: Resource temporarily unavailable"));
  CHECK_FALSE(told_old("no space for new pane"));
}

TEST_CASE("the version in the words of tmux -V is compared with the oldest that is tested") {
  for (const char* const old : {"tmux 3.0a", "tmux 2.9", "tmux 1.8", "tmux 2", "tmux 3"}) {
    INFO(old);
    CHECK(is_older_tmux(old));
  }
  for (const char* const good :
       {"tmux 3.1", "tmux 3.1c", "tmux 3.10", "tmux 4.0", "tmux 10.0", "tmux next-3.9", "tmux master",
        "tmux openbsd-7.4", "tmux ", "", "screen 2.0"}) {
    INFO(good);
    CHECK_FALSE(is_older_tmux(good));
  }
}
