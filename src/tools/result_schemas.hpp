// The `outputSchema` of the tools that answer with one object. Every property has a description, as short as
// can be: a model reads all of it in every conversation.
#pragma once

#include <string_view>

namespace smcp::tools::result_schema {

inline constexpr std::string_view kSessions =
    R"({"type":"object","properties":{"count":{"type":"integer","description":"Number"},)"
    R"("sessions":{"type":"array","description":"In tmux's order","items":{"type":"object","properties":{)"
    R"("name":{"type":"string","description":"Session name"},"windows":{"type":"integer","description":"Number"},)"
    R"("created_at":{"type":"string","description":"ISO 8601, UTC"},)"
    R"("last_activity_at":{"type":"string","description":"Last output or input"},)"
    R"("attached":{"type":"boolean","description":"Terminal attached"}},)"
    R"("required":["name","windows","created_at","last_activity_at","attached"]}}},"required":["count","sessions"]})";
inline constexpr std::string_view kHasSession =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As given"},)"
    R"("exists":{"type":"boolean","description":"Whether it exists"}},"required":["name","exists"]})";
inline constexpr std::string_view kWindows =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As given"},)"
    R"("count":{"type":"integer","description":"Number"},)"
    R"("windows":{"type":"array","description":"By index","items":{"type":"object","properties":{)"
    R"("index":{"type":"integer","description":"Window index"},"name":{"type":"string","description":"Window name"},)"
    R"("active":{"type":"boolean","description":"Current window"},)"
    R"("panes":{"type":"integer","description":"Number"},)"
    R"("pane_list":{"type":"array","description":"By index","items":{"type":"object","properties":{)"
    R"("id":{"type":"string","description":"Such as %3"},"index":{"type":"integer","description":"In its window"},)"
    R"("active":{"type":"boolean","description":"Current pane"},)"
    R"("command":{"type":"string","description":"Foreground program"},)"
    R"("pid":{"type":["integer","null"],"description":"First process; null if dead"},)"
    R"("width":{"type":"integer","description":"Columns"},"height":{"type":"integer","description":"Rows"},)"
    R"("dead":{"type":"boolean","description":"Program has ended"},)"
    R"("title":{"type":"string","description":"Set by programs"},)"
    R"("cwd":{"type":["string","null"],"description":"Working directory"},)"
    R"("left":{"type":"integer","description":"Column"},"top":{"type":"integer","description":"Row"},)"
    R"("log":{"type":["string","null"],"description":"Of new_session"}},)"
    R"("required":["id","index","active","command","pid","width","height","dead","title","cwd","left","top"]}}},)"
    R"("required":["index","name","active","panes","pane_list"]}}},)"
    R"("required":["session","count","windows"]})";
inline constexpr std::string_view kNewSession =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As given"},)"
    R"("cwd":{"type":["string","null"],"description":"As given"},)"
    R"("command":{"type":["string","null"],"description":"Its beginning"},)"
    R"("status":{"type":"string","description":"Always running"},)"
    R"("pane":{"type":"string","description":"Pane id"},)"
    R"("cursor":{"type":"string","description":"For since"},)"
    R"("log":{"type":"string","description":"As given"},)"
    R"("hint":{"type":"string","description":"What to do next"}},)"
    R"("required":["name","cwd","command","status","pane","cursor","hint"]})";
inline constexpr std::string_view kKillSession =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As given"},)"
    R"("killed":{"type":["boolean","integer"],"description":"true; of names: how many"},)"
    R"("ended":{"type":"array","description":"Programs","items":{"type":"string"}},)"
    R"("lives_on":{"type":"array","description":"Sessions","items":{"type":"string"}},)"
    R"("left_running":{"type":"array","description":"pid, command","items":{"type":"object"}},)"
    R"("failed":{"type":"array","description":"Of names: session, error","items":{"type":"object"}}}})";
inline constexpr std::string_view kKillPane =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As given"},)"
    R"("pane":{"type":"string","description":"Pane id"},"killed":{"type":"boolean","description":"Always true"},)"
    R"("ended":{"type":"array","description":"Programs","items":{"type":"string"}},)"
    R"("left_running":{"type":"array","description":"pid, command","items":{"type":"object"}}}})";
inline constexpr std::string_view kRenamed =
    R"({"type":"object","properties":{"session":{"type":"string","description":"Its name now"},)"
    R"("window":{"type":"string","description":"The same"}},"required":["session"]})";
inline constexpr std::string_view kResized =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As given"},)"
    R"("width":{"type":"integer","description":"Columns now"},)"
    R"("height":{"type":"integer","description":"Rows now"}},"required":["session","width","height"]})";

}  // namespace smcp::tools::result_schema
