#include "support/wire/random_request.hpp"

#include <array>
#include <unistd.h>

namespace smcp::wire_test {
namespace {

/// Commands that change nothing, whatever their arguments. (Without show-hooks and others that take long, and
/// without those that wait or draw.)
constexpr std::array kReading = {"list-sessions", "list-windows", "list-panes",         "list-clients",
                                 "list-buffers",  "list-keys",    "list-commands",      "has-session",
                                 "show-options",  "show-buffer",  "show-environment",   "show-messages",
                                 "capture-pane",  "start-server", "show-window-options"};
/// Arguments that commands do not treat as plain text.
constexpr std::array kSpecial = {"",
                                 ";",
                                 "\\;",
                                 "-",
                                 "--",
                                 "-t",
                                 "-F",
                                 "-p",
                                 "-a",
                                 "-s",
                                 "-g",
                                 "-q",
                                 "#{session_id}",
                                 "#{",
                                 "#[",
                                 "}",
                                 "{",
                                 "%0",
                                 "@0",
                                 "$0",
                                 "=",
                                 "=:",
                                 "=victim",
                                 "victim:",
                                 "~",
                                 "-1",
                                 "2147483648",
                                 "#{E:@x}",
                                 "%if",
                                 "%%",
                                 "$HOME",
                                 "\\0",
                                 "'\"",
                                 "99999999999999999999"};

/// Without `#(`, which would run what follows in a shell.
std::string without_jobs(std::string text) {
  for (std::size_t at = 0; (at = text.find("#(", at)) != std::string::npos;) text[at + 1] = ')';
  return text;
}

}  // namespace

std::size_t RequestMaker::up_to(std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(0, most)(random_);
}

std::string RequestMaker::bytes(std::size_t size) {
  const bool printable = one_in(2);
  std::string text(size, ' ');
  for (char& byte : text) byte = static_cast<char>(printable ? ' ' + up_to(94) : 1 + up_to(254));
  return without_jobs(std::move(text));
}

std::string RequestMaker::word() {
  if (one_in(3)) return kSpecial[up_to(kSpecial.size() - 1)];
  return bytes(one_in(20) ? up_to(2000) : up_to(24));
}

std::string RequestMaker::long_word() {
  std::string text(16'000 + up_to(500), 'x');  // about as much as fits, or a little more
  text.back() = one_in(2) ? ';' : 'x';
  return text;
}

std::vector<std::string> RequestMaker::words(std::size_t most) {
  std::vector<std::string> result(up_to(most));
  for (auto& text : result) text = word();
  return result;
}

std::vector<std::string> RequestMaker::reading_command() {
  std::vector<std::string> argv = {kReading[up_to(kReading.size() - 1)]};
  if (argv[0] == "capture-pane") argv.emplace_back("-p");  // print it, and do not store it in a buffer
  for (auto& text : words(5)) argv.push_back(std::move(text));
  return argv;
}

/// Commands that change something name their target before the random part, which then cannot name another
/// one.
std::vector<std::string> RequestMaker::changing_command() {
  switch (up_to(9)) {
    case 0:
      return {"set-buffer", "-b", word(), "--", word()};
    case 1:
      return {"load-buffer", "-b", "loaded", "-"};
    case 2:
      return {"delete-buffer", "-b", "loaded"};
    case 3:
      return {"set-option", "-t", "=victim", "--", "@x", word()};
    case 4:
      return {"set-environment", "-t", "=victim", "--", word(), word()};
    case 5:
      return {"send-keys", "-t", "=victim:", "-l", "--", word(), word()};
    case 6:
      return {"rename-window", "-t", "=victim:", "--", word()};
    case 7:
      return {"show-buffer", "-b", "loaded", ";", "save-buffer", "-b", "loaded", "-"};
    case 8:
      return {"display-message", "-p", "--", word()};
    default:
      return {"\xff" + word(), word()};
  }
}

std::vector<std::string> RequestMaker::argv() {
  if (one_in(100)) return {"set-buffer", "-b", "long", "--", long_word()};
  // Starting a process costs the server more than the rest of a request.
  if (one_in(200)) return {"new-session", "-d", "-s", word(), "-n", word(), "-c", word(), "exec true"};
  auto argv = one_in(3) ? changing_command() : reading_command();
  while (one_in(3)) {
    argv.emplace_back(";");
    for (auto& text : one_in(3) ? changing_command() : reading_command()) argv.push_back(std::move(text));
  }
  return argv;
}

RandomRequest RequestMaker::next() {
  RandomRequest request;
  request.identity.term = bytes(up_to(20));
  request.identity.terminal_name = one_in(2) ? "" : bytes(up_to(40));
  request.identity.directory =
      one_in(50) ? "/" + std::string(16'300 + up_to(100), 'd') : "/" + bytes(up_to(80));
  request.identity.process = getpid();
  request.environment = words(4);
  if (one_in(100)) request.environment.push_back("LONG=" + std::string(16'300 + up_to(100), 'v'));
  request.argv = argv();
  if (one_in(50)) request.argv[up_to(request.argv.size() - 1)].push_back('\0');
  request.input = bytes(one_in(20) ? up_to(40'000) : up_to(100));
  return request;
}

}  // namespace smcp::wire_test
