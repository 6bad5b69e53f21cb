#include "tmux/endpoint.hpp"

#include <algorithm>
#include <cstdlib>
#include <unistd.h>

#include "support/catch.hpp"

using namespace smcp::tmux;

namespace {

/// Sets (or unsets) a variable for one scope.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    set(value);
  }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable() { set(old_ ? old_->c_str() : nullptr); }

 private:
  void set(const char* value) { value == nullptr ? ::unsetenv(name_) : ::setenv(name_, value, 1); }
  const char* name_;
  std::optional<std::string> old_;
};

bool has(const std::vector<std::string>& environment, const std::string& entry) {
  return std::find(environment.begin(), environment.end(), entry) != environment.end();
}

}  // namespace

TEST_CASE("the socket is found as tmux finds it") {
  const ScopedVariable tmux("TMUX", "/run/x/sock,123,0");
  const ScopedVariable folder("TMUX_TMPDIR", "/run/y");
  const std::string by_uid = "/run/y/tmux-" + std::to_string(::geteuid()) + "/";
  using Flags = std::vector<std::string>;

  CHECK(find_endpoint({"tmux", "n", "/p"}).server_flags == Flags{"-S", "/p"});
  CHECK(find_endpoint({"tmux", "n", std::nullopt}).server_flags == Flags{"-L", "n"});
  CHECK(find_endpoint({"tmux", "n", std::nullopt}).socket_path == by_uid + "n");
  CHECK(find_endpoint({}).socket_path == "/run/x/sock");
  CHECK(find_endpoint({}).server_flags == Flags{"-S", "/run/x/sock"});

  const ScopedVariable outside("TMUX", nullptr);
  CHECK(find_endpoint({}).server_flags == Flags{"-L", "default"});
  CHECK(find_endpoint({}).socket_path == by_uid + "default");

  const ScopedVariable no_folder("TMUX_TMPDIR", "");
  CHECK(find_endpoint({}).socket_path == "/tmp/tmux-" + std::to_string(::geteuid()) + "/default");
}

TEST_CASE("a child does not see which tmux we are in, and has a locale") {
  const ScopedVariable tmux("TMUX", "/x,1,0");
  const ScopedVariable pane("TMUX_PANE", "%1");
  const ScopedVariable other("TMUX_TMPDIR", "/tmp/z");
  const ScopedVariable all("LC_ALL", nullptr);
  const ScopedVariable ctype("LC_CTYPE", nullptr);
  {
    const ScopedVariable lang("LANG", nullptr);
    const auto environment = child_environment();
    CHECK(has(environment, "LANG=C.UTF-8"));
    CHECK(has(environment, "TMUX_TMPDIR=/tmp/z"));
    CHECK_FALSE(has(environment, "TMUX=/x,1,0"));
    CHECK_FALSE(has(environment, "TMUX_PANE=%1"));
  }
  const ScopedVariable no_lang("LANG", nullptr);
  const ScopedVariable posix("LC_ALL", "C");
  CHECK_FALSE(has(child_environment(), "LANG=C.UTF-8"));
}
