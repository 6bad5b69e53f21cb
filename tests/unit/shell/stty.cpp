#include "shell/stty.hpp"

#include <string>
#include <utility>

#include "support/catch.hpp"

using namespace smcp::shell;

namespace {

constexpr std::string_view kGnu =
    "speed 38400 baud; rows 24; columns 80; line = 0; intr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = "
    "^D; "
    "eol = <undef>; eol2 = <undef>; swtch = <undef>; start = ^Q; stop = ^S; susp = ^Z; rprnt = ^R; werase = "
    "^W; lnext = ^V; discard = ^O; min = 1; time = 0; -parenb -parodd -cmspar cs8 -hupcl -cstopb cread "
    "-clocal -crtscts -ignbrk -brkint -ignpar -parmrk -inpck -istrip -inlcr -igncr icrnl ixon -ixoff -iuclc "
    "-ixany -imaxbel -iutf8 opost -olcuc -ocrnl onlcr -onocr -onlret -ofill -ofdel nl0 cr0 tab0 bs0 vt0 ff0 "
    "isig icanon iexten echo echoe echok -echonl -noflsh -xcase -tostop -echoprt echoctl echoke -flusho "
    "-extproc";
constexpr std::string_view kMac =
    "speed 38400 baud; 24 rows; 80 columns;\nlflags: icanon isig iexten echo echoe -echok echoke -echonl "
    "echoctl\n\t-echoprt -altwerase -noflsh -tostop -flusho pendin -nokerninfo\n\t-extproc\niflags: -istrip "
    "icrnl -inlcr -igncr ixon -ixoff ixany imaxbel iutf8\n\t-ignbrk brkint -inpck -ignpar -parmrk\noflags: "
    "opost onlcr -oxtabs -onocr -onlret\ncflags: cread cs8 -parenb -parodd hupcl -clocal -cstopb -crtscts\n"
    "cchars: discard = ^O; dsusp = ^Y; eof = ^D; eol = <undef>;\n\teol2 = <undef>; erase = ^?; intr = ^C; "
    "kill = ^U; lnext = ^V;\n\tmin = 1; quit = ^\\; reprint = ^R; start = ^Q; status = ^T;\n\tstop = ^S; "
    "susp "
    "= ^Z; time = 0; werase = ^W;\n";

/// The text with each `from` as `to`.
std::string changed(std::string_view text, const std::string& from, const std::string& to) {
  std::string result(text);
  const auto at = result.find(from);
  REQUIRE(at != std::string::npos);
  return result.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("stty: a terminal as every one starts") {
  for (const std::string_view text : {kGnu, kMac}) {
    const auto modes = parse_stty(text);
    REQUIRE(modes);
    CHECK(modes->canonical);
    CHECK(modes->echo);
    CHECK(modes->literal_next);
    CHECK(line_mode_of(modes) == LineMode::canonical);
  }
  CHECK(parse_stty(kGnu)->kill == '\x15');
  CHECK_FALSE(parse_stty(kMac)->kill);  // its erasing does not show by all that we go by
}

TEST_CASE("stty: the terminal's size, in both of its forms") {
  const auto size = [](std::string_view text) {
    const auto modes = parse_stty(text);
    REQUIRE(modes);
    return modes->size ? std::pair(modes->size->rows, modes->size->columns) : std::pair(0U, 0U);
  };
  CHECK(size(kGnu) == std::pair(24U, 80U));
  CHECK(size(kMac) == std::pair(24U, 80U));
  CHECK(size(changed(kGnu, "columns 80", "columns 0")) == std::pair(24U, 0U));
  CHECK(size(changed(kGnu, "rows 24; ", "")) == std::pair(0U, 0U));
  CHECK(size(changed(kGnu, "rows 24", "rows 99999999999")) == std::pair(0U, 0U));
  CHECK(size(changed(kMac, "80 columns", "columns")) == std::pair(0U, 0U));
}

TEST_CASE("stty: a line editor's, single keys', and one that hides") {
  const std::string raw = changed(changed(kGnu, " icanon", " -icanon"), " echo ", " -echo ");
  CHECK(line_mode_of(parse_stty(raw)) == LineMode::keys);
  CHECK(line_mode_of(parse_stty(changed(raw, "lnext = ^V", "lnext = <undef>"))) == LineMode::editing);
  CHECK(line_mode_of(parse_stty(changed(raw, " iexten", " -iexten"))) == LineMode::editing);
  const auto hidden = parse_stty(changed(kGnu, " echo ", " -echo "));
  REQUIRE(hidden);
  CHECK(hidden->canonical);
  CHECK_FALSE(hidden->echo);
  CHECK_FALSE(hidden->kill);
}

TEST_CASE("stty: the kill character") {
  CHECK(parse_stty(changed(kGnu, "kill = ^U", "kill = @"))->kill == '@');
  CHECK(parse_stty(changed(kGnu, "kill = ^U", "kill = ^?"))->kill == '\x7f');
  for (const std::string none : {"<undef>", "M-^U", "^-", ""})
    CHECK_FALSE(parse_stty(changed(kGnu, "kill = ^U", "kill = " + none))->kill);
}

TEST_CASE("stty: what does not tell enough tells nothing, wherever it is cut") {
  CHECK_FALSE(parse_stty(""));
  CHECK_FALSE(parse_stty("stty: standard input: Inappropriate ioctl for device"));
  CHECK_FALSE(parse_stty("speed 38400 baud; = = = ;;; kill ="));
  const auto whole = kGnu.find(" echo ") + 5;
  for (std::size_t cut = 0; cut < kGnu.size(); ++cut)
    CHECK(parse_stty(kGnu.substr(0, cut)).has_value() == (cut >= whole));
}
