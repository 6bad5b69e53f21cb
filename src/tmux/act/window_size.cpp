#include "tmux/act/window_size.hpp"

#include <string>
#include <string_view>

namespace smcp::tmux {
namespace {

/// True if a window is too narrow, or too low. They are written with the formats of tmux 3.1, which cannot compare
/// numbers.
constexpr std::string_view kIsNarrow = "#{||:#{m:?,#{window_width}},#{m:[1-7]?,#{window_width}}}";
constexpr std::string_view kIsLow =
    "#{||:#{m:?,#{window_height}},#{||:#{m:1?,#{window_height}},#{m:2[0-3],#{window_height}}}}";
static_assert(kLeastWidth == 80 && kLeastHeight == 24, "the formats above say so, too");

/// resize-window makes the size a fixed one; the option is the window's own.
constexpr std::string_view kNotFixed = " ; set-option -w -u window-size";

/// Commands in one string, which resize one side under a condition.
std::string resize(std::string_view condition, std::string_view side, std::uint32_t size) {
  std::string commands = "if-shell -F '";
  commands.append(condition)
      .append("' 'resize-window ")
      .append(side)
      .append(" ")
      .append(std::to_string(size));
  return commands.append(kNotFixed).append("'");
}

}  // namespace

void append_size(Command& batch, const WantedSize& size) {
  std::string commands = resize(size.width ? "1" : kIsNarrow, "-x", size.width.value_or(kLeastWidth));
  commands += " ; " + resize(size.height ? "1" : kIsLow, "-y", size.height.value_or(kLeastHeight));
  batch.then("if-shell").flag("-F").arg("#{||:" + std::string(kIsNarrow) + "," + std::string(kIsLow) + "}");
  batch.arg(commands + " ; respawn-pane -k").arg(commands);
}

void append_later_size(Command& batch, const std::string& session, const WantedSize& size) {
  if (!size.is_given()) return;
  batch.then("set-option").flag("-t").arg(session + ":").flag("default-size");
  batch.arg(std::to_string(size.width.value_or(kLeastWidth)) + "x" +
            std::to_string(size.height.value_or(kLeastHeight)));
}

}  // namespace smcp::tmux
