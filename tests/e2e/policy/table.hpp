// What a call of each tool comes to, in each mode, for each target: all of it, and nothing outside it exists.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace smcp::test {

/// The options of the server.
struct Mode {
  std::string_view name;
  std::vector<std::string> options;
};
inline const std::array<Mode, 7> kModes = {{
    {"none", {}},
    {"read-only", {"--read-only"}},
    {"allow", {"--allow", "a*"}},
    {"deny", {"--deny", "secret*"}},
    {"own", {"--own"}},
    {"own, allow", {"--own", "--allow", "a*"}},
    {"allow-self", {"--allow-self"}},
}};

/// A session that a call names.
struct Target {
  std::string_view what;
  std::string name;
};
inline const std::array<Target, 10> kTargets = {{
    {"own", "a-own"},
    {"foreign", "a-foreign"},
    {"hidden", "secret"},
    {"self: the assistant's own pane, in a session of its own", "a-self"},
    {"of another tmux server", "a-elsewhere"},
    {"own, grouped with a hidden one", "a-group-h"},
    {"own, a window linked with a hidden one", "a-linked"},
    {"own, grouped with a foreign one", "a-group-f"},
    {"own, renamed between two calls into what is allowed", "a-in"},
    {"own, renamed between two calls out of it", "secret-out"},
}};

/// What becomes of a call. All but `works` leave the target as it is, without a byte typed.
enum class Outcome : char {
  works = 'W',        ///< the tool does its work, or says itself why it cannot
  taken = 'T',        ///< new_session: there is one of that name, which may be known
  not_offered = 'N',  ///< there is no such tool, because of --read-only
  absent = 'A',       ///< there is no such session
  hidden = 'H',       ///< for this server there is none, and the option that says so is named
  misnamed = 'M',     ///< no session may be called so
  shared = 'S',       ///< refused: it shares a window with a hidden one
  joint = 'G',        ///< refused: it shares a window with a foreign one
  foreign = 'F',      ///< refused: it is not ours
  own_pane = 'P',     ///< refused: it is the assistant's own pane
};

/// `outcomes` has a row for each of kModes, and in it a letter for each of kTargets.
struct Row {
  std::vector<std::string_view> tools;  ///< `search_output *`: without names
  std::array<std::string_view, kModes.size()> outcomes;
};
inline const std::vector<Row> kTable = {
    // Reads.
    {{"list_windows", "capture_pane", "search_output", "session_status", "wait_for"},
     {"WWWWAWWWWW",  // none
      "WWWWAWWWWW",  // read-only
      "WWHWASSWWH",  // allow
      "WWHWASSWWH",  // deny
      "WWWWAWWWWW",  // own
      "WWHWASSWWH",  // own, allow
      "WWWWAWWWWW"}},
    {{"search_output *", "session_status *"},
     {"WWWWAWWWWW", "WWWWAWWWWW", "WWHWASSWWH", "WWHWASSWWH", "WWWWAWWWWW", "WWHWASSWWH", "WWWWAWWWWW"}},
    // That there is one may be known of a session whose windows are a hidden one's, too.
    {{"list_sessions", "has_session"},
     {"WWWWAWWWWW", "WWWWAWWWWW", "WWHWAWWWWH", "WWHWAWWWWH", "WWWWAWWWWW", "WWHWAWWWWH", "WWWWAWWWWW"}},
    // Changes: has something typed or run.
    {{"send_keys", "run_command"},
     {"WWWPAWWWWW", "NNNNNNNNNN", "WWHPASSWWH", "WWHPASSWWH", "WFFPAGGGWW", "WFHPASSGWH", "WWWWAWWWWW"}},
    {{"run_command create"},
     {"WWWPWWWWWW", "NNNNNNNNNN", "WWMPWSSWWM", "WWMPWSSWWM", "WFFPWGGGWW", "WFMPWSSGWM", "WWWWWWWWWW"}},
    {{"new_session"},
     {"TTTTWTTTTT", "NNNNNNNNNN", "TTMTWSSTTM", "TTMTWSSTTM", "TTTTWTTTTT", "TTMTWSSTTM", "TTTTWTTTTT"}},
    // Arranges, or makes something beside the own pane.
    {{"new_window", "rename", "resize"},
     {"WWWWAWWWWW", "NNNNNNNNNN", "WWHWASSWWH", "WWHWASSWWH", "WFFWAGGGWW", "WFHWASSGWH", "WWWWAWWWWW"}},
    // Destroys.
    {{"kill_session", "kill_session *", "kill_pane"},
     {"WWWPAWWWWW", "NNNNNNNNNN", "WWHPASSWWH", "WWHPASSWWH", "WFFPAGGGWW", "WFHPASSGWH", "WWWWAWWWWW"}},
};

}  // namespace smcp::test
