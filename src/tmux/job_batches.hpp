// What a job's start has tmux do: batches that end by themselves where something is not as it must be. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tmux/command.hpp"
#include "tmux/job.hpp"
#include "tmux/job_script.hpp"
#include "tmux/panes.hpp"

namespace smcp::tmux {

class JobBatches {
 public:
  /// An argv holds 16364 bytes; a script travels in pieces of at most so many.
  static constexpr std::size_t kPiece = 8 * 1024;

  JobBatches(const Pane& pane, JobId id) : pane_(pane), id_(std::move(id)) {}

  /// The pane as it was seen last: where nothing must have moved, and whose job_option::kTyping must still
  /// stand.
  void expect(const PaneState& state, std::string typing) {
    state_ = state;
    typing_ = std::move(typing);
  }
  /// The same with kTyping as type_line() has set it.
  void expect(const PaneState& state) { state_ = state; }

  /// Says that we type (kTyping), erases what stands on the line, and types `line`.
  [[nodiscard]] Command type_line(ShellKind shell, std::string_view line);
  /// Puts bytes [from, end) of a script into its option, behind what is there already.
  [[nodiscard]] Command add_to_script(std::string_view script, std::size_t from, std::size_t end) const;
  /// The last piece, what is known of the job, and Enter.
  [[nodiscard]] Command press_enter(std::string_view script, std::size_t from, const JobLook& look,
                                    const JobRecord& record) const;

  struct Typed {
    std::size_t characters = 0;  ///< of the line, with kEraseProbe
    bool erasable = true;        ///< Ctrl-U erases it
    bool seen = false;           ///< the line stood where `state` of expect() says
    std::string put_back;        ///< typed in its place
  };
  /// Takes back what was typed, and what waits to be fetched. Nothing of it if that is not our own any more.
  [[nodiscard]] Command undo(const Typed& typed, const JobLook& look) const;

  /// From then on the shell will not begin to run it. Answers with a JobLook.
  [[nodiscard]] Command give_up() const;
  /// That it was to run.
  [[nodiscard]] Command forget() const;

 private:
  [[nodiscard]] Command server() const { return Guard::server(pane_.server).begin(); }
  [[nodiscard]] Command guarded() const;
  [[nodiscard]] std::string place() const;
  void add_piece(Command& batch, std::string_view script, std::size_t from, std::size_t end) const;
  void set(Command& batch, std::string_view option, std::string_view value) const;
  void unset(Command& batch, std::string_view option) const;

  Pane pane_;
  JobId id_;
  PaneState state_;
  std::string typing_;
};

}  // namespace smcp::tmux
