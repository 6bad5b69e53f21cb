#include "tmux/job_batches.hpp"

#include "tmux/prompt_line.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kPlaceFormat = "#{history_size} #{cursor_y} #{cursor_x} #{pane_width}";

/// Erases the line whatever mode the line editor is in, and goes on inserting. Without something to erase,
/// Ctrl-U would ring the bell.
void add_erasure(Command& batch, ShellKind shell, const std::string& pane) {
  batch.then("send-keys").flag("-t").arg(pane);
  // With vi's keys, Ctrl-U of zsh erases only what was typed since the last command: the command is `0C`
  // here. With Emacs' keys that is a C, no times.
  if (shell == ShellKind::zsh) batch.flag("Space").flag("Escape").flag("0").flag("C");
  batch.flag(std::string(kEraseProbe)).flag("C-u");
}

}  // namespace

Command JobBatches::type_line(ShellKind shell, std::string_view line) {
  const std::string pane = id_.pane.text();
  Command batch = guarded();
  typing_ = id_.token + " " + std::to_string(state_.now);
  set(batch, job_option::kTyping, typing_);
  add_erasure(batch, shell, pane);
  batch.then("send-keys").flag("-t").arg(pane).flag("-l").flag("--").arg(line);
  return batch;
}

Command JobBatches::add_to_script(std::string_view script, std::size_t from, std::size_t end) const {
  Command batch = server();
  add_piece(batch, script, from, end);
  return batch;
}

Command JobBatches::press_enter(std::string_view script, std::size_t from, const JobLook& look,
                                const JobRecord& record) const {
  Command batch = guarded();
  add_piece(batch, script, from, script.size());
  set(batch, job_option::kPast, PastJob::text(look.with_newest()));
  set(batch, job_option::kJob, record.text());
  batch.then("send-keys").flag("-t").arg(id_.pane.text()).flag("Enter");
  return batch;
}

Command JobBatches::undo(const Typed& typed, const JobLook& look) const {
  const std::string pane = id_.pane.text();
  const std::string newest = look.job ? look.job->token : std::string();
  Command batch = server();
  Guard::unmoved(pane, "#{@smcp-typing} #{=6:@smcp-job}", typing_ + " " + newest).append_to(batch);
  unset(batch, job_option::kTyping);
  unset(batch, job_option::script(id_));
  Guard::takes_keys(pane).append_to(batch);
  // Before the line has been seen, its own echo moves the cursor.
  if (typed.seen) Guard::unmoved(pane, kPlaceFormat, place()).append_to(batch);
  batch.then("send-keys").flag("-t").arg(pane);
  if (typed.erasable) {
    batch.flag("C-u");
  } else {
    batch.flag("-N").flag(std::to_string(typed.characters)).flag("BSpace");
  }
  if (!typed.put_back.empty())
    batch.then("send-keys").flag("-t").arg(pane).flag("-l").flag("--").arg(typed.put_back);
  return batch;
}

Command JobBatches::give_up() const {
  Command batch = server();
  unset(batch, job_option::script(id_));
  unset(batch, job_option::kTyping);
  batch.then("display-message").flag("-p").flag("-t").arg(id_.pane.text()).arg(JobLook::format());
  return batch;
}

Command JobBatches::forget() const {
  Command batch = server();
  unset(batch, job_option::kJob);
  return batch;
}

/// Ends at once if anything has moved in the pane, or another server types.
Command JobBatches::guarded() const {
  const std::string pane = id_.pane.text();
  Command batch = server();
  Guard::takes_keys(pane).append_to(batch);
  Guard::unmoved(pane, std::string(kPlaceFormat) + " #{@smcp-typing}", place() + " " + typing_)
      .append_to(batch);
  return batch;
}

std::string JobBatches::place() const {
  return std::to_string(state_.history) + " " + std::to_string(state_.cursor_y) + " " +
         std::to_string(state_.cursor_x) + " " + std::to_string(state_.width);
}

void JobBatches::add_piece(Command& batch, std::string_view script, std::size_t from, std::size_t end) const {
  batch.then("set-option").flag(from > 0 ? "-pa" : "-p").flag("-t").arg(id_.pane.text());
  batch.flag("--").flag(job_option::script(id_)).arg(script.substr(from, end - from));
}

void JobBatches::set(Command& batch, std::string_view option, std::string_view value) const {
  batch.then("set-option").flag("-p").flag("-t").arg(id_.pane.text()).flag("--").flag(option).arg(value);
}

void JobBatches::unset(Command& batch, std::string_view option) const {
  batch.then("set-option").flag("-pu").flag("-t").arg(id_.pane.text()).flag(option);
}

}  // namespace smcp::tmux
