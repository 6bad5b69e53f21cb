#include "tmux/find/exact_target.hpp"

namespace smcp::tmux {
namespace {

/// The caller's functions, which both attempts share. It lives as long as one of its requests.
struct Search : std::enable_shared_from_this<Search> {
  Chain chain;
  std::string name;
  UniqueFunction<void(std::string, TargetTried)> attempt;
  UniqueFunction<void(Error)> failed;

  void by_name() {
    attempt("=" + name, [self = shared_from_this()](const Status& status) {
      if (status) return;
      if (status.error().code == Errc::not_found) return self->by_id();
      self->fail(status.error());
    });
  }

  void by_id() {
    require_session(chain, name, [self = shared_from_this()](const Result<SessionId>& session) {
      if (!session) return self->fail(session.error());
      // If it is not found now, it was renamed or killed in between.
      self->attempt(session->text(), [self](const Status& status) {
        if (!status) self->fail(status.error());
      });
    });
  }

  void fail(const Error& error) {
    const bool absent = error.code == Errc::not_found || error.code == Errc::no_server;
    failed(absent ? no_such_session(name) : error);
  }
};

}  // namespace

bool can_target_by_name(std::string_view name) {
  if (name.empty()) return false;
  const auto first = static_cast<unsigned char>(name.front());
  return (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') ||
         first == '_' || first >= 0x80;
}

void with_exact_target(const Chain& chain, const std::string& name,
                       UniqueFunction<void(std::string, TargetTried)> attempt,
                       UniqueFunction<void(Error)> failed) {
  auto search = std::make_shared<Search>();
  search->chain = chain;
  search->name = name;
  search->attempt = std::move(attempt);
  search->failed = std::move(failed);
  if (can_target_by_name(name)) {
    search->by_name();
  } else {
    search->by_id();
  }
}

}  // namespace smcp::tmux
