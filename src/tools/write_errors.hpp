// What an answer about several sessions says of those for which something failed. Pure.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "json/writer.hpp"

namespace smcp::tools {

/// The member `errors`, a list of their messages; nothing if there are none.
inline void write_errors(transport::JsonWriter& writer, const std::vector<Error>& errors) {
  if (errors.empty()) return;
  writer.key("errors").begin_array();
  for (const auto& error : errors) writer.string(error.message);
  writer.end_array();
}

}  // namespace smcp::tools
