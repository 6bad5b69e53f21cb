// Questions to a sh on another machine, over its standard input and output.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "io/uv_clock.hpp"
#include "io/uv_timer.hpp"
#include "text/line_splitter.hpp"
#include "tmux/remote/far_facts.hpp"

namespace smcp::tmux {

/// Each question runs in a process of its own there, so that one that hangs (a dead mount) holds up no other. What
/// start-up files print is skipped: answers are the lines that begin with a token of ours.
class FarShellTalk {
 public:
  /// An answer: what the script gave to `a $i …`, trimmed; before it, each in a line of its own, what it gave to
  /// `m …`. Errc::too_large if that is over kMaxLines in all. Errc::timed_out if there was none by the deadline, with no
  /// sentence; or what lost() was told.
  using Done = UniqueFunction<void(Result<std::string>)>;

  /// Upper bound on what may be printed before the first answer, in bytes: more than any banner, and soon reached by a
  /// program that takes the place of the shell and prints on and on.
  static constexpr std::size_t kMaxNoise = 256 * 1024;
  /// Upper bound on a line of an answer, in bytes: a path and a few words.
  static constexpr std::size_t kMaxAnswer = 16 * 1024;
  /// Upper bound on all lines of an answer but the last, in bytes: about 600 processes.
  static constexpr std::size_t kMaxLines = 256 * 1024;
  /// Upper bound on questions at once; a call asks one at a time.
  static constexpr std::size_t kMaxQuestions = 64;

  /// `send` carries bytes to the sh once it has been greeted.
  FarShellTalk(uv::Loop& loop, UniqueFunction<void(std::string)> send);
  FarShellTalk(const FarShellTalk&) = delete;
  FarShellTalk& operator=(const FarShellTalk&) = delete;
  ~FarShellTalk();

  /// A new sh: gives what it has to read first.
  [[nodiscard]] std::string begin(const std::string& socket_path);
  /// What it printed.
  void received(std::string_view bytes);
  /// It has gone: questions end with `why`. One of them may destroy this.
  void lost(const Error& why);

  [[nodiscard]] const FarFacts& facts() const { return facts_; }
  /// Whether it has printed too much instead of an answer.
  [[nodiscard]] bool babbles() const { return !facts_.complete && noise_ > kMaxNoise; }
  /// The last line that was no answer.
  [[nodiscard]] const std::string& last_noise() const { return last_noise_; }

  /// `script` runs with nothing on its standard input and its errors nowhere; without an answer of its own the answer is
  /// "". What is asked before the greeting waits for it. `done` is called once, never from within this function;
  /// destroying what is returned gives the question up.
  [[nodiscard]] std::shared_ptr<void> ask(std::string script, uv::TimePoint deadline, Done done);

 private:
  struct Question;

  void send(Question& question);
  void heard(std::string_view line);
  void heard_part(std::uint64_t id, std::string_view line);
  [[nodiscard]] std::list<Question>::iterator find(std::uint64_t id);
  void finish(std::uint64_t id, Result<std::string> result);

  uv::Loop& loop_;
  UniqueFunction<void(std::string)> send_;
  std::string token_;
  FarFacts facts_;
  LineSplitter lines_{kMaxAnswer};
  std::size_t noise_ = 0;
  std::string last_noise_;
  std::uint64_t last_id_ = 0;
  /// Expires together with this.
  std::shared_ptr<FarShellTalk*> alive_ = std::make_shared<FarShellTalk*>(this);
  std::list<Question> questions_;
};

}  // namespace smcp::tmux
