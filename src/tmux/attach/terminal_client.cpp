#include "tmux/attach/terminal_client.hpp"

#include <unistd.h>
#include <utility>

#include "tmux/attach/ask_server_version.hpp"
#include "tmux/link/errors.hpp"

namespace smcp::tmux {
namespace {

/// -E, because the session's variables are not ours to change.
std::vector<std::string> attach_command(const TerminalClientOptions& options, ServerVersion server) {
  std::vector<std::string> words = {"attach-session", "-E", "-t", options.session.text()};
  if (server < kDescribedTerminals) {
    if (options.read_only) words.emplace_back("-r");
    return words;
  }
  std::string flags = options.read_only ? "read-only" : "";
  if (options.ignore_size) flags += flags.empty() ? "ignore-size" : ",ignore-size";
  if (!flags.empty()) words.insert(words.end(), {"-f", flags});
  return words;
}

}  // namespace

TerminalClient::TerminalClient(uv::Loop& loop, Client& client, std::string socket_path,
                               TerminalClientOptions options, Events events)
    : loop_(loop),
      socket_path_(std::move(socket_path)),
      options_(std::move(options)),
      events_(std::move(events)),
      client_(client),
      deadline_(loop,
                [this] {
                  if (leaving_) return end(Departure::left);
                  end(chain_->timed_out());
                }),
      attachment_(
          loop, [this] { attached(); }, [this](Result<Departure> result) { end(std::move(result)); }) {}

TerminalClient::~TerminalClient() {
  if (chain_) chain_->cancel();
  let_go();
}

void TerminalClient::let_go() {
  if (keeper_ && attachment_.descriptor() >= 0) keeper_->outlive(attachment_.descriptor());
  attachment_.close();
  keeper_.reset();
}

void TerminalClient::attach(std::chrono::milliseconds allowed) {
  chain_ = std::make_shared<RequestChain>(client_, allowed);
  deadline_.start(allowed);
  ask_server_version(chain_, options_.session, [this](Result<ServerVersion> server) {
    if (!server) return end(server.error());
    begin(*server);
  });
}

void TerminalClient::begin(ServerVersion server) {
  const bool keeps_sizes = options_.ignore_size && server >= kDescribedTerminals;
  const Status begun = keeps_sizes ? begin_with_keeper(server) : identify(server);
  if (!begun) end(begun.error());
}

Status TerminalClient::begin_with_keeper(ServerVersion server) {
  const auto ready = [this, server] {
    if (const Status begun = identify(server); !begun) end(begun.error());
  };
  const auto ended = [this](Result<Departure> result) {
    if (attached_ && result) return attachment_.leave(*result);
    end(std::move(result));
  };
  keeper_ = std::make_unique<SizeKeeper>(loop_, ready, ended);
  return keeper_->begin(socket_path_, server, options_.session);
}

Status TerminalClient::identify(ServerVersion server) {
  auto terminal = uv::PseudoTerminal::open(
      loop_, options_.size, [this](std::string_view bytes) { events_.on_screen(bytes); }, [] {});
  if (!terminal) return terminal.error();
  terminal_ = std::move(*terminal);
  if (Status connected = attachment_.connect(socket_path_); !connected) return connected;
  Identification identification;
  identification.identity.term = options_.term;
  identification.identity.terminal_name = terminal_->name();
  identification.identity.directory = "/";
  identification.identity.process = static_cast<std::int32_t>(::getpid());
  if (server >= kDescribedTerminals) identification.description = terminal_description();
  identification.server = server;
  identification.command = attach_command(options_, server);
  Status begun = attachment_.begin(identification, terminal_->terminal());
  if (begun) terminal_->hand_over();
  return begun;
}

void TerminalClient::attached() {
  deadline_.stop();
  attached_ = true;
  if (leaving_) return attachment_.leave();
  events_.on_attached();
}

bool TerminalClient::write(std::string_view bytes) {
  return attached_ && terminal_->write(bytes);
}

void TerminalClient::resize(uv::TerminalSize size) {
  options_.size = size;
  if (!terminal_) return;
  terminal_->resize(size);
  attachment_.resized();
}

void TerminalClient::pause() {
  if (terminal_) terminal_->pause();
}

void TerminalClient::resume() {
  if (terminal_) terminal_->resume();
}

void TerminalClient::detach() {
  if (over_) return;
  if (attached_) return attachment_.leave();
  leaving_ = true;
  // A client that has already asked to be attached waits for that first: then it can say goodbye.
  deadline_.start(attachment_.descriptor() < 0 ? std::chrono::milliseconds{0} : Attachment::kGoodbye);
}

std::string_view TerminalClient::name() const {
  return attached_ ? std::string_view(terminal_->name()) : std::string_view{};
}

void TerminalClient::end(Result<Departure> result) {
  if (std::exchange(over_, true)) return;
  attached_ = false;  // because on_screen below may call functions that need the terminal
  deadline_.stop();
  if (chain_) chain_->cancel();
  let_go();
  // The last output of tmux restores the terminal's modes.
  if (terminal_) terminal_->drain();
  terminal_.reset();
  events_.on_end(std::move(result));
}

}  // namespace smcp::tmux
