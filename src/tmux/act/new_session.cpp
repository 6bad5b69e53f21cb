#include "tmux/act/new_session.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "tmux/act/first_command.hpp"
#include "tmux/act/new_session_batches.hpp"
#include "tmux/act/new_session_rows.hpp"
#include "tmux/act/pane_log.hpp"
#include "tmux/act/shell_lives.hpp"
#include "tmux/act/unfinished_session.hpp"
#include "tmux/act/whole_answer.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"

namespace smcp::tmux {
namespace {

/// A server whose last session has just ended still accepts a connection and then exits. It has not created
/// anything, and a moment later tmux can start a new server. All attempts together take about a second.
constexpr int kStartAttempts = 20;
constexpr std::chrono::milliseconds kStartAgainAfter{50};

/// One creation. If it is destroyed before its end, what it has made is removed. As long as `done` is held,
/// calls that wait for their turn with this session wait for that, too.
class Creation {
 public:
  using Done = UniqueFunction<void(Result<NewSessionPane>)>;

  Creation(uv::Loop& loop, Chain chain, NewSession wanted, UniqueFunction<void(std::string_view)> on_progress,
           std::shared_ptr<Done> done)
      : loop_(loop),
        chain_(std::move(chain)),
        wanted_(std::move(wanted)),
        on_progress_(std::move(on_progress)),
        done_(std::move(done)) {}
  Creation(const Creation&) = delete;
  Creation& operator=(const Creation&) = delete;

  Task<Result<NewSessionPane>> run_all() {
    auto finding = find_cwd(loop_, chain_, wanted_.start);
    Status status = co_await finding;
    if (status) status = co_await check_log_file();
    if (!status) co_return status.error();
    const bool has_command = !wanted_.command.empty();
    auto shell = co_await make();
    status = shell ? Status(Ok{}) : Status(shell.error());
    if (shell) status = co_await confirm_log_of(shell->pane.id);
    if (status && !has_command) status = co_await see_alive(*shell);
    if (status && has_command) status = co_await give_command(*shell);
    if (status) status = co_await come_to_front(shell->pane.id);
    if (status) {
      const NewSessionPane made{session_->id, session_->server, shell->pane.id, shell->start};
      unfinished_->keep();
      co_return made;
    }
    Error error = status.error();
    if (!unfinished_) co_return error;
    auto undoing = unfinished_->undo(std::move(error));
    co_return co_await undoing;
  }

 private:
  Task<Status> check_log_file() {
    if (wanted_.log.empty()) co_return Ok{};
    auto checking = check_log(loop_, chain_, wanted_.log);
    co_return co_await checking;
  }

  Task<Status> confirm_log_of(PaneId pane) {
    if (wanted_.log.empty()) co_return Ok{};
    auto confirming = confirm_log(chain_, pane, wanted_.log);
    co_return co_await confirming;
  }

  /// Creates the session and replaces its placeholder by the shell.
  Task<Result<MadeShell>> make() {
    WholeAnswer answer = co_await create();
    if (!session_ && !answer.status) co_return creation_error(answer.status.error());
    if (!session_) co_return unexpected_answer("new-session");
    if (session_->name != wanted_.name) co_return stored_as(session_->name);
    if (chain_->cancelled()) co_return Error{Errc::refused, "cancelled"};
    for (const auto make_shell : {make_shell_window, make_shell_pane}) {
      if (MadeShell::parse(answer.text) || !may_go_on(answer)) break;
      Command command = make_shell(wanted_, *session_, chain_->client().environment());
      auto asking = whole_answer(chain_, std::move(command), RequestChain::OnCancel::end);
      answer = co_await asking;
    }
    co_return shell_of(answer);
  }

  Task<WholeAnswer> create() {
    for (int attempt = 1;; ++attempt) {
      Command command = make_session(wanted_, chain_->client().environment());
      auto asking = whole_answer(chain_, std::move(command), RequestChain::OnCancel::finish);
      WholeAnswer answer = co_await asking;
      session_ = MadeSession::parse(answer.text);
      if (session_) unfinished_.emplace(chain_, session_->id, session_->server, done_);
      const bool no_server = !answer.status && answer.status.error().code == Errc::no_server;
      if (session_ || !no_server || attempt == kStartAttempts) co_return answer;
      co_await pause(loop_, chain_, kStartAgainAfter);
    }
  }

