#include "cli/terminal_question.hpp"

#include <cstdio>
#include <unistd.h>
#include <utility>

#include "cli/yes_or_no.hpp"

namespace smcp::cli {
namespace {

using transport::Answer;

/// Upper bound on what is read of an answer, in bytes; only its beginning counts.
constexpr std::size_t kMaxAnswer = 4096;

}  // namespace

transport::Person TerminalQuestion::person() {
  const bool terminal = ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
  return {terminal ? transport::Asking::in_call : transport::Asking::never};
}

void TerminalQuestion::answer_for(transport::ReplySink& sink) {
  sink.ask = [this](const transport::Question& question, Done done) { ask(question, std::move(done)); };
}

void TerminalQuestion::stop() {
  if (input_) input_->pause();
  done_ = {};
}

void TerminalQuestion::ask(const transport::Question& question, Done done) {
  drop_typed_ahead();
  std::fprintf(stderr, "%s\nGo on? [y/N] ", question.message.c_str());
  done_ = std::move(done);
  line_.clear();
  if (input_) return input_->resume();
  auto input = transport::Input::open(loop_, STDIN_FILENO);
  if (!input) return give({Answer::Kind::unusable, "", input.error().message});
  input_ = std::move(*input);
  input_->start([this](std::string_view typed) { read(typed); }, [this] { give({Answer::Kind::cancelled}); });
}

void TerminalQuestion::read(std::string_view typed) {
  line_ += typed.substr(0, kMaxAnswer - line_.size());
  const auto end = line_.find('\n');
  if (end == std::string::npos && line_.size() < kMaxAnswer) return;
  give({is_yes(line_.substr(0, end)) ? Answer::Kind::accepted : Answer::Kind::declined});
}

void TerminalQuestion::give(Answer answer) {
  auto done = std::exchange(done_, {});
  stop();
  if (done) done(std::move(answer));
}

}  // namespace smcp::cli
