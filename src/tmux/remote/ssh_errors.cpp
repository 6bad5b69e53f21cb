#include "tmux/remote/ssh_errors.hpp"

#include <algorithm>
#include <array>

#include "text/shell_word.hpp"
#include "text/shortened.hpp"
#include "text/trim.hpp"

namespace smcp::tmux {
namespace {

/// `@` stands for the command that its user is to run by hand.
struct Known {
  std::string_view words;
  std::string_view advice;
};
constexpr auto kKnown = std::to_array<Known>({
    {"IDENTIFICATION HAS CHANGED",
     "The host key is not the one that is known: it may be another machine. Find out why; @ says what to do"},
    {"Host key verification failed", "Its host key is not known yet: run @ once by hand, and compare it"},
    {"Permission denied",
     "No key is accepted without a question: run @ once by hand, and see that it asks for nothing (a key, "
     "ssh-agent)"},
    {"Too many authentication failures",
     "Too many keys were tried: name the right one in ~/.ssh/config (IdentityFile, IdentitiesOnly), and try "
     "@ by hand"},
    {"Could not resolve hostname", "There is no such host: check its name, or its entry in ~/.ssh/config"},
    {"Connection refused", "No sshd listens there: start it, or check host and port (~/.ssh/config)"},
    {"timed out", "Is the machine up, and can it be reached from this network? Try @ by hand"},
    {"No route to host", "Is the machine up, and can it be reached from this network? Try @ by hand"},
    {"Network is unreachable", "Is this machine connected? Try @ by hand"},
    {"onfiguration option", "ssh does not understand its configuration: correct ~/.ssh/config"},
});
constexpr std::string_view kOtherwise = "Run @ once by hand to see what is wrong";

std::string_view advice_for(std::string_view said) {
  const auto* known = std::find_if(kKnown.begin(), kKnown.end(), [said](const Known& each) {
    return said.find(each.words) != std::string_view::npos;
  });
  return known == kKnown.end() ? kOtherwise : known->advice;
}

}  // namespace

std::string last_words(std::string_view said) {
  said = without_line_ends(said);
  std::string line(said.substr(said.find_last_of('\n') + 1));
  std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  return shortened(line);
}

Error not_reached(const std::string& destination, std::string_view said) {
  const std::string advice(advice_for(said));
  const auto at = advice.find('@');
  const std::string words = last_words(said);
  Error error{Errc::unreachable, "ssh did not get to " + destination};
  if (!words.empty()) error.message += ": " + words;
  error.message += words.ends_with('.') ? " " : ". ";
  if (at == std::string::npos) {
    error.message += advice;
  } else {
    error.message += advice.substr(0, at) + "`ssh " + shell_word(destination) + "`" + advice.substr(at + 1);
  }
  return error;
}

bool forbids_forwarding(std::string_view said) {
  return said.find("open failed: administratively prohibited") != std::string_view::npos ||
         said.find("open failed: unknown channel type") != std::string_view::npos;
}

}  // namespace smcp::tmux
