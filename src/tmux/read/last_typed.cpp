#include "tmux/read/last_typed.hpp"

#include <utility>

#include "text/next_word.hpp"
#include "tmux/link/format_fields.hpp"

namespace smcp::tmux {
namespace {

std::optional<tools::TypedLine> parse_line(std::string_view word) {
  const auto colon = word.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  tools::TypedLine line;
  if (!take_number(word.substr(0, colon), line.size)) return std::nullopt;
  if (!take_number(word.substr(colon + 1), line.fingerprint)) return std::nullopt;
  if (line.size == 0) return std::nullopt;  // every line would end with it
  return line;
}

}  // namespace

LastTyped LastTyped::followed_by(const Cursor& cursor, const std::vector<tools::TypedLine>& typed) const {
  LastTyped next{cursor, lines};
  next.lines.insert(next.lines.end(), typed.begin(), typed.end());
  if (next.lines.size() > kMostLines) next.lines.erase(next.lines.begin(), next.lines.end() - kMostLines);
  return next;
}

std::string LastTyped::text() const {
  std::string text = before.text();
  for (const tools::TypedLine& line : lines)
    text += " " + std::to_string(line.size) + ":" + std::to_string(line.fingerprint);
  return text;
}

std::optional<LastTyped> LastTyped::parse(std::string_view text) {
  const auto cursor = Cursor::parse(next_word(text, ' '));
  if (!cursor) return std::nullopt;
  LastTyped typed{*cursor, {}};
  while (!text.empty()) {
    const auto line = parse_line(next_word(text, ' '));
    if (!line || typed.lines.size() == kMostLines) return std::nullopt;
    typed.lines.push_back(*line);
  }
  return typed;
}

void ask_last_typed(const Chain& chain, PaneId pane, UniqueFunction<void(std::optional<LastTyped>)> done) {
  Command display("display-message");
  display.flag("-p").flag("-t").arg(pane.text()).arg("#{" + std::string(kLastTypedOption) + "}");
  chain->run(std::move(display), [pane, done = std::move(done)](const Result<std::string>& text) mutable {
    if (!text) return done(std::nullopt);
    auto typed = LastTyped::parse(std::string_view(*text).substr(0, text->find('\n')));
    // An option that was copied from another pane says nothing of this one.
    if (typed && typed->before.pane != pane) typed.reset();
    done(std::move(typed));
  });
}

}  // namespace smcp::tmux
