#include "in_process.hpp"

#include <memory>
#include <utility>

#include "tmux/find/sessions.hpp"
#include "tmux/read/capture.hpp"

namespace smcp::bench {
namespace {

constexpr std::chrono::seconds kPatience{20};
constexpr std::size_t kNoBound = std::size_t{1} << 30;

void say(InProcess::Answer& answer, const Error& error) {
  answer("error: " + error.message);
}

}  // namespace

InProcess::InProcess(const std::string& socket, tmux::EngineKind kind)
    : engine_(loop_, {"tmux", {"-S", socket}, socket}, kind) {}

std::string InProcess::run(const Call& call, int count, bool keep) {
  int missing = count;
  std::string last;
  for (int i = 0; i < count; ++i) {
    call(std::make_shared<tmux::RequestChain>(engine_.client(), kPatience), [&](std::string_view found) {
      --missing;
      if (keep) last = found;
    });
  }
  while (missing > 0) loop_.run_once();
  return last;
}

InProcess::Call has_session_call() {
  return [](const tmux::Chain& chain, InProcess::Answer answer) {
    tmux::find_session(
        chain, name_of(Job::plain),
        [answer = std::move(answer)](const Result<std::optional<tmux::SessionId>>& found) mutable {
          if (!found) return say(answer, found.error());
          answer(found->has_value() ? "yes" : "no");
        });
  };
}

InProcess::Call list_sessions_call() {
  return [](const tmux::Chain& chain, InProcess::Answer answer) {
    tmux::list_sessions(chain,
                        [answer = std::move(answer)](const Result<std::vector<tmux::Session>>& list) mutable {
                          if (!list) return say(answer, list.error());
                          answer(std::to_string(list->size()));
                        });
  };
}

InProcess::Call capture_call(Job job, int lines) {
  return [job, lines](const tmux::Chain& chain, InProcess::Answer answer) {
    tmux::CaptureRequest request;
    request.session = name_of(job);
    request.lines = static_cast<std::size_t>(lines);
    request.max_bytes = kNoBound;
    tmux::capture_pane(chain, std::move(request),
                       [answer = std::move(answer)](const Result<tmux::Captured>& captured) mutable {
                         if (!captured) return say(answer, captured.error());
                         answer(captured->text->text());
                       });
  };
}

InProcess::Call floor_call(Job job, int lines) {
  return [job, lines](const tmux::Chain& chain, InProcess::Answer answer) {
    tmux::Command command("capture-pane");
    command.flag("-J").flag("-b").flag("bench").flag("-S").flag("-" + std::to_string(lines + 1));
    command.flag("-t").arg("=" + name_of(job) + ":");
    chain->run(std::move(command), [answer = std::move(answer)](const Result<std::string>& text) mutable {
      if (!text) return say(answer, text.error());
      answer(*text);
    });
  };
}

}  // namespace smcp::bench
