// The beginning of a long text, for whoever has the whole of it already. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace smcp {

/// Upper bound on a text that goes back to the model that wrote it, in characters. A model pays for every one
/// of them twice, and needs only as much as tells which text it was.
inline constexpr std::size_t kMaxEchoed = 200;

/// `text` if it has at most kMaxEchoed characters (code points); else as many of them, `…` and how many bytes
/// there are in all.
[[nodiscard]] std::string shortened(std::string_view text);

}  // namespace smcp
