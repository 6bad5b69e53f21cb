#include "cli/install/client_process.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>

#include "cli/install/server_entry.hpp"
#include "io/uv_process.hpp"
#include "io/uv_timer.hpp"
#include "text/sgr.hpp"
#include "text/shell_word.hpp"
#include "text/trim.hpp"
#include "tmux/link/environment.hpp"

namespace smcp::cli {
namespace {

/// Upper bound on what is shown of a client's output, in bytes: its last lines say what was wrong.
constexpr std::size_t kMaxShownOutput = 4 * 1024;

void keep(std::string& text, std::string_view bytes) {
  text.append(bytes.substr(0, kMaxClientOutput - std::min(kMaxClientOutput, text.size())));
}

std::string ending_of(uv::ProcessExit exit) {
  if (exit.signal != 0) return "signal " + std::to_string(exit.signal);
  return "exit status " + std::to_string(exit.status);
}

std::string plain_words(const std::string& text) {
  std::string plain;
  tmux::strip_sgr(text, plain);
  plain.resize(tmux::without_line_ends(plain).size());
  return plain;
}

}  // namespace

Result<ClientAnswer> run_client(std::vector<std::string> argv, std::chrono::milliseconds patience) {
  const std::string line = shell_words(argv);
  ClientAnswer answer;
  bool late = false;
  uv::Loop loop;
  {
    std::unique_ptr<uv::Process> process;
    std::optional<uv::Timer> timer;
    timer.emplace(loop, [&] {
      late = true;
      process.reset();
    });
    uv::Process::Events events;
    events.on_stdout = [&](std::string_view bytes) { keep(answer.output, bytes); };
    events.on_stderr = [&](std::string_view bytes) { keep(answer.error, bytes); };
    events.on_exit = [&](uv::ProcessExit exit) {
      answer.succeeded = exit.status == 0 && exit.signal == 0;
      answer.ending = ending_of(exit);
      timer.reset();
    };
    auto spawned =
        uv::Process::spawn(loop, {std::move(argv), tmux::own_environment(), {}}, std::move(events));
    if (!spawned) return spawned.error();
    process = std::move(*spawned);
    timer->start(patience);
    loop.run();
  }
  if (late) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience).count();
    return Error{Errc::timed_out,
                 line + " was not done after " + std::to_string(seconds) + " s and was ended"};
  }
  return answer;
}

std::string words_of(const ClientAnswer& answer) {
  std::string words;
  for (const std::string* text : {&answer.error, &answer.output}) {
    const std::string plain = plain_words(*text);
    if (!words.empty() && !plain.empty()) words += '\n';
    words += plain;
  }
  if (words.size() > kMaxShownOutput) words.erase(0, words.find('\n', words.size() - kMaxShownOutput) + 1);
  return words;
}

}  // namespace smcp::cli
