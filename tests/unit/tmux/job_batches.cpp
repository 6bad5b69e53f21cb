#include "tmux/job_batches.hpp"

#include "support/catch.hpp"
#include "support/fake_client.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

const std::string kServer = "if-shell -F #{!=:#{pid} #{start_time},10 20} sessions-mcp-other-server ";
const std::string kTakesKeys =
    "; if-shell -F -t %5 #{||:#{pane_dead},#{pane_in_mode}} sessions-mcp-takes-no-keys ";

std::string unmoved(const std::string& typing) {
  return "; if-shell -F -t %5 #{!=:#{history_size} #{cursor_y} #{cursor_x} #{pane_width} #{@smcp-typing},7 3 "
         "6 80 " +
         typing + "} sessions-mcp-moved ";
}

JobBatches batches() {
  JobBatches batches({SessionId{1}, PaneId{5}, "", false, {10, 20}}, {PaneId{5}, "k4f9q2"});
  PaneState state;
  state.now = 1000;
  state.history = 7;
  state.cursor_y = 3;
  state.cursor_x = 6;
  state.width = 80;
  batches.expect(state, "");
  return batches;
}

std::string words(const Command& command) {
  return joined(command.argv());
}

}  // namespace

TEST_CASE("a line is typed where nothing has moved, and what stood there is erased in every mode") {
  auto ours = batches();
  CHECK(words(ours.type_line(ShellKind::bash, " eval x")) ==
        kServer + kTakesKeys + unmoved("") +
            "; set-option -p -t %5 -- @smcp-typing k4f9q2 1000 ; send-keys -t %5 A C-u ; send-keys -t %5 -l "
            "--  eval x");
  CHECK(words(batches().type_line(ShellKind::zsh, "x")).find("send-keys -t %5 Space Escape 0 C A C-u ;") !=
        std::string::npos);
}

TEST_CASE(
    "Enter is pressed where nothing has moved since the line was seen, with all that is known of the job") {
  auto ours = batches();
  static_cast<void>(ours.type_line(ShellKind::bash, "x"));
  JobLook look;
  look.job = JobRecord{"aaaaaa", {}, "before"};
  const JobRecord record{"k4f9q2", {}, "make"};
  const std::string script = "0123456789";
  CHECK(words(ours.add_to_script(script, 0, 4)) == kServer + "; set-option -p -t %5 -- @smcp-k4f9q2 0123");
  CHECK(words(ours.add_to_script(script, 4, 6)) == kServer + "; set-option -pa -t %5 -- @smcp-k4f9q2 45");
  CHECK(words(ours.press_enter(script, 6, look, record)) ==
        kServer + kTakesKeys + unmoved("k4f9q2 1000") +
            "; set-option -pa -t %5 -- @smcp-k4f9q2 6789 ; set-option -p -t %5 -- @smcp-past aaaaaa/// "
            "; set-option -p -t %5 -- @smcp-job " +
            record.text() + " ; send-keys -t %5 Enter");
}

TEST_CASE("what was typed is taken back only while it is our own") {
  auto ours = batches();
  static_cast<void>(ours.type_line(ShellKind::bash, "x"));
  JobLook look;
  const std::string begin =
      kServer +
      "; if-shell -F -t %5 #{!=:#{@smcp-typing} #{=6:@smcp-job},k4f9q2 1000 } sessions-mcp-moved "
      "; set-option -pu -t %5 @smcp-typing ; set-option -pu -t %5 @smcp-k4f9q2 " +
      kTakesKeys;
  CHECK(words(ours.undo({20, true, false, ""}, look)) == begin + "; send-keys -t %5 C-u");
  look.job = JobRecord{"aaaaaa", {}, "before"};
  CHECK(words(ours.undo({20, true, false, ""}, look)).find(",k4f9q2 1000 aaaaaa}") != std::string::npos);
  look.job.reset();
  CHECK(words(ours.undo({20, true, true, "ls "}, look)) ==
        begin +
            "; if-shell -F -t %5 #{!=:#{history_size} #{cursor_y} #{cursor_x} #{pane_width},7 3 6 80} "
            "sessions-mcp-moved ; send-keys -t %5 C-u ; send-keys -t %5 -l -- ls ");
  CHECK(words(ours.undo({20, false, false, ""}, look)) == begin + "; send-keys -t %5 -N 20 BSpace");
}

TEST_CASE("a job is given up in one step with the look that tells whether it has begun") {
  const std::string given_up = words(batches().give_up());
  CHECK(given_up.starts_with(kServer +
                             "; set-option -pu -t %5 @smcp-k4f9q2 ; set-option -pu -t %5 @smcp-typing "
                             "; display-message -p -t %5 "));
  CHECK(words(batches().forget()) == kServer + "; set-option -pu -t %5 @smcp-job");
}
