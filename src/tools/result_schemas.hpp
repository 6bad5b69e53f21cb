// The `outputSchema` of the tools that answer with one object. Every property has a description, as short as can be:
// all of it is in what a model reads in every conversation.
#pragma once

#include <string_view>

namespace smcp::tools::result_schema {

inline constexpr std::string_view kSessions =
    R"({"type":"object","properties":{"count":{"type":"integer","description":"How many"},)"
    R"("sessions":{"type":"array","description":"In tmux's order","items":{"type":"object","properties":{)"
    R"("name":{"type":"string","description":"Exact name"},"windows":{"type":"integer","description":"How many"},)"
    R"("created_at":{"type":"string","description":"ISO 8601 UTC"},)"
    R"("last_activity_at":{"type":"string","description":"ISO 8601 UTC: last output or input"},)"
    R"("attached":{"type":"boolean","description":"Someone is attached"}},)"
    R"("required":["name","windows","created_at","last_activity_at","attached"]}}},"required":["count","sessions"]})";
inline constexpr std::string_view kHasSession =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As asked"},)"
    R"("exists":{"type":"boolean","description":"There is one of this name"}},"required":["name","exists"]})";
inline constexpr std::string_view kWindows =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As asked"},)"
    R"("count":{"type":"integer","description":"How many"},)"
    R"("windows":{"type":"array","description":"By index","items":{"type":"object","properties":{)"
    R"("index":{"type":"integer","description":"In tmux"},"name":{"type":"string","description":"In tmux"},)"
    R"("active":{"type":"boolean","description":"The current one"},)"
    R"("panes":{"type":"integer","description":"How many"},)"
    R"("pane_list":{"type":"array","description":"By index","items":{"type":"object","properties":{)"
    R"("id":{"type":"string","description":"Such as %3"},"index":{"type":"integer","description":"In the window"},)"
    R"("active":{"type":"boolean","description":"In its window"},)"
    R"("command":{"type":"string","description":"In the foreground"},)"
    R"("pid":{"type":["integer","null"],"description":"First process; null if dead"},)"
    R"("width":{"type":"integer","description":"Columns"},"height":{"type":"integer","description":"Rows"},)"
    R"("dead":{"type":"boolean","description":"It has ended"}},)"
    R"("required":["id","index","active","command","pid","width","height","dead"]}}},)"
    R"("required":["index","name","active","panes","pane_list"]}}},)"
    R"("required":["session","count","windows"]})";
inline constexpr std::string_view kNewSession =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As asked"},)"
    R"("cwd":{"type":["string","null"],"description":"As asked"},)"
    R"("command":{"type":["string","null"],"description":"As asked"},)"
    R"("status":{"type":"string","description":"running"},)"
    R"("hint":{"type":"string","description":"How to go on"}},)"
    R"("required":["name","cwd","command","status","hint"]})";
inline constexpr std::string_view kSendKeys =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As asked"},)"
    R"("keys":{"type":"string","description":"As typed; (hidden): secret"},)"
    R"("enter":{"type":"boolean","description":"Pressed"},)"
    R"("pane":{"type":"string","description":"Such as %3"},)"
    R"("also_typed_into":{"type":"array","description":"Synchronised panes","items":{"type":"string"}},)"
    R"("cursor":{"type":"string","description":"For since: before the keys"}},)"
    R"("required":["session","keys","enter","pane","cursor"]})";
inline constexpr std::string_view kKillSession =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As asked"},)"
    R"("killed":{"type":"boolean","description":"It is gone"}},"required":["session","killed"]})";

}  // namespace smcp::tools::result_schema
