// One pane that prints at random, and a caller who polls it: what the caller is told is compared with a second
// pane, which forgets nothing and gets the same bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "properties/poll_plot.hpp"
#include "support/e2e/live_server.hpp"
#include "support/e2e/poll_pane.hpp"

namespace smcp::test {

/// One pane, the same with all the history that there can be, and what a caller knows who polls it.
class Story {
 public:
  Story(const PrivateTmux& tmux, Plot plot, std::uint32_t seed);

  // What happens.

  void act();
  /// Marks the end of what was printed; reached() says when tmux is there.
  void mark(int number) { print("\033]2;at " + std::to_string(number) + "\033\\"); }
  [[nodiscard]] bool reached(const std::map<std::string, std::string>& titles, int number) const;
  /// A little, or as much as a terminal takes: a flood is not to last for ever.
  void write();
  [[nodiscard]] bool written() const { return pane_.done() && all_.done(); }
  /// What only tmux can do to a pane; all that was printed must have been reached.
  void interfere();

  // What is told of it.

  /// The arguments of a poll. `server`: in front of the session's name, for those who call.
  [[nodiscard]] std::string poll(int lines, std::string_view server);
  void take(const Json& result);
  /// What the pane that forgets nothing has: its history and its normal screen, though another one may hide
  /// that.
  [[nodiscard]] std::vector<std::string> ask_everything() const;
  void check(std::string_view everything);
  [[nodiscard]] std::size_t printed() const { return rows_; }
  [[nodiscard]] const std::string& name() const { return plot_.name; }

  /// No gap without a reason for it.
  void check_declared() const;
  [[nodiscard]] std::string figures() const;

  std::size_t polls = 0;
  std::size_t news = 0;
  std::size_t visits = 0;  ///< polls that told of an alternate screen
  std::size_t declared = 0;
  std::size_t checks = 0;
  std::size_t failed = 0;  ///< polls that broke with the link
  bool asked = false;      ///< a poll is on its way
  bool answered = false;   ///< whether the last one was answered
  bool is_still = false;   ///< tmux has taken all that was printed

 private:
  static constexpr char kDrawn = '~';  ///< what is drawn on an alternate screen consists of it, nothing else
  static constexpr const char* kDrawnTwice = "~~";

  using Counts = std::map<std::string, std::size_t, std::less<>>;

  static std::size_t of(const Counts& counts, std::string_view what) {
    const auto found = counts.find(what);
    return found == counts.end() ? 0 : found->second;
  }
  /// Whether the history can have reached its limit.
  [[nodiscard]] bool may_have_lost() const {
    return 10 * written_rows_ >= 9 * static_cast<std::size_t>(plot_.history);
  }
  static std::size_t number(const Json& about, std::string_view key) {
    return about[key].exists() ? static_cast<std::size_t>(about[key].integer()) : 0;
  }
  int pick(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }
  [[nodiscard]] std::string reference() const { return plot_.name + "-all"; }

  void start(const std::string& name, int history);
  void resize(const std::string& name);
  void print(const std::string& bytes);
  std::string words(int length);
  std::string of_some(std::initializer_list<const char*> pieces, int count);
  std::string line();
  void act_once();
  std::string enter_screen();
  std::string leave_screen();
  std::string draw_on_screen();
  std::string drawn_lines(int most);
  std::string drawn();
  std::string scroll_region(const std::string& within);
  std::string row_of_screen();
  std::string paint();

  void trim();
  /// Without those of an alternate screen.
  [[nodiscard]] std::vector<std::string> told_lines(std::string_view text, const Json& about) const;
  /// Whether tmux's own capture of the pane has this line now.
  [[nodiscard]] bool tmux_shows(const std::string& line) const;
  void declare(const Json& about);
  [[nodiscard]] std::string context(std::size_t at) const;
  /// Whether line `i` of what is known is the one that ends before `left`, which then is where it begins.
  [[nodiscard]] bool is_known(std::size_t i, const std::vector<std::string>& all, std::size_t& left) const;
  /// How many lines more than were counted came after line `last`, where some were skipped that end before
  /// `left`: of these, up to `most` may have been parted since (parted()).
  [[nodiscard]] std::size_t rest_of_skipped(std::size_t last, const std::vector<std::string>& all,
                                            std::size_t left, std::size_t most) const;
  /// Entering the alternate screen parts the line that is wrapped from the history into the screen. Whether
  /// `line` is some lines up to `left`, which is then the first of them.
  static bool parted(const std::vector<std::string>& all, std::size_t& left, const std::string& line);
  void note(std::string what);
  [[nodiscard]] std::string history() const;

  const PrivateTmux& tmux_;
  Plot plot_;
  std::mt19937 random_;
  bool counts_;
  PrintingPane pane_;
  PrintingPane all_;
  std::string cursor_;
  int asked_ = 0;
  std::vector<std::optional<std::string>> known_;  ///< since the last break; nothing: skipped
  std::optional<std::size_t> base_;                ///< the line of all at which that begins
  std::size_t rows_ = 0;
  std::size_t written_rows_ = 0;  ///< at the most
  bool alternate_ = false;
  std::string screen_mode_;  ///< the mode that entered the alternate screen
  int serial_ = 100'000;
  Counts acts_;
  Counts breaks_;
  std::deque<std::string> recent_;
};

}  // namespace smcp::test
