#include "tmux/act/new_session.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "io/directory_check.hpp"
#include "tmux/act/shell_ready.hpp"
#include "tmux/act/type_command.hpp"
#include "tmux/find/exact_target.hpp"
#include "tmux/link/errors.hpp"
#include "tmux/link/format_fields.hpp"
#include "tmux/link/ids.hpp"
#include "tmux/link/precondition.hpp"

namespace smcp::tmux {
namespace {

/// A server whose last session has just ended still takes a connection and then exits. It has made nothing,
/// and a moment later tmux starts a new one; the attempts together last about a second.
constexpr int kStartAttempts = 20;
constexpr std::chrono::milliseconds kStartAgainAfter{50};

/// Runs in the first window until the shell's takes its place; ends by itself if we are killed in between.
constexpr std::array<std::string_view, 2> kPlaceholder = {"sleep", "60"};

/// Whether new panes of a session would keep fewer than kHistoryLimit lines, in formats that tmux 2.9 knows:
/// they compare no numbers.
constexpr std::string_view kHasShortHistory =
    "#{==:#{||:#{m:[5-9]????,#{history_limit}},#{m:??????*,#{history_limit}}},0}";
static_assert(kHistoryLimit == 50'000, "kHasShortHistory says so, too");

/// Names that every version stores as they are, and that mean nothing else in a target or a quoted string.
bool is_plain(std::string_view name) {
  return can_target_by_name(name) && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
                  c == '-';
         });
}

/// What the rows of ours begin with, for find_marked().
constexpr std::string_view kSessionMark = "sessions-mcp-session";
constexpr std::string_view kShellMark = "sessions-mcp-shell";

struct Made {
  SessionId id;
  ServerId server;   ///< which the id belongs to
  std::string name;  ///< as tmux stores it
};

std::string made_format() {
  return marked_format(kSessionMark, {"session_id", "pid", "start_time", "session_name"});
}

std::optional<Made> parse_made(std::string_view line) {
  const auto row = split_record(line, 4);
  if (!row) return std::nullopt;
  const auto id = SessionId::parse((*row)[0]);
  const auto server = ServerId::parse((*row)[1], (*row)[2]);
  if (!id || !server) return std::nullopt;
  return Made{*id, *server, std::string((*row)[3])};
}

void kill_now(Client& client, const Made& session, Client::Done done) {
  Command command = Precondition::server(session.server).begin();
  command.then("kill-session").flag("-t").arg(session.id.text());
  clean_up(client, std::move(command), std::move(done));
}

/// Whether tmux itself said so, at the end of what it ran.
bool is_refusal(const Error& error) {
  return error.code == Errc::refused || error.code == Errc::not_found || error.code == Errc::already_exists;
}

/// One creation on its way; lives as long as one of its steps.
class Creation : public std::enable_shared_from_this<Creation> {
 public:
  Creation(uv::Loop& loop, Chain chain, NewSession wanted, UniqueFunction<void(std::string_view)> on_progress,
           UniqueFunction<void(Status)> done)
      : loop_(loop),
        chain_(std::move(chain)),
        wanted_(std::move(wanted)),
        on_progress_(std::move(on_progress)),
        done_(std::move(done)) {}
  Creation(const Creation&) = delete;
  Creation& operator=(const Creation&) = delete;
  /// Cancelled: what is there goes. Whoever waits for its turn with this session waits for that, too, as long
  /// as `done` is held (which is not called).
  ~Creation() {
    if (!session_) return;
    kill_now(chain_->client(), *session_,
             [held = std::move(done_)](const Result<Reply>&) { static_cast<void>(held); });
  }

  void start() {
    if (wanted_.cwd.empty()) return create();
    std::error_code ignored;  // an unreadable own directory leaves the path as it is, and the check says so
    wanted_.cwd = std::filesystem::absolute(wanted_.cwd, ignored).string();
    auto checked = [self = shared_from_this()](const Status& status) {
      self->chain_->wait_for(nullptr);
      if (!status) return self->fail(status.error());
      self->create();
    };
    chain_->wait_for(std::make_shared<uv::DirectoryCheck>(loop_, wanted_.cwd, chain_->deadline(), checked));
  }

 private:
  void create() {
    Command command("new-session");
    command.flag("-d").flag("-P").flag("-F").arg(made_format());
    command.flag("-s").arg(format_literal(wanted_.name));
    if (!wanted_.cwd.empty()) command.flag("-c").arg(format_literal(wanted_.cwd));
    command.flag("--");
    for (const auto word : kPlaceholder) command.flag(word);
    if (is_plain(wanted_.name)) add_shell(command, "=" + wanted_.name);
    ask(std::move(command), RequestChain::OnCancel::finish,
        [self = shared_from_this()](const std::string& text, const Status& status) {
          self->created(text, status);
        });
  }

  /// RequestChain::run(), but for what was printed before an error: it names what must go.
  void ask(Command command, RequestChain::OnCancel on_cancel,
           UniqueFunction<void(const std::string&, const Status&)> done) {
    auto text = std::make_shared<std::string>();
    auto keep = [text](std::string_view bytes) {
      text->append(bytes.substr(0, RequestChain::kMaxAnswer - text->size()));
    };
    chain_->stream(std::move(command), std::move(keep), on_cancel,
                   [text, done = std::move(done)](const Result<Reply>& reply) mutable {
                     done(*text, reply ? Status(Ok{}) : Status(reply.error()));
                   });
  }

