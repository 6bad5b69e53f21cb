#include "tmux/jobs/continuation.hpp"

#include <vector>

#include "support/catch.hpp"

using namespace smcp::tmux;
using Lines = std::deque<std::string>;

TEST_CASE("a shell that waits for the rest of a command") {
  const std::vector<Lines> screens{{"me@host:~/p1$ echo \"a", ">"},
                                   {"$ cat <<EOF", "> one", "> two", ">"},
                                   {"bash-5.1$ for i in 1 2", ">"},
                                   {"# if true", "> then", ">"},
                                   {"old output", "(venv) $ make &&", ">"},
                                   {"host% echo 'a", "quote>"},
                                   {"for>"}};
  for (const Lines& lines : screens) {
    INFO(lines.front());
    CHECK(waits_for_rest(lines));
  }
}

TEST_CASE("a prompt that people have, and what else ends with this sign") {
  const std::vector<Lines> screens{{},
                                   {">"},
                                   {"> echo hi", "hi", ">"},
                                   {"> cd x", ">"},
                                   {"> echo \"a", "> b\"", ">"},
                                   {"$ PS1='> '", ">"},
                                   {"$ bash", ">"},
                                   {"it costs $ 5", ">"},
                                   {"output", ">"},
                                   {"$ echo \"a", ">", "$"},
                                   {"$ sqlite3 \"a", "sqlite>"},
                                   {"$ echo \"a", "> b\"", "a", "b", ">"}};
  for (const Lines& lines : screens) {
    INFO((lines.empty() ? "" : lines.front()));
    CHECK_FALSE(waits_for_rest(lines));
  }
}
