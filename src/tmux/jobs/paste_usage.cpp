#include "tmux/jobs/paste_usage.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kName = "list-commands";

void complete(Command& batch) {
  batch.flag("-F").flag("#{command_list_usage}").flag("paste-buffer");
}

}  // namespace

Command PasteUsage::question() {
  Command batch(kName);
  complete(batch);
  return batch;
}

void PasteUsage::add_question(Command& batch) {
  batch.then(kName);
  complete(batch);
}

void PasteUsage::add_buffer(Command& batch, PaneId pane, std::string_view buffer, bool bracketed) const {
  batch.then("paste-buffer").flag("-d").flag("-r");
  if (verbatim_flag_) batch.flag("-S");
  if (bracketed) batch.flag("-p");
  batch.flag("-b").flag(buffer).flag("-t").arg(pane.text());
}

void PasteUsage::add(Command& batch, PaneId pane, std::string_view buffer, std::string_view bytes,
                     bool bracketed) const {
  batch.then("set-buffer").flag("-b").flag(buffer).flag("--").arg(bytes);
  add_buffer(batch, pane, buffer, bracketed);
}

}  // namespace smcp::tmux
