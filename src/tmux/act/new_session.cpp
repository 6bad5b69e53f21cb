#include "tmux/act/new_session.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/called_back.hpp"
#include "tmux/act/clean_up.hpp"
#include "tmux/act/first_command.hpp"
#include "tmux/act/new_session_rows.hpp"
#include "tmux/act/session_variables.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/link/chain_tasks.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {
namespace {

/// A server whose last session has just ended still accepts a connection and then exits. It has not created
/// anything, and a moment later tmux can start a new server. All attempts together take about a second.
constexpr int kStartAttempts = 20;
constexpr std::chrono::milliseconds kStartAgainAfter{50};

/// Whether every version stores the name as it is, and it has no other meaning in a target or a quoted
/// string.
bool is_plain(std::string_view name) {
  return can_target_by_name(name) && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
                  c == '-';
         });
}

void kill_now(Client& client, const MadeSession& session, Client::Done done) {
  Command command = Precondition::server(session.server).begin();
  command.then("kill-session").flag("-t").arg(session.id.text());
  clean_up(client, std::move(command), std::move(done));
}

/// Whether tmux itself reported the error, at the end of the batch.
bool is_refusal(const Error& error) {
  return error.code == Errc::refused || error.code == Errc::not_found || error.code == Errc::already_exists;
}

/// One creation. If it is destroyed before its end, it removes what it has made. As long as `done` is held,
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
  ~Creation() {
    if (!session_) return;
    kill_now(chain_->client(), *session_,
             [held = std::move(done_)](const Result<Reply>&) { static_cast<void>(held); });
  }

  Task<Result<NewSessionPane>> run_all() {
    auto finding = find_cwd(loop_, chain_, wanted_.start);
    Status status = co_await finding;
    if (!status) co_return status.error();
    const bool has_command = !wanted_.command.empty();
    auto shell = co_await make();
    status = shell ? Status(Ok{}) : Status(shell.error());
    if (shell && has_command) status = co_await give_command(*shell);
    if (status) status = co_await come_to_front(*shell, has_command);
    if (status) {
      session_.reset();
      co_return NewSessionPane{shell->pane.id, shell->start};
    }
    Error error = status.error();
    co_return co_await undo(std::move(error));
  }

 private:
  /// The printed text, even that before an error, because it names what must be removed then.
  struct Answer {
    std::string text;
    Status status = Ok{};
  };

  /// Creates the session and replaces its placeholder by the shell.
  Task<Result<MadeShell>> make() {
    Answer answer = co_await create();
    if (!session_ && !answer.status) co_return creation_error(answer.status.error());
    if (!session_) co_return unexpected_answer("new-session");
    if (session_->name != wanted_.name) co_return stored_as(session_->name);
    if (chain_->cancelled()) co_return Error{Errc::refused, "cancelled"};
    for (const auto append : {append_window_for, append_pane_for}) {
      if (MadeShell::parse(answer.text) || !may_go_on(answer)) break;
      answer = co_await replace_placeholder(append);
    }
    co_return shell_of(answer);
  }

  Task<Answer> create() {
    for (int attempt = 1;; ++attempt) {
      Command command = creation();
      Answer answer = co_await ask(std::move(command), RequestChain::OnCancel::finish);
      session_ = MadeSession::parse(answer.text);
      const bool no_server = !answer.status && answer.status.error().code == Errc::no_server;
      if (session_ || !no_server || attempt == kStartAttempts) co_return answer;
      co_await pause(loop_, chain_, kStartAgainAfter);
    }
  }

  [[nodiscard]] Command creation() const {
    Command command("new-session");
    command.flag("-d").flag("-P").flag("-F").arg(MadeSession::format());
    command.flag("-s").arg(format_literal(wanted_.name));
    append_cwd(command, wanted_.start);
    append_session_flags(command, chain_->client().environment());
    append_placeholder(command);
    if (!is_plain(wanted_.name)) return command;
    const std::string session = "=" + wanted_.name;
    append_settings(command, session, chain_->client().environment());
    append_window_for_first(command, session, wanted_.start);
    return command;
  }

  /// Whether the placeholder may still be there: its name has another meaning to tmux, or a hook has come between.
  [[nodiscard]] static bool may_go_on(const Answer& answer) {
    if (answer.status) return true;
    const Errc code = answer.status.error().code;
    return code == Errc::busy || code == Errc::not_found;
  }

  Task<Answer> replace_placeholder(void (*append)(Command&, const MadeSession&, const PaneStart&)) {
    Command command = Precondition::server(session_->server).begin();
    append_settings(command, session_->id.text(), chain_->client().environment());
    append(command, *session_, wanted_.start);
    co_return co_await ask(std::move(command), RequestChain::OnCancel::end);
  }

  /// Like RequestChain::run(), but it also gives what was printed before an error.
  Task<Answer> ask(Command command, RequestChain::OnCancel on_cancel) {
    std::string text;
    const auto reply = co_await called_back<Result<Reply>>([&](RequestChain::OnReply done) {
      auto keep = [&text](std::string_view bytes) {
        text.append(bytes.substr(0, RequestChain::kMaxAnswer - text.size()));
      };
      chain_->stream(std::move(command), std::move(keep), on_cancel, std::move(done));
    });
    co_return Answer{std::move(text), reply ? Status(Ok{}) : Status(reply.error())};
  }

  /// The shell, from an answer that ends with its row. If that row is there, all our commands have succeeded,
  /// and any error is from a hook of the user's.
  [[nodiscard]] static Result<MadeShell> shell_of(const Answer& answer) {
    auto shell = MadeShell::parse(answer.text);
    if (shell && (answer.status || is_refusal(answer.status.error()))) return *shell;
    if (answer.status) return unexpected_answer("new-window");
    const Error& error = answer.status.error();
    return error.code == Errc::not_found || error.code == Errc::no_server ? ended_at_once() : error;
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

  /// With a command, its shell may be gone by now, and that is as it should be.
  Task<Status> come_to_front(const MadeShell& shell, bool has_command) {
    Command command = bring_to_front(*session_, shell.pane.id);
    const Answer answer = co_await ask(std::move(command), RequestChain::OnCancel::end);
    if (is_there(answer.text, shell.pane.id) || has_command) co_return Ok{};
    if (!answer.status && !is_refusal(answer.status.error()) && answer.status.error().code != Errc::no_server)
      co_return answer.status.error();
    co_return ended_at_once();
  }

  /// Reports the error only once the session is gone, so that the caller cannot find it any more.
  Task<Error> undo(Error error) {
    if (!session_) co_return error;
    const MadeSession made = *std::exchange(session_, std::nullopt);
    const auto killed = co_await called_back<Result<Reply>>(
        [&](Client::Done done) { kill_now(chain_->client(), made, std::move(done)); });
    if (!killed) error.message += " (and the session could not be removed: " + killed.error().message + ")";
    co_return error;
  }

  [[nodiscard]] static Error ended_at_once() {
    return {Errc::refused,
            "tmux ended the new session at once. Does ~/.tmux.conf set destroy-unattached, a hook that kills "
            "new panes, or a default-command that exits?"};
  }

  [[nodiscard]] Error creation_error(const Error& error) const {
    if (error.code != Errc::already_exists) return error;
    if (error.message != wanted_.name) return stored_as(error.message);
    return {Errc::already_exists, "session \"" + wanted_.name +
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
  std::optional<MadeSession> session_;  ///< created, but not finished
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
