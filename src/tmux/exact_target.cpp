#include "tmux/exact_target.hpp"

#include <memory>
#include <utility>

namespace smcp::tmux {
namespace {

using AttemptFunction = UniqueFunction<void(std::string, UniqueFunction<void(Attempt)>)>;

/// Both ways share the caller's functions; it lives as long as one of its requests.
struct Search : std::enable_shared_from_this<Search> {
  Chain chain;
  std::string name;
  AttemptFunction attempt;
  UniqueFunction<void(Error)> absent;

  void by_name() {
    attempt("=" + name, [self = shared_from_this()](Attempt outcome) {
      if (outcome == Attempt::wrong_target) self->by_id();
    });
  }

  void by_id() {
    require_session(chain, name, [self = shared_from_this()](Result<Session> session) {
      if (!session) return self->absent(session.error());
      self->attempt(session->id.text(), [self](Attempt outcome) {
        // It was there a moment ago: renamed or killed in between.
        if (outcome == Attempt::wrong_target) self->absent(no_such_session(self->name));
      });
    });
  }
};

}  // namespace

bool can_target_by_name(std::string_view name) {
  if (name.empty()) return false;
  const auto first = static_cast<unsigned char>(name.front());
  return (first >= '0' && first <= '9') || (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') ||
         first == '_' || first >= 0x80;
}

void with_exact_target(const Chain& chain, std::string name, AttemptFunction attempt,
                       UniqueFunction<void(Error)> absent) {
  auto search = std::make_shared<Search>();
  search->chain = chain;
  search->name = std::move(name);
  search->attempt = std::move(attempt);
  search->absent = std::move(absent);
  if (can_target_by_name(search->name)) {
    search->by_name();
  } else {
    search->by_id();
  }
}

}  // namespace smcp::tmux
