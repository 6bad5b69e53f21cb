#include "tmux/act/long_history.hpp"

#include <string_view>

namespace smcp::tmux {
namespace {

/// True if new panes of a session would keep fewer than kHistoryLimit lines. That is the session's option, not
/// history_limit, which is what its active pane has got. It is written with the formats of tmux 2.9, which cannot
/// compare numbers.
constexpr std::string_view kHasShortHistory =
    "#{==:#{||:#{m:[5-9]????,#{history-limit}},#{m:??????*,#{history-limit}}},0}";
static_assert(kHistoryLimit == 50'000, "kHasShortHistory says so, too");

}  // namespace

void append_long_history(Command& batch, const std::string& session) {
  batch.then("if-shell").flag("-F").flag("-t").arg(session + ":").arg(kHasShortHistory);
  batch.arg("set-option -t '" + session + ":' history-limit " + std::to_string(kHistoryLimit));
}

}  // namespace smcp::tmux
