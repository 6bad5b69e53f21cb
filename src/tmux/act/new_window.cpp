#include "tmux/act/new_window.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "base/called_back.hpp"
#include "tmux/act/clean_up.hpp"
#include "tmux/act/first_command.hpp"
#include "tmux/act/long_history.hpp"
#include "tmux/act/new_pane.hpp"
#include "tmux/act/new_session_rows.hpp"
#include "tmux/act/shell_lives.hpp"
#include "tmux/act/whole_answer.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/precondition.hpp"
#include "tmux/link/row_table.hpp"

namespace smcp::tmux {
namespace {

constexpr std::string_view kWindowMark = "sessions-mcp-window";

/// The window of a pane that has just been made. Its row goes before that of the pane (MadeShell), in one line.
struct MadeWindow {
  std::uint32_t index = 0;
  std::string name;
};

const RowTable<MadeWindow>& made_windows() {
  static const RowTable<MadeWindow> table{
      field<&MadeWindow::index>("#{window_index}"),
      field<&MadeWindow::name>(one_line("window_name")),
      {"", [](std::string_view, MadeWindow&) { return true; }},  // the rest is the pane's
  };
  return table;
}

struct Made {
  MadeWindow window;
  MadeShell shell;
};

std::string made_format() {
  return made_windows().marked_format(kWindowMark) + MadeShell::format();
}

std::optional<Made> parse_made(std::string_view answer) {
  const auto window = made_windows().parse_marked(answer, kWindowMark);
  if (!window) return std::nullopt;
  const auto begin = std::string(kWindowMark) + kFieldSeparator;
  auto row = answer.substr(answer.find(begin) + begin.size());
  for (int i = 0; i < 2; ++i) row.remove_prefix(row.find(kFieldSeparator) + 1);
  auto shell = MadeShell::parse_unsized(row);
  if (!shell) return std::nullopt;
  return Made{*window, std::move(*shell)};
}

void kill_now(Client& client, const ServerId& server, PaneId pane, Client::Done done) {
  Command command = Precondition::server(server).begin();
  command.then("kill-pane").flag("-t").arg(pane.text());
  clean_up(client, std::move(command), std::move(done));
}

Error no_room() {
  return {Errc::refused,
          "there is no room for another pane there; nothing was made. Split a larger pane, or open a window "
          "(leave "
          "split out)."};
}

/// One opening. If it is destroyed before its end, it removes what it has made. As long as `done` is held, calls
/// that wait for their turn with this session wait for that, too.
class Opening {
 public:
  using Done = UniqueFunction<void(Result<NewWindowPane>)>;

  Opening(uv::Loop& loop, Chain chain, NewWindow wanted, UniqueFunction<void(std::string_view)> on_progress,
          std::shared_ptr<Done> done)
      : loop_(loop),
        chain_(std::move(chain)),
        wanted_(std::move(wanted)),
        on_progress_(std::move(on_progress)),
        done_(std::move(done)) {}
  Opening(const Opening&) = delete;
  Opening& operator=(const Opening&) = delete;
  ~Opening() {
    if (!made_) return;
    kill_now(chain_->client(), wanted_.pane.server, *made_,
             [held = std::move(done_)](const Result<Reply>&) { static_cast<void>(held); });
  }

  Task<Result<NewWindowPane>> run_all() {
    auto finding = wanted_.start.cwd.empty() ? inherit_cwd() : find_cwd(loop_, chain_, wanted_.start);
    const Status found = co_await finding;
    if (!found) co_return found.error();
    auto making = make();
    auto made = co_await making;
    Status status = made ? check_name(made->window) : Status(made.error());
    if (status) {
      auto starting = wanted_.command.empty() ? see_alive(made->shell) : give_command(made->shell);
      status = co_await starting;
    }
    if (status) {
      made_.reset();
      co_return NewWindowPane{made->shell.pane.id, made->window.index, made->shell.start};
    }
    auto undoing = undo(status.error());
    co_return co_await undoing;
  }

 private:
  [[nodiscard]] bool splits() const { return wanted_.split != Split::none; }

  /// tmux's default would be our directory. (Its own name for the session's, session_path, is unknown to 3.1.)
  Task<Status> inherit_cwd() {
    Command ask = Precondition::server(wanted_.pane.server).begin();
    ask.then("display-message").flag("-p").flag("-t").arg(wanted_.pane.id.text()).arg("#{pane_current_path}");
    auto text = co_await run(chain_, std::move(ask));
    if (!text) co_return text.error();
    if (text->ends_with('\n')) text->pop_back();
    if (text->starts_with('/')) wanted_.start.cwd = std::move(*text);
    co_return Ok{};
  }

