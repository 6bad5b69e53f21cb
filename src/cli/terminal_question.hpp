// Asking the person at the terminal before a call, where a server would ask through its client.
#pragma once

#include <memory>
#include <string>

#include "base/unique_function.hpp"
#include "io/uv_loop.hpp"
#include "transport/input.hpp"
#include "transport/question.hpp"
#include "transport/tool_reply.hpp"

namespace smcp::cli {

/// Reads from standard input only while a question is open.
class TerminalQuestion {
 public:
  explicit TerminalQuestion(uv::Loop& loop) : loop_(loop) {}
  TerminalQuestion(const TerminalQuestion&) = delete;
  TerminalQuestion& operator=(const TerminalQuestion&) = delete;
  ~TerminalQuestion() = default;

  /// Whether a person can be asked: both standard input and standard error are a terminal.
  [[nodiscard]] static transport::Person person();
  /// Lets the calls of this sink ask here. They must not outlive this.
  void answer_for(transport::ReplySink& sink);
  /// The call is over: its question keeps the loop running no longer.
  void stop();

 private:
  using Done = UniqueFunction<void(transport::Answer)>;

  void ask(const transport::Question& question, Done done);
  void read(std::string_view typed);
  void give(transport::Answer answer);

  uv::Loop& loop_;
  std::unique_ptr<transport::Input> input_;
  std::string line_;
  Done done_;
};

}  // namespace smcp::cli
