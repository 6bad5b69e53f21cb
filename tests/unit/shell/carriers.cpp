#include "shell/carriers.hpp"

#include "support/catch.hpp"

using namespace smcp::shell;

TEST_CASE("carriers pass on what a terminal prints, and others draw a screen of their own") {
  for (const char* name :
       {"ssh", "docker", "podman", "kubectl", "srun", "sudo", "su", "script", "machinectl"}) {
    CHECK(carries_shells(name));
    CHECK_FALSE(redraws_shells(name));
  }
  for (const char* name : {"mosh-client", "screen", "tmux", "tmux: client"}) {
    CHECK(redraws_shells(name));
    CHECK_FALSE(carries_shells(name));
  }
  for (const char* name : {"", "bash", "python3", "psql", "sshd"}) CHECK_FALSE(carries_shells(name));
}

TEST_CASE("prompts of shells") {
  for (const char* line :
       {"$", "# ", "root@gpu1:~# ", "[me@host dir]$ ", "host% ", "~/work \u276f", "me@host ~/work> ",
        "/usr # ", "sh-5.2$ ", "(venv) me@host:~$ ", "gpu1% ", "%", "me@host:~/p1$ "}) {
    INFO(line);
    CHECK(looks_like_shell_prompt(line));
  }
}

TEST_CASE("what is not the prompt of a shell, or may be that of something else") {
  for (const char* line : {"",
                           "> ",
                           ">>> ",
                           "... ",
                           "postgres=# ",
                           "postgres=> ",
                           "db-# ",
                           "db(# ",
                           "mysql> ",
                           "sqlite> ",
                           "(gdb) ",
                           "Password: ",
                           "me@host's password: ",
                           "Continue? [y/N] ",
                           "irb(main):001:0> ",
                           "sftp> ",
                           "100%|####| 5/5",
                           "In [1]: ",
                           "100%",
                           "[ 45%",
                           "loading: 99.5%",
                           "done=3%",
                           "loading ..."}) {
    INFO(line);
    CHECK_FALSE(looks_like_shell_prompt(line));
  }
}
