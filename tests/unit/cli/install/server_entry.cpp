#include "cli/install/server_entry.hpp"

#include "cli/install/program_entry.hpp"
#include "support/catch.hpp"

using namespace smcp::cli;

TEST_CASE("a client's entry is read in each of the shapes") {
  const ServerEntry entry = {"/b", {"-L", "x"}};
  CHECK(read_entry(R"({"command":"/b","args":["-L","x"]})") == entry);
  CHECK(read_entry(R"({"type":"stdio","command":"/b","args":["-L","x"],"env":{"A":"1"}})") == entry);
  CHECK(read_entry(R"({"type":"local","command":["/b","-L","x"],"enabled":true})") == entry);
  CHECK(read_entry(R"({"command":"/b"})") == ServerEntry{"/b", {}});
  CHECK(read_entry(R"({"command":"/b","args":null})") == ServerEntry{"/b", {}});
  CHECK_FALSE(read_entry(R"({"url":"http://x"})"));
  CHECK_FALSE(read_entry(R"({"command":[]})"));
  CHECK_FALSE(read_entry(R"({"command":7})"));
  CHECK_FALSE(read_entry(R"({"command":"/b","args":[1]})"));
  CHECK_FALSE(read_entry("7"));
}

TEST_CASE("what is written is what is read") {
  for (const ServerEntry& entry : {ServerEntry{"/b", {}}, ServerEntry{"/a \"b\\", {"", "é\n", "--x=y"}}}) {
    for (const auto shape : {EntryShape::command, EntryShape::stdio_command, EntryShape::command_list}) {
      const std::string json = entry_value(fields_of(entry, shape), {});
      INFO(json);
      CHECK(read_entry(json) == entry);
    }
  }
}

TEST_CASE("this program is known by its file's name or its package") {
  CHECK(starts_this_program({"/usr/bin/sessions-mcp", {}}));
  CHECK(starts_this_program({"sessions-mcp", {}}));
  CHECK(starts_this_program({"npx", {"-y", "sessions-mcp"}}));
  CHECK(starts_this_program({"npx", {"-y", "sessions-mcp@1.2.0", "-L", "x"}}));
  CHECK(starts_this_program({"wsl.exe", {"-e", "/usr/local/bin/sessions-mcp"}}));
  CHECK_FALSE(starts_this_program({"/usr/bin/my-sessions-mcp", {}}));
  CHECK_FALSE(starts_this_program({"/usr/bin/sessions-mcp-other", {}}));
  CHECK_FALSE(starts_this_program({"uvx", {"tmux-mcp"}}));
}

TEST_CASE("a command for people can be copied into a shell") {
  CHECK(line_of(ServerEntry{"/a b/c", {"--x", "$y"}}) == "'/a b/c' --x '$y'");
}

TEST_CASE("the program is entered by the path that lasts") {
  CHECK(entry_of_program("/usr/bin/sessions-mcp", "") == ServerEntry{"/usr/bin/sessions-mcp", {}});
  CHECK(entry_of_program("/opt/homebrew/Cellar/sessions-mcp/1.2.0/bin/sessions-mcp",
                         "/opt/homebrew/bin/sessions-mcp") ==
        ServerEntry{"/opt/homebrew/bin/sessions-mcp", {}});
  CHECK(entry_of_program("/home/a/.npm/_npx/0a1b/node_modules/@sessions-mcp/linux-x64/sessions-mcp", "") ==
        ServerEntry{"npx", {"-y", "sessions-mcp"}});
  CHECK(entry_of_program(
            "/usr/lib/node_modules/sessions-mcp/node_modules/@sessions-mcp/linux-x64/sessions-mcp", "")
            .command.starts_with("/usr/lib/node_modules/"));
}
