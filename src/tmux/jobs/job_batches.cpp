#include "tmux/jobs/job_batches.hpp"

#include <utility>

#include "tmux/act/new_pane.hpp"
#include "tmux/jobs/line_keys.hpp"
#include "tmux/read/last_typed.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kPlaceFormat = "#{history_size} #{cursor_y} #{cursor_x} #{pane_width}";

std::string typing_value() {
  return "#{" + std::string(job_option::kTyping) + "}";
}

/// Who else types: servers of ours, and users.
std::string typing_format() {
  return typing_value() + "/" + std::string(JobLook::typists_format());
}

std::string place_of(const PaneState& state) {
  return std::to_string(state.history) + " " + std::to_string(state.cursor_y) + " " +
         std::to_string(state.cursor_x) + " " + std::to_string(state.width);
}

}  // namespace

JobBatches::JobBatches(const Pane& pane, JobId id, bool is_new)
    : pane_(pane), id_(std::move(id)), is_new_(is_new) {}

Command JobBatches::begin_typing(std::string_view bytes) {
  Command batch = guarded();
  typing_ = id_.token + " " + std::to_string(state_.now);
  set(batch, job_option::kTyping, typing_);
  add_bytes(batch, bytes);
  return batch;
}

Command JobBatches::type(std::string_view bytes) const {
  Command batch = guarded();
  add_bytes(batch, bytes);
  return batch;
}

Command JobBatches::type_and_paste(std::string_view keys, std::string_view text) const {
  Command batch = guarded();
  add_bytes(batch, keys);
  add_bytes(batch, text, true);
  return batch;
}

Command JobBatches::type_anywhere(std::string_view bytes) const {
  Command batch = guarded_but_for_place();
  add_bytes(batch, bytes);
  return batch;
}

Command JobBatches::end_typing() const {
  Command batch = server();
  unset(batch, job_option::script(id_));
  // Another server may have considered our lock expired and be typing.
  Precondition::unmoved(id_.pane.text(), typing_value(), typing_).append_to(batch);
  unset(batch, job_option::kTyping);
  return batch;
}

Command JobBatches::take_back(std::string_view bytes) const {
  Command batch = type_anywhere(bytes);
  unset(batch, job_option::script(id_));
  unset(batch, job_option::kTyping);
  return batch;
}

Command JobBatches::add_to_script(std::string_view script, std::size_t from, std::size_t end) const {
  Command batch = server();
  add_piece(batch, script, from, end);
  return batch;
}

Command JobBatches::press_enter(std::string_view script, std::size_t from, const JobLook& look,
                                const JobRecord& record, const JobShell& shell) const {
  Command batch = guarded();
  add_piece(batch, script, from, script.size());
  add_record(batch, look, record, shell);
  add_bytes(batch, LineKeys::kEnter);
  return batch;
}

Command JobBatches::press_enter(const JobLook& look, const JobRecord& record, const JobShell& shell) const {
  Command batch = guarded();
  add_record(batch, look, record, shell);
  add_bytes(batch, LineKeys::kEnter);
  return batch;
}

void JobBatches::add_record(Command& batch, const JobLook& look, const JobRecord& record,
                            const JobShell& shell) const {
  set(batch, job_option::kPast, PastJob::text(look.with_newest()));
  unset(batch, job_option::kEnd);
  set(batch, job_option::kJob, record.text());
  set(batch, job_option::kShell, record.token + " " + shell.text());
  set(batch, kLastTypedOption, record.last_typed());
}

Command JobBatches::answer(std::string_view path, std::string_view bytes) const {
  Command batch = guarded_by_path(path);
  add_bytes(batch, bytes);
  return batch;
}

Command JobBatches::answer_anyway(std::string_view path, std::string_view bytes) const {
  Command batch = server();
  Precondition::unmoved(id_.pane.text(), "#{pane_path}", path).append_to(batch);
  add_bytes(batch, bytes);
  return batch;
}

std::vector<Command> JobBatches::begin_far(std::string_view path, std::string_view bytes) const {
  std::vector<Command> commands;
  for (std::size_t from = 0; from < bytes.size(); from += kMaxScriptPiece) {
    const bool last = from + kMaxScriptPiece >= bytes.size();
    Command batch = last ? guarded_by_path(path) : server();
    batch.then("set-buffer").flag(from > 0 ? "-ab" : "-b").flag(buffer());
    batch.flag("--").arg(bytes.substr(from, kMaxScriptPiece));
    if (last) {
      batch.then("set-option")
          .flag("-pF")
          .flag("-t")
          .arg(id_.pane.text())
          .flag("--")
          .flag(job_option::kStart);
      batch.arg(id_.token + " " + JobMark::format_at(state_.now));
      unset(batch, job_option::kTyping);
      paste_.add_buffer(batch, id_.pane, buffer());
    }
    commands.push_back(std::move(batch));
  }
  return commands;
}

Command JobBatches::give_up() const {
  Command batch = server();
  unset(batch, job_option::script(id_));
  unset(batch, job_option::kTyping);
  batch.then("display-message").flag("-p").flag("-t").arg(id_.pane.text()).arg(JobLook::format());
  return batch;
}

Command JobBatches::remember(const JobShell& shell) const {
  Command batch = server();
  set(batch, job_option::kShell, id_.token + " " + shell.text());
  return batch;
}

Command JobBatches::forget() const {
  Command batch = server();
  unset(batch, job_option::kJob);
  return batch;
}

Command JobBatches::guarded() const {
  Command batch = guarded_but_for_place();
  Precondition::unmoved(id_.pane.text(), kPlaceFormat, place_of(state_)).append_to(batch);
  return batch;
}

Command JobBatches::guarded_by_path(std::string_view path) const {
  const std::string pane = id_.pane.text();
  Command batch = server();
  Precondition::takes_keys(pane).append_to(batch);
  Precondition::unmoved(pane, "#{pane_path}/" + std::string(JobLook::typists_format()),
                        std::string(path) + "/" + typists_)
      .append_to(batch);
  return batch;
}

Command JobBatches::guarded_but_for_place() const {
  const std::string pane = id_.pane.text();
  Command batch = server();
  if (is_new_) uncover(batch, id_.pane);
  Precondition::takes_keys(pane).append_to(batch);
  Precondition::unmoved(pane, typing_format(), typing_ + "/" + typists_).append_to(batch);
  return batch;
}

void JobBatches::add_piece(Command& batch, std::string_view script, std::size_t from, std::size_t end) const {
  batch.then("set-option").flag(from > 0 ? "-pa" : "-p").flag("-t").arg(id_.pane.text());
  batch.flag("--").flag(job_option::script(id_)).arg(script.substr(from, end - from));
}

void JobBatches::add_bytes(Command& batch, std::string_view bytes, bool bracketed) const {
  paste_.add(batch, id_.pane, buffer(), bytes, bracketed);
}

std::string JobBatches::buffer() const {
  return job_buffer(id_);
}

void JobBatches::set(Command& batch, std::string_view option, std::string_view value) const {
  batch.then("set-option").flag("-p").flag("-t").arg(id_.pane.text()).flag("--").flag(option).arg(value);
}

void JobBatches::unset(Command& batch, std::string_view option) const {
  batch.then("set-option").flag("-pu").flag("-t").arg(id_.pane.text()).flag(option);
}

}  // namespace smcp::tmux