  /// The rest of the batch: the limit on history for what is born from now on, then the shell's window in the
  /// placeholder's place.
  void add_shell(Command& command, const std::string& session) const {
    command.then("if-shell").flag("-F").flag("-t").arg(session + ":").arg(kHasShortHistory);
    command.arg("set-option -t '" + session + ":' history-limit " + std::to_string(kHistoryLimit));
    command.then("new-window").flag("-k").flag("-t").arg(session + ":^").flag("-P").flag("-F");
    command.arg(marked_format(kShellMark, {"pane_id", "pane_pid", "pane_tty"}));
    // Not the session's directory but ours would be the default here.
    if (!wanted_.cwd.empty()) command.flag("-c").arg(format_literal(wanted_.cwd));
  }

  void created(const std::string& text, const Status& status) {
    const auto made = find_marked(text, kSessionMark);
    session_ = made ? parse_made(*made) : std::nullopt;
    if (!status && !session_) {
      if (status.error().code == Errc::no_server && ++attempts_ < kStartAttempts) return create_again();
      return fail(creation_error(status.error()));
    }
    if (!session_) return fail(unexpected_answer("new-session"));
    if (session_->name != wanted_.name) return fail(stored_as(session_->name));
    if (chain_->cancelled()) return fail(Error{Errc::refused, "cancelled"});
    if (!status || find_marked(text, kShellMark)) return shell_made(text, status);
    replace_placeholder();
  }

  void create_again() {
    again_ = std::make_unique<uv::Timer>(loop_, [self = shared_from_this()] {
      const auto alive = std::shared_ptr(self);  // the timer goes, and this function with it
      alive->again_.reset();
      alive->create();
    });
    again_->start(kStartAgainAfter);
  }

  /// For a name that tmux might take for something else.
  void replace_placeholder() {
    Command command = Precondition::server(session_->server).begin();
    add_shell(command, session_->id.text());
    ask(std::move(command), RequestChain::OnCancel::end,
        [self = shared_from_this()](const std::string& text, const Status& status) {
          self->shell_made(text, status);
        });
  }

  /// The answer of the request that ends with the shell's row. If that is there, all of ours has been done,
  /// and the error is that of a hook of theirs.
  void shell_made(const std::string& text, const Status& status) {
    const auto line = find_marked(text, kShellMark);
    if (line && (status || is_refusal(status.error()))) return shell_started(*line);
    if (status) return fail(unexpected_answer("new-window"));
    const Error& error = status.error();
    fail(error.code == Errc::not_found || error.code == Errc::no_server ? ended_at_once() : error);
  }

  void shell_started(std::string_view line) {
    const auto row = split_record(line, 3);
    const auto pane = row ? PaneId::parse((*row)[0]) : std::nullopt;
    const auto pid = row ? parse_number<std::int64_t>((*row)[1]) : std::nullopt;
    if (!pane || !pid) return fail(unexpected_answer("new-window"));
    if (wanted_.command.empty()) return succeed();
    if (on_progress_) on_progress_("the session is there; waiting for its shell");
    const NewPane shell{*pane, *pid, std::string((*row)[2]), session_->server};
    wait_for_shell(loop_, chain_, shell, [self = shared_from_this(), shell](Result<LineMode> mode) {
      if (!mode) return self->fail(mode.error());
      self->type(shell, *mode);
    });
  }

  void type(const NewPane& shell, LineMode mode) {
    if (on_progress_) on_progress_("the shell is ready; typing the command");
    type_command(loop_, chain_, shell, mode, std::move(wanted_.command),
                 [self = shared_from_this()](const Status& taken) {
                   if (!taken) return self->fail(taken.error());
                   self->succeed();
                 });
  }

  [[nodiscard]] static Error ended_at_once() {
    return {Errc::refused,
            "tmux ended the new session at once: destroy-unattached, or a default-command that exits, in "
            "~/.tmux.conf?"};
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

  /// The error is told when the session is gone, so that whoever hears it finds none.
  void fail(Error error) {
    if (!session_) return done_(std::move(error));
    const Made made = *std::exchange(session_, std::nullopt);
    auto killed = [self = shared_from_this(), error = std::move(error)](const Result<Reply>& reply) mutable {
      if (!reply) error.message += " (and the session could not be removed: " + reply.error().message + ")";
      self->done_(std::move(error));
    };
    kill_now(chain_->client(), made, std::move(killed));
  }

  void succeed() {
    session_.reset();
    done_(Ok{});
  }

  uv::Loop& loop_;
  Chain chain_;
  NewSession wanted_;
  UniqueFunction<void(std::string_view)> on_progress_;
  UniqueFunction<void(Status)> done_;
  std::optional<Made> session_;  ///< made, and not yet what was wanted
  int attempts_ = 0;
  std::unique_ptr<uv::Timer> again_;
};

}  // namespace

Status check_typable(std::string_view command) {
  const auto found = std::find_if(command.begin(), command.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  });
  if (found == command.end()) return Ok{};
  std::array<char, 8> code{};
  std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(*found));
  return Error{
      Errc::invalid_argument,
      "command holds the control character " + std::string(code.data()) + " at byte " +
          std::to_string(found - command.begin()) +
          ", which a shell takes for a key. Write it as an escape (printf '\\033…'), or use a script."};
}

void create_session(uv::Loop& loop, const Chain& chain, NewSession session,
                    UniqueFunction<void(std::string_view)> on_progress, UniqueFunction<void(Status)> done) {
  std::make_shared<Creation>(loop, chain, std::move(session), std::move(on_progress), std::move(done))
      ->start();
}

}  // namespace smcp::tmux