  /// Whether the placeholder may still be there: it is not one batch, or a hook has come between.
  [[nodiscard]] static bool may_go_on(const WholeAnswer& answer) {
    if (answer.status) return true;
    const Errc code = answer.status.error().code;
    return code == Errc::busy || code == Errc::not_found;
  }

  /// The shell, from an answer that ends with its row. If that row is there, all our commands have succeeded,
  /// and any error is from a hook of the user's.
  [[nodiscard]] static Result<MadeShell> shell_of(const WholeAnswer& answer) {
    auto shell = MadeShell::parse(answer.text);
    if (shell && answer.is_from_tmux()) return *shell;
    if (answer.status) return unexpected_answer("new-window");
    const Error& error = answer.status.error();
    return error.code == Errc::not_found || error.code == Errc::no_server ? ended_at_once() : error;
  }

  Task<Status> see_alive(const MadeShell& made) {
    NewPane pane{made.pane, session_->server};
    auto looking = see_shell_live(loop_, chain_, std::move(pane));
    const Status lives = co_await looking;
    const bool ended =
        !lives && (lives.error().code == Errc::not_found || lives.error().code == Errc::no_server);
    co_return ended ? Status(ended_at_once()) : lives;
  }

  Task<Status> give_command(MadeShell& made) {
    NewPane pane{made.pane, session_->server};
    FirstCommand first{std::move(wanted_.command), std::move(on_progress_)};
    auto giving = give_first_command(loop_, chain_, std::move(pane), made.start, std::move(first));
    const auto start = co_await giving;
    if (!start) co_return start.error();
    made.start = *start;
    co_return Ok{};
  }

  /// The shell may be gone by now, as after a command that ends it: then there is nothing to bring to the front.
  Task<Status> come_to_front(PaneId pane) {
    Command command = bring_to_front(*session_, pane);
    auto asking = whole_answer(chain_, std::move(command), RequestChain::OnCancel::end);
    const WholeAnswer answer = co_await asking;
    if (answer.is_from_tmux() || answer.status.error().code == Errc::no_server) co_return Ok{};
    co_return answer.status.error();
  }

  [[nodiscard]] static Error ended_at_once() {
    return {Errc::refused,
            "tmux ended the new session at once. Does ~/.tmux.conf set destroy-unattached, a hook that kills "
            "new panes, or a default-command that exits?"};
  }

  [[nodiscard]] Error creation_error(const Error& error) const {
    if (error.code != Errc::already_exists) return error;
    if (error.message != wanted_.name) return stored_as(error.message);
    return {Errc::already_exists, "session \"" + chain_->shown(wanted_.name) +
                                      "\" already exists. Use kill_session first or pick a different name."};
  }

  [[nodiscard]] Error stored_as(std::string_view name) const {
    return {Errc::refused, "this tmux would store the name \"" + wanted_.name + "\" as \"" +
                               std::string(name) + "\". Pick a name of letters, digits, '-' and '_'."};
  }

  uv::Loop& loop_;
  Chain chain_;
  NewSession wanted_;
  UniqueFunction<void(std::string_view)> on_progress_;
  std::shared_ptr<Done> done_;
  std::optional<MadeSession> session_;
  std::optional<UnfinishedSession> unfinished_;  ///< is the same
};

Task<Result<NewSessionPane>> create_one(uv::Loop& loop, Chain chain, NewSession wanted,
                                        UniqueFunction<void(std::string_view)> on_progress,
                                        std::shared_ptr<Creation::Done> done) {
  Creation creation(loop, std::move(chain), std::move(wanted), std::move(on_progress), std::move(done));
  co_return co_await creation.run_all();
}

}  // namespace

void create_session(uv::Loop& loop, const Chain& chain, NewSession session,
                    UniqueFunction<void(std::string_view)> on_progress,
                    UniqueFunction<void(Result<NewSessionPane>)> done) {
  const auto told = std::make_shared<Creation::Done>(std::move(done));
  auto creation = create_one(loop, chain, std::move(session), std::move(on_progress), told);
  start(std::move(creation), [told](Result<NewSessionPane> made) { (*told)(std::move(made)); });
}

}  // namespace smcp::tmux
