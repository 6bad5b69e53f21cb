#include "shell/terminal_echo.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace smcp::shell {
namespace {

/// Parts of words in small letters; of words with letters beyond ASCII, a part that is the same in capital
/// letters. The words are English, and those that sudo and PAM use in other languages.
constexpr auto kSecrets = std::to_array<std::string_view>(
    {"password",     "passphrase", "passcode", "secret",     "token",    "verification code",
     "one-time",     "otp",        "pin ",     "pin:",       "passwort", "kennwort",
     "mot de passe", "contrase",   "senha",    "wachtwoord", "lösenord", "hasło",
     "ароль",        "密码",       "密碼",     "パスワード", "암호"});

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

TerminalEcho echo_of(const std::optional<TerminalModes>& modes) {
  if (!modes) return TerminalEcho::unknown;
  if (modes->echo) return TerminalEcho::shown;
  return modes->canonical ? TerminalEcho::hidden : TerminalEcho::by_program;
}

bool asks_for_secret(std::string_view line) {
  std::string text(line);
  std::transform(text.begin(), text.end(), text.begin(), small);
  return std::any_of(kSecrets.begin(), kSecrets.end(), [&text](std::string_view word) {
    const auto at = text.find(word);
    if (at == std::string::npos) return false;
    const std::string_view rest = std::string_view(text).substr(at);
    return rest.find(':') != std::string_view::npos || rest.find("：") != std::string_view::npos;
  });
}

}  // namespace smcp::shell
