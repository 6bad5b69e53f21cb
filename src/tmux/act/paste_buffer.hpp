// A tmux buffer for pasting. All buffers of a tmux server share their names.
#pragma once

#include <string>
#include <utility>

#include "tmux/link/request_chain.hpp"

namespace smcp::tmux {

/// The buffer of one flow. Destroying this object deletes the buffer if it may exist, so that nothing of what
/// was to be pasted stays behind when the flow fails or is dropped.
class PasteBuffer {
 public:
  /// Chooses a name that no other buffer has, not even one of another server of ours. It says whose buffer it
  /// is, because people see it in choose-buffer for a moment.
  explicit PasteBuffer(Chain chain);
  PasteBuffer(const PasteBuffer&) = delete;
  PasteBuffer& operator=(const PasteBuffer&) = delete;
  ~PasteBuffer();

  [[nodiscard]] const std::string& name() const { return name_; }

  /// To be called before a batch that fills the buffer and pastes it, …
  void filling() { may_exist_ = true; }
  /// … and after that batch has succeeded: `paste-buffer -d` has deleted the buffer.
  void pasted() { may_exist_ = false; }

 private:
  Chain chain_;
  std::string name_;
  bool may_exist_ = false;
};

}  // namespace smcp::tmux
