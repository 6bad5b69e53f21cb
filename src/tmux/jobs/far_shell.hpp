// Running a command in a shell that cannot call tmux: behind ssh or docker, or as another user. Everything
// goes through the terminal itself. Pure.
//
// The shell tells us things by marks: escape sequences (OSC 7) that tmux stores as #{pane_path}, and that pass
// through whatever is between. The conversation, with T for the token:
//
//   we type, and press Enter    eval "$(sh -c '…' @smcp-T)"    turns echo off, and waits for one line
//   pane_path                   @smcp-T
//   we paste                    the loader (far_loader), which goes on reading
//   pane_path                   @smcp-T shell NAME
//   we paste                    the script, in lines that begin with T (far_lines); it begins by giving the pane
//                               back its path, and then runs the command
//   pane_path                   @smcp-T end STATUS             the shell stands still: its output ends at the cursor
//   we press                    the key for going on (kGoOn), or the one for a line break first (kBreakLine)
//   pane_path                   what it was before
//
// Of all this only the line that is typed is shown. What we paste is coded so that a shell which gets it by mistake,
// because the link has just ended, finds only a command that does not exist.
//
// The key for going on and the one for a line break (which it prints before it goes on) are made interrupt characters
// for that moment, so that they overtake what a user has typed ahead. If a user types while the loader reads, it runs
// nothing and tells us what they typed (`keys HEX`). We type that again, behind a word that ends the loader, if it is a
// text without a line break: the far end may be anybody, and must not be able to have a line run here. If we are not there at the end, the shell goes on
// after kStandsStill, leaving `late STATUS`.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "tmux/jobs/job.hpp"

namespace smcp::tmux {

/// How long the shell stands still at the end of a command unless it is told to go on.
inline constexpr std::chrono::seconds kStandsStill{5};
/// How long the loader waits for the next bytes. `stty time` counts tenths of a second, in one byte.
inline constexpr std::chrono::milliseconds kLoaderWaits{9900};
/// Upper bound on the pane's path that is given back, in bytes; a longer one is dropped.
inline constexpr std::size_t kMaxKeptPath = 1024;

/// Upper bound on what the loader gives back of a user's keys, in bytes.
inline constexpr std::size_t kMaxKeys = 200;

inline constexpr char kGoOn = '\x03';
inline constexpr char kBreakLine = '\x1c';

/// What a far shell has told last, as #{pane_path} has it.
struct FarMark {
  enum class Kind {
    ready,  ///< it runs what was typed, with echo off
    shell,  ///< the loader reads; `text` is the name of the shell's program
    keys,   ///< nothing was run; `text` is what a user has typed meanwhile: its beginning, as bytes
    end,    ///< the command has ended with `status`, and the shell stands still
    late,   ///< it has ended with `status`, and the shell has gone on
  };
  Kind kind = Kind::ready;
  std::string text{};
  int status = 0;

  /// Nothing if `path` is not a mark of this job.
  [[nodiscard]] static std::optional<FarMark> parse(std::string_view path, const JobId& id);
};

/// The line to type: printable ASCII, for bash, zsh, fish from 3.4 on, and POSIX shells. It ends like that of a
/// shell that can call tmux (kTypedEnd), by which it is found on the screen.
[[nodiscard]] std::string far_typed_line(const JobId& id);
/// The text of #{pane_path} while the shell waits for the loader; with a name after it, for the script.
[[nodiscard]] std::string far_ready(const JobId& id);
/// The loader, with its line break. Before it tells the name of the shell, it prints `shown`, dim, in a line of its
/// own, so that a person sees what runs.
[[nodiscard]] std::string far_loader(const JobId& id, std::string_view shown);
/// `script` as the loader reads it, in lines that are short enough for any terminal.
[[nodiscard]] std::string far_lines(const JobId& id, std::string_view script);
/// What makes the loader run nothing.
[[nodiscard]] std::string far_nothing(const JobId& id);
/// What makes a loader that has given back keys end, and give the pane this path. The keys have to follow it in the
/// same write.
[[nodiscard]] std::string far_taken(const JobId& id, std::string_view path);
/// A program for `sh -c`, called with job_option::script() and the status: it gives the end mark, and stands
/// still. Afterwards the pane's path is `path` again.
[[nodiscard]] std::string far_end_program(std::string_view path);
/// `text` for printf's %b, in letters, digits and `/:._-` alone besides the codes.
[[nodiscard]] std::string far_text(std::string_view text);
/// The same for the pane's path, or nothing if that is too long.
[[nodiscard]] std::string far_path(std::string_view path);

}  // namespace smcp::tmux
