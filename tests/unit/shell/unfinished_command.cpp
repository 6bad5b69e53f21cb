#include "shell/unfinished_command.hpp"

#include "support/catch.hpp"

using namespace smcp::shell;

TEST_CASE("commands that go on in the next line") {
  for (const char* text : {"echo \"a",
                           "echo 'it",
                           "echo `date",
                           "echo a \\",
                           "make |",
                           "make &&",
                           "false ||",
                           "for i in 1 2",
                           "for i in 1 2; do",
                           "if true; then",
                           "if true\nthen\necho",
                           "while read x; do echo $x",
                           "case $x in",
                           "f() {",
                           "{ echo a;",
                           "(cd x",
                           "echo $(date",
                           "cat <<EOF",
                           "cat <<'EOF' >x\na\nEO",
                           "cat <<-EOF\n\ta",
                           "echo 'a\n' 'b",
                           "until false",
                           "echo \"a \\\" b",
                           "case $x in a) echo 1;;"}) {
    INFO(text);
    CHECK(is_unfinished_command(text));
  }
}

TEST_CASE("commands that are whole") {
  for (const char* text : {"",
                           "ls",
                           "echo \"a\"",
                           "echo 'it'",
                           "PS1='> '",
                           "bash",
                           "fish",
                           "echo if for {",
                           "make && make test",
                           "a | b",
                           "for i in 1 2; do echo $i; done",
                           "if true; then echo; fi",
                           "f() { echo; }",
                           "(cd x)",
                           "echo $(date)",
                           "cat <<EOF\na\nEOF",
                           "cat <<-EOF\n\ta\n\tEOF",
                           "cat <<<word",
                           "sleep 1 &",
                           "ls # it's",
                           "echo a \\\nb",
                           "echo done",
                           "case $x in a) echo;; esac",
                           "make 2>&1",
                           "echo 'a\nb'",
                           "cd x;"}) {
    INFO(text);
    CHECK_FALSE(is_unfinished_command(text));
  }
}
