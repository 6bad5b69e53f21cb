#include "tmux/act/resize.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "base/contains.hpp"
#include "base/task.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/find/held_panes.hpp"
#include "tmux/find/sessions.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

/// Windows in one request: its words have to fit into one message to tmux, which takes 16 KiB.
constexpr std::size_t kWindowsAtOnce = 50;

constexpr std::string_view kOption = "window-size";
constexpr std::string_view kOptionMark = "sessions-mcp-window";
constexpr std::string_view kSizeMark = "sessions-mcp-size";

struct SizedWindow {
  WindowId window;
  ExactSize size;
};

const RowTable<SizedWindow>& sized_windows() {
  static const RowTable<SizedWindow> table{
      field<&SizedWindow::window>("#{window_id}"),
      field<&SizedWindow::size, &ExactSize::width>("#{window_width}"),
      field<&SizedWindow::size, &ExactSize::height>("#{window_height}"),
  };
  return table;
}

/// The session's windows, each once.
std::vector<WindowId> windows_of(const std::vector<HeldPane>& panes, SessionId session) {
  std::vector<WindowId> windows;
  for (const HeldPane& pane : panes) {
    const bool seen = contains(windows, pane.window);
    if (pane.session == session && !seen) windows.push_back(pane.window);
  }
  return windows;
}

Error attached(const std::string& name, const std::string& where) {
  return {Errc::refused,
          "a terminal is attached to session \"" + where + "\"" +
              (name == where ? "" : ", which shows windows of session \"" + name + "\"") +
              ": its windows have the size of that terminal. Nothing was resized. The person there "
              "can resize the terminal, or detach."};
}

/// What the windows themselves have set for the option: most have nothing.
std::map<WindowId, std::string> parse_options(std::string_view text) {
  // What a hook prints is no value.
  constexpr std::array<std::string_view, 4> kValues = {"largest", "smallest", "manual", "latest"};
  std::map<WindowId, std::string> values;
  std::optional<WindowId> window;
  for (const auto line : split_lines(text)) {
    if (line.starts_with(kOptionMark)) {
      window = WindowId::parse(line.substr(std::min(line.size(), kOptionMark.size() + 1)));
    } else if (window && contains(kValues, line)) {
      values[*window] = line;
    }
  }
  return values;
}

/// One resizing; it lives in the frame of its flow.
class Resizing {
 public:
  Resizing(Chain chain, std::string name, ExactSize size)
      : chain_(std::move(chain)), name_(std::move(name)), size_(size) {}

  Task<Result<ExactSize>> run_all() {
    auto listing = list_held_panes(chain_);
    const auto panes = co_await listing;
    if (!panes) co_return error_for(name_, panes.error());
    const auto pinned = chain_->pinned().find(name_);
    const auto found = std::find_if(panes->begin(), panes->end(), [&](const HeldPane& pane) {
      return pane.session_name == name_ && (!pinned || pane.session == *pinned);
    });
    if (found == panes->end()) co_return no_such_session(name_);
    server_ = found->server;
    session_ = found->session;
    const std::vector<WindowId> windows = windows_of(*panes, session_);
    for (const HeldPane& pane : *panes) {
      const bool shown = contains(windows, pane.window);
      if (shown && pane.attached > 0)
        co_return attached(chain_->shown(name_), chain_->shown(pane.session_name));
    }
    for (std::span<const WindowId> rest = windows; !rest.empty();) {
      const auto some = rest.first(std::min(rest.size(), kWindowsAtOnce));
      auto resizing = resize(some);
      const Status resized = co_await resizing;
      if (!resized) co_return resized.error();
      rest = rest.subspan(some.size());
    }
    co_return size_;
  }

 private:
  Task<Status> resize(std::span<const WindowId> windows) {
    Command ask = Precondition::server(server_).begin();
    for (const WindowId window : windows) {
      ask.then("display-message").flag("-p").arg(std::string(kOptionMark) + " " + window.text());
      ask.then("show-options").flag("-wqv").flag("-t").arg(window.text()).flag(kOption);
    }
    const auto options = co_await run(chain_, std::move(ask));
    if (!options) co_return error_for(name_, options.error());
    Command batch = resize_batch(windows, parse_options(*options));
    const auto text = co_await run(chain_, std::move(batch));
    if (!text) co_return error_for(name_, text.error());
    co_return check(windows, *text);
  }

  [[nodiscard]] Command resize_batch(std::span<const WindowId> windows,
                                     const std::map<WindowId, std::string>& options) const {
    const std::string session = session_.text() + ":";
    Command batch = Precondition::server(server_).begin();
    Precondition::session(session, name_).append_to(batch);
    Precondition::nobody_is_attached(session).append_to(batch);
    for (const WindowId window : windows) {
      batch.then("resize-window").flag("-t").arg(window.text());
      batch.flag("-x").flag(std::to_string(size_.width)).flag("-y").flag(std::to_string(size_.height));
      const auto option = options.find(window);
      batch.then("set-option").flag(option == options.end() ? "-wu" : "-w");
      batch.flag("-t").arg(window.text()).flag(kOption);
      if (option != options.end()) batch.flag(option->second);
    }
    batch.then("list-windows").flag("-t").arg(session).flag("-F");
    batch.arg(sized_windows().marked_format(kSizeMark));
    return batch;
  }

  /// Whether tmux says that these have the size.
  [[nodiscard]] Status check(std::span<const WindowId> windows, std::string_view text) const {
    std::map<WindowId, ExactSize> sizes;
    for (const auto line : split_lines(text)) {
      if (const auto row = sized_windows().parse_marked(line, kSizeMark)) sizes[row->window] = row->size;
    }
    for (const WindowId window : windows) {
      const auto now = sizes.find(window);
      if (now == sizes.end()) return unexpected_answer("list-windows");
      if (now->second == size_) continue;
      return Error{Errc::refused,
                   "tmux gave window " + window.text() + " of session \"" + chain_->shown(name_) +
                       "\" the size " + std::to_string(now->second.width) + "x" +
                       std::to_string(now->second.height) + " instead. list_windows shows all sizes."};
    }
    return Ok{};
  }

  Chain chain_;
  std::string name_;
  ExactSize size_;
  ServerId server_;
  SessionId session_;
};

Task<Result<ExactSize>> resize_one(Chain chain, std::string name, ExactSize size) {
  Resizing resizing(std::move(chain), std::move(name), size);
  auto all = resizing.run_all();
  co_return co_await all;
}

}  // namespace

void resize_session(const Chain& chain, std::string name, ExactSize size,
                    UniqueFunction<void(Result<ExactSize>)> done) {
  start(resize_one(chain, std::move(name), size), std::move(done));
}

}  // namespace smcp::tmux