  Task<Result<Made>> make() {
    Command command = opening();
    auto asking = whole_answer(chain_, std::move(command), RequestChain::OnCancel::finish);
    const WholeAnswer answer = co_await asking;
    auto made = parse_made(answer.text);
    if (made) made_ = made->shell.pane.id;
    if (chain_->cancelled()) co_return Error{Errc::refused, "cancelled"};
    // If its row is there, it was made, and any error is from a hook of the user's.
    if (made && answer.is_from_tmux()) co_return std::move(*made);
    if (answer.status) co_return unexpected_answer(splits() ? "split-window" : "new-window");
    const Error& error = answer.status.error();
    if (error.message.find("no space for") != std::string::npos) co_return no_room();
    co_return error;
  }

  [[nodiscard]] Command opening() const {
    const std::string session = wanted_.pane.session.text();
    Command command = Precondition::server(wanted_.pane.server).begin();
    Precondition::holds_pane(wanted_.session, wanted_.pane.id).append_to(command);
    if (!wanted_.window.empty())
      Precondition::no_window_is_called(wanted_.session, wanted_.window, std::nullopt).append_to(command);
    if (splits()) Precondition::is_not_zoomed(wanted_.pane.id).append_to(command);
    append_long_history(command, session);
    if (splits()) {
      command.then("split-window").flag("-d").flag(wanted_.split == Split::right ? "-h" : "-v");
      command.flag("-t").arg(wanted_.pane.id.text());
    } else {
      command.then("new-window").flag("-d").flag("-t").arg(session + ":");
      if (!wanted_.window.empty()) command.flag("-n").arg(format_literal(wanted_.window));
    }
    command.flag("-P").flag("-F").arg(made_format());
    append_cwd(command, wanted_.start);
    append_env(command, wanted_.start);
    return command;
  }

  [[nodiscard]] Status check_name(const MadeWindow& window) const {
    if (wanted_.window.empty() || window.name == wanted_.window) return Ok{};
    return Error{Errc::refused, "this tmux would store the name \"" + wanted_.window + "\" as \"" +
                                    window.name +
                                    "\"; no window was opened. Pick a name of letters, digits, '-' and '_'."};
  }

  [[nodiscard]] NewPane pane_of(const MadeShell& shell) const {
    return {shell.pane, wanted_.pane.server, splits() ? "pane" : "window"};
  }

  /// Without a command nothing else would notice that it has ended at once.
  Task<Status> see_alive(MadeShell& shell) {
    auto seeing = see_shell_live(loop_, chain_, pane_of(shell));
    const Status alive = co_await seeing;
    if (alive || alive.error().code != Errc::not_found) co_return alive;
    co_return shell_ended(pane_of(shell), "at once, and nothing is left behind. Do its start-up files exit?",
                          "");
  }

  Task<Status> give_command(MadeShell& shell) {
    NewPane pane = pane_of(shell);
    FirstCommand first{std::move(wanted_.command), std::move(on_progress_)};
    auto giving = give_first_command(loop_, chain_, std::move(pane), shell.start, std::move(first));
    const auto start = co_await giving;
    if (!start) co_return start.error();
    shell.start = *start;
    co_return Ok{};
  }

  /// Reports the error only once the pane is gone, so that the caller cannot find it any more.
  Task<Error> undo(Error error) {
    if (!made_) co_return error;
    const PaneId pane = *std::exchange(made_, std::nullopt);
    const auto killed = co_await called_back<Result<Reply>>(
        [&](Client::Done done) { kill_now(chain_->client(), wanted_.pane.server, pane, std::move(done)); });
    if (!killed) error.message += " (and the pane could not be removed: " + killed.error().message + ")";
    co_return error;
  }

  uv::Loop& loop_;
  Chain chain_;
  NewWindow wanted_;
  UniqueFunction<void(std::string_view)> on_progress_;
  std::shared_ptr<Done> done_;
  std::optional<PaneId> made_;  ///< but not finished
};

Task<Result<NewWindowPane>> open_one(uv::Loop& loop, Chain chain, NewWindow wanted,
                                     UniqueFunction<void(std::string_view)> on_progress,
                                     std::shared_ptr<Opening::Done> done) {
  Opening opening(loop, std::move(chain), std::move(wanted), std::move(on_progress), std::move(done));
  auto all = opening.run_all();
  co_return co_await all;
}

}  // namespace

void open_window(uv::Loop& loop, const Chain& chain, NewWindow wanted,
                 UniqueFunction<void(std::string_view)> on_progress,
                 UniqueFunction<void(Result<NewWindowPane>)> done) {
  const auto told = std::make_shared<Opening::Done>(std::move(done));
  auto opening = open_one(loop, chain, std::move(wanted), std::move(on_progress), told);
  start(std::move(opening), [told](Result<NewWindowPane> made) { (*told)(std::move(made)); });
}

}  // namespace smcp::tmux
