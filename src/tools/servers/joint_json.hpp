// The JSON of answers that become one. It is our own (json/writer.hpp): compact, so that a member's key in quotes, with
// its colon, stands nowhere but where it is one, a quotation mark in a text being escaped. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "json/writer.hpp"

namespace smcp::tools {

/// What the member's array holds, as it is written, without its brackets; "" if there is none.
[[nodiscard]] std::string_view array_in(std::string_view json, std::string_view member);

/// 0 if there is no such member.
[[nodiscard]] std::uint64_t count_in(std::string_view json, std::string_view member);

/// Adds what an array holds to one that is being collected.
void add_items(std::string& all, std::string_view items);

/// The member with these items; nothing if there are none.
void write_items(transport::JsonWriter& writer, std::string_view member, const std::string& items);

}  // namespace smcp::tools
