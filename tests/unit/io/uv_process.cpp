#include "io/uv_process.hpp"

#include <optional>

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("a child that keeps its input gets more of it, and sees its end when it is let go") {
  uv::Loop loop;
  std::string printed;
  std::unique_ptr<uv::Process> cat;
  std::optional<uv::ProcessExit> exit;
  uv::ProcessOptions options;
  options.argv = {"/bin/cat"};
  options.input = "one ";
  options.keeps_input = true;
  uv::Process::Events events;
  events.on_stdout = [&](std::string_view bytes) {
    printed += bytes;
    if (printed == "one ") cat->write("two");
    if (printed == "one two") uv::Process::end(std::move(cat), [&] { exit.emplace(); });
  };
  events.on_stderr = [](std::string_view) {};
  events.on_exit = [](uv::ProcessExit) { FAIL("it ended by itself"); };
  auto started = uv::Process::spawn(loop, std::move(options), std::move(events));
  REQUIRE(started);
  cat = std::move(*started);
  loop.run();
  CHECK(printed == "one two");
  CHECK(exit.has_value());
}

TEST_CASE("a child that ends does not mind what is written to it") {
  uv::Loop loop;
  std::unique_ptr<uv::Process> child;
  std::optional<uv::ProcessExit> exit;
  uv::ProcessOptions options;
  options.argv = {"/bin/sh", "-c", "exec <&-; exit 3"};
  options.keeps_input = true;
  uv::Process::Events events;
  events.on_stdout = [](std::string_view) {};
  events.on_stderr = [](std::string_view) {};
  events.on_exit = [&](uv::ProcessExit how) {
    exit = how;
    child->write("too late");
  };
  auto started = uv::Process::spawn(loop, std::move(options), std::move(events));
  REQUIRE(started);
  child = std::move(*started);
  child->write(std::string(1'000'000, 'x'));
  loop.run();
  REQUIRE(exit.has_value());
  CHECK(exit->status == 3);
}
