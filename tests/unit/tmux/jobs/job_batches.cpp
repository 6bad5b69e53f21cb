#include "tmux/jobs/job_batches.hpp"

#include "support/catch.hpp"
#include "support/unit/fake_client.hpp"
#include "tmux/read/last_typed.hpp"

using namespace smcp;
using namespace smcp::tmux;

namespace {

const std::string kServer = stops_unless("", "#{==:#{pid} #{start_time},10 20}", "other-server");
const std::string kTakesKeys =
    "; " +
    stops_unless("%5", "#{?#{||:#{pane_dead},#{||:#{pane_in_mode},#{pane_input_off}}},,1}", "takes-no-keys");
const std::string kTypists(JobLook::typists_format());

std::string who_types(const std::string& typing) {
  return "; " + stops_unless("%5", "#{==:#{@smcp-typing}/" + kTypists + "," + typing + "/900}", "moved");
}
const std::string kPlace =
    "; " +
    stops_unless("%5", "#{==:#{history_size} #{cursor_y} #{cursor_x} #{pane_width},7 3 6 80}", "moved");

std::string then_pasted(const std::string& bytes, const std::string& flags = "-d -r") {
  return "; set-buffer -b smcp-k4f9q2 -- " + bytes + " ; paste-buffer " + flags + " -b smcp-k4f9q2 -t %5";
}

JobBatches batches(bool is_new = false) {
  JobBatches batches({SessionId{1}, PaneId{5}, "", false, {10, 20}}, {PaneId{5}, "k4f9q2"}, is_new);
  JobLook look;
  look.state.now = 1000;
  look.state.history = 7;
  look.state.cursor_y = 3;
  look.state.cursor_x = 6;
  look.state.width = 80;
  look.typists = "900";
  batches.expect(look);
  return batches;
}

std::string words(const Command& command) {
  return joined(command.argv());
}

}  // namespace

TEST_CASE("bytes are typed where nothing has moved and nobody types, into this pane alone") {
  auto ours = batches();
  const std::string checks = kServer + kTakesKeys;
  CHECK(words(ours.begin_typing("x y")) == checks + who_types("") + kPlace +
                                               "; set-option -p -t %5 -- @smcp-typing k4f9q2 1000 " +
                                               then_pasted("x y"));
  CHECK(words(ours.type("z;")) == checks + who_types("k4f9q2 1000") + kPlace + then_pasted("z\\;"));
  CHECK(words(ours.type_and_paste("A", "z")) ==
        checks + who_types("k4f9q2 1000") + kPlace + then_pasted("A") + " " + then_pasted("z", "-d -r -p"));
  CHECK(words(ours.type_anywhere("z")) == checks + who_types("k4f9q2 1000") + then_pasted("z"));
  JobLook look;
  look.typing = "k4f9q2 1000";
  look.typists = "900";
  CHECK(ours.types_alone(look));
  CHECK(ours.nobody_typed(look));
  look.typing = "aaaaaa 1001";
  look.typists = "950";
  CHECK_FALSE(ours.types_alone(look));
  CHECK_FALSE(ours.nobody_typed(look));
}

TEST_CASE(
    "what is shown over a new pane is taken away before anything is typed there, however often it comes") {
  auto ours = batches(true);
  const std::string uncovers = "; if-shell -F -t %5 #{pane_in_mode} copy-mode -q -t %5 ";
  CHECK(words(ours.begin_typing("x")).starts_with(kServer + uncovers + kTakesKeys));
  CHECK(words(ours.type_anywhere("z")).starts_with(kServer + uncovers + kTakesKeys));
  CHECK(words(ours.press_enter("script", 0, {}, {}, {})).starts_with(kServer + uncovers + kTakesKeys));
}

TEST_CASE("a paste-buffer that writes control characters out is told not to") {
  auto ours = batches();
  ours.paste_has("[-dpr] [-s separator] [-b buffer-name] [-t target-pane]");
  CHECK(words(ours.type("x")).find(then_pasted("x")) != std::string::npos);
  ours.paste_has("[-dprS] [-s separator] [-b buffer-name] [-t target-pane]");
  CHECK(words(ours.type("x")).find(then_pasted("x", "-d -r -S")) != std::string::npos);
}

TEST_CASE(
    "Enter is pressed where nothing has moved since the line was seen, with all that is known of the job") {
  auto ours = batches();
  static_cast<void>(ours.begin_typing("x"));
  JobLook look;
  look.job = JobRecord{"aaaaaa", {}, "before"};
  const JobRecord record{"k4f9q2", {}, "make"};
  const std::string script = "0123456789";
  CHECK(words(ours.add_to_script(script, 0, 4)) == kServer + "; set-option -p -t %5 -- @smcp-k4f9q2 0123");
  CHECK(words(ours.add_to_script(script, 4, 6)) == kServer + "; set-option -pa -t %5 -- @smcp-k4f9q2 45");
  CHECK(
      words(ours.press_enter(script, 6, look, record, {12, false, "bash"})) ==
      kServer + kTakesKeys + who_types("k4f9q2 1000") + kPlace +
          "; set-option -pa -t %5 -- @smcp-k4f9q2 6789 ; set-option -p -t %5 -- @smcp-past aaaaaa/// "
          "; set-option -pu -t %5 @smcp-end ; set-option -p -t %5 -- @smcp-job " +
          record.text() +
          " ; set-option -p -t %5 -- @smcp-shell k4f9q2 12 near bash ; set-option -p -t %5 -- @smcp-typed " +
          LastTyped{record.before, tools::typed_lines("make")}.text() + " " + then_pasted("\r"));
}

TEST_CASE("that we type is taken back only while it is our own word") {
  auto ours = batches();
  static_cast<void>(ours.begin_typing("x"));
  CHECK(words(ours.end_typing()) == kServer + "; set-option -pu -t %5 @smcp-k4f9q2 ; " +
                                        stops_unless("%5", "#{==:#{@smcp-typing},k4f9q2 1000}", "moved") +
                                        "; set-option -pu -t %5 @smcp-typing");
  CHECK(words(ours.take_back("\x7f\x7f")) ==
        kServer + kTakesKeys + who_types("k4f9q2 1000") + then_pasted("\x7f\x7f") +
            " ; set-option -pu -t %5 @smcp-k4f9q2 ; set-option -pu -t %5 @smcp-typing");
}

TEST_CASE("a job is given up in one step with the look that tells whether it has begun") {
  const std::string given_up = words(batches().give_up());
  CHECK(given_up.starts_with(kServer +
                             "; set-option -pu -t %5 @smcp-k4f9q2 ; set-option -pu -t %5 @smcp-typing "
                             "; display-message -p -t %5 "));
  CHECK(words(batches().forget()) == kServer + "; set-option -pu -t %5 @smcp-job");
}
