#include "tmux/link/service_unit.hpp"

#include "support/catch.hpp"

using namespace smcp::tmux;

TEST_CASE("service unit: the innermost unit counts, in systemd's own hierarchy") {
  struct Case {
    const char* groups;
    const char* service;
  };
  for (const auto& [groups, service] : {
           Case{"0::/system.slice/editor.service\n", "editor.service"},
           Case{"0::/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service\n",
                "editor.service"},
           Case{"0::/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service/payload\n",
                "editor.service"},
           Case{"0::/user.slice/user-1000.slice/session-3.scope\n", ""},
           Case{"0::/user.slice/user-1000.slice/user@1000.service/app.slice/run-r1.scope\n", ""},
           Case{"0::/user.slice/user-1000.slice/user@1000.service/init.scope\n", ""},
           Case{"0::/user.slice/user-1000.slice/user@1000.service/app.slice\n", ""},
           Case{"0::/system.slice/docker.service/docker-1.scope\n", ""},
           Case{"0::/\n", ""},
           Case{"", ""},
           Case{"nonsense", ""},
           Case{"9:name=systemd:/system.slice/a.service\n8:pids:/system.slice/b.service\n0::/\n",
                "a.service"},
           Case{"8:pids:/system.slice/b.service\n0::/system.slice/c.service", "c.service"},
           Case{"8:pids:/system.slice/b.service\n", ""},
       }) {
    INFO(groups);
    CHECK(service_of(groups) == service);
  }
}
