#include "tmux/jobs/far_shell.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "support/catch.hpp"
#include "tmux/jobs/job_script.hpp"
#include "unit/tmux/jobs/job_id.hpp"

using namespace smcp::tmux;

namespace {

bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// Whether a shell takes it for one word, which expands to nothing else.
bool is_one_word(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 ||
           std::string_view("/:._-\\").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

/// What printf makes of %b.
std::string decoded(const std::string& lines) {
  std::string text;
  std::istringstream input(lines);
  for (std::string line; std::getline(input, line);) {
    if (!line.starts_with("k4f9q2:")) continue;
    for (std::size_t i = 7; i < line.size(); ++i) {
      if (line[i] != '\\') {
        text.push_back(line[i]);
        continue;
      }
      text.push_back(static_cast<char>(std::stoi(line.substr(i + 2, 3), nullptr, 8)));
      i += 4;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("marks of a far shell, and what is none of this job") {
  using Kind = FarMark::Kind;
  CHECK(FarMark::parse("@smcp-k4f9q2", kId)->kind == Kind::ready);
  const auto shell = FarMark::parse("@smcp-k4f9q2 shell busybox", kId);
  CHECK(shell->kind == Kind::shell);
  CHECK(shell->text == "busybox");
  CHECK(FarMark::parse("@smcp-k4f9q2 shell ", kId)->text.empty());
  const auto keys = FarMark::parse("@smcp-k4f9q2 keys 6c730a00ff", kId);
  CHECK(keys->kind == Kind::keys);
  CHECK(keys->text == std::string("ls\n\0\xff", 5));
  CHECK(FarMark::parse("@smcp-k4f9q2 keys ", kId)->text.empty());
  const auto end = FarMark::parse("@smcp-k4f9q2 end 137", kId);
  CHECK(end->kind == Kind::end);
  CHECK(end->status == 137);
  CHECK(FarMark::parse("@smcp-k4f9q2 late 0", kId)->kind == Kind::late);
  for (const char* other :
       {"", "file://host/home", "@smcp-aaaaaa end 0", "@smcp-k4f9q2 end", "@smcp-k4f9q2 end x",
        "@smcp-k4f9q2 keys 6", "@smcp-k4f9q2 keys zz", "@smcp-k4f9q2end 0", "@smcp-k4f9q2 end 256",
        "@smcp-k4f9q2 end -1", "@smcp-k4f9q2 shell a b", "@smcp-k4f9q2 shell 0123456789abcdef"}) {
    INFO(other);
    CHECK_FALSE(FarMark::parse(other, kId));
  }
}

TEST_CASE("the line that is typed for a far shell is plain, kept out of histories, and found by its end") {
  const std::string line = far_typed_line(kId);
  CHECK(line.front() == ' ');
  CHECK(is_plain(line));
  CHECK(line.find('!') == std::string::npos);
  CHECK(line.ends_with(far_ready(kId) + ")\""));
  CHECK(line.size() < 240);
}

TEST_CASE("what is pasted is a command that does not exist to a shell that gets it by mistake") {
  const std::string loader = far_loader(kId, "echo \"$(reboot)\" 'a'; b");
  REQUIRE(loader.ends_with('\n'));
  REQUIRE(loader.starts_with("@smcp-k4f9q2 "));
  CHECK(is_one_word(loader.substr(13, loader.size() - 14)));
  CHECK(is_one_word(far_nothing(kId).substr(0, 7)));
}

TEST_CASE("whatever the script holds arrives in short plain lines") {
  std::string script;
  for (int byte = 1; byte < 256; ++byte) script.push_back(static_cast<char>(byte));
  for (int i = 0; i < 500; ++i) script += "echo 'a\\b'\n";
  const std::string lines = far_lines(kId, script);
  CHECK(decoded(lines) == script);
  CHECK(lines.ends_with("\nk4f9q2.\n"));
  std::istringstream input(lines);
  for (std::string line; std::getline(input, line);) {
    CHECK(line.size() <= 900);
    CHECK(is_one_word(line));
  }
  CHECK(decoded(far_lines(kId, "")).empty());
}

TEST_CASE("a pane gets its path back, whatever it holds, unless it is too long") {
  CHECK(far_path("file://host/home/me") == "file://host/home/me");
  CHECK(far_path("a b\"'$`\\") == "a\\0040b\\0042\\0047\\0044\\0140\\0134");
  CHECK(far_path(std::string(kMaxKeptPath, 'x')).size() == kMaxKeptPath);
  CHECK(far_path(std::string(kMaxKeptPath + 1, 'x')).empty());
  const std::string program = far_end_program("/\"$(reboot)");
  CHECK(program.find("reboot)") == std::string::npos);
  CHECK(program.find("{path}") == std::string::npos);
}

TEST_CASE("the word that ends a loader which has given back keys brings the path along, in one line") {
  CHECK(far_taken(kId, "file://host/a\nb") == "k4f9q2=file://host/a\\0012b\n");
  CHECK(far_taken(kId, "") == "k4f9q2=\n");
  const std::string loader = far_loader(kId, "make");
  CHECK(std::count(loader.begin(), loader.end(), '\n') == 1);
}

TEST_CASE("the script of a far shell calls no tmux and holds the command once") {
  for (const ShellKind shell : {ShellKind::bash, ShellKind::zsh, ShellKind::fish, ShellKind::posix}) {
    for (const std::string command : {"make", "make; exit 3", "make; return 4", "exec make"}) {
      INFO(static_cast<int>(shell) << command);
      const std::string script = far_job_script(shell, kId, "file://h/", command);
      CHECK(script.find("tmux") == std::string::npos);
      CHECK(script.find("'" + command + "'") != std::string::npos);
      CHECK(script.find("]7;%b") != std::string::npos);
      CHECK(script.find(" end %s") != std::string::npos);
    }
  }
}
