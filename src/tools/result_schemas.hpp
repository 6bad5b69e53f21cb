// The `outputSchema` of the core tools that answer with one object. Every property has a description, as short as
// can be, and what the items of a list hold is only named: a model reads all of it in every conversation.
#pragma once

#include <string_view>

namespace smcp::tools::result_schema {

inline constexpr std::string_view kSessions =
    R"({"type":"object","properties":{"count":{"type":"integer","description":"Number"},)"
    R"("sessions":{"type":"array","description":"name, windows, created_at (ISO 8601, UTC), )"
    R"(last_activity_at, attached, made_by"}}})";
inline constexpr std::string_view kHasSession =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As given"},)"
    R"("exists":{"type":"boolean","description":"Whether it exists"}}})";
inline constexpr std::string_view kWindows =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As given"},)"
    R"("count":{"type":"integer","description":"Number"},)"
    R"("windows":{"type":"array","description":"By index: index, name, active, panes (number), pane_list: )"
    R"(id (%3), index, active, command, pid (null if dead), width, height, dead, title, cwd, left, top, log"}}})";
inline constexpr std::string_view kNewSession =
    R"({"type":"object","properties":{"name":{"type":"string","description":"As given"},)"
    R"("cwd":{"type":["string","null"],"description":"As given"},)"
    R"("command":{"type":["string","null"],"description":"Its beginning"},)"
    R"("status":{"type":"string","description":"Always running"},)"
    R"("pane":{"type":"string","description":"Pane id"},)"
    R"("cursor":{"type":"string","description":"For since"},)"
    R"("log":{"type":"string","description":"As given"},)"
    R"("hint":{"type":"string","description":"What to do next"}}})";
inline constexpr std::string_view kKillSession =
    R"({"type":"object","properties":{"session":{"type":"string","description":"As given"},)"
    R"("killed":{"type":["boolean","integer"],"description":"true; of names: how many"},)"
    R"("ended":{"type":"array","description":"Programs"},"lives_on":{"type":"array","description":"Sessions"},)"
    R"("left_running":{"type":"array","description":"pid, command"},)"
    R"("failed":{"type":"array","description":"Of names: session, error"}}})";

}  // namespace smcp::tools::result_schema
