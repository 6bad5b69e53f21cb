// The revisions of the Model Context Protocol that we serve.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace smcp::transport {

/// In chronological order. All but the last begin with a handshake (`initialize`); the last one is stateless.
enum class Revision { v2024_11_05, v2025_03_26, v2025_06_18, v2025_11_25, v2026_07_28 };

inline constexpr std::array<std::string_view, 5> kRevisionNames = {"2024-11-05", "2025-03-26", "2025-06-18",
                                                                   "2025-11-25", "2026-07-28"};

/// The answer of `initialize` to a request for a revision that is unknown or has no handshake.
inline constexpr Revision kNewestHandshake = Revision::v2025_11_25;

[[nodiscard]] constexpr std::string_view to_string(Revision revision) {
  return kRevisionNames[static_cast<std::size_t>(revision)];
}

[[nodiscard]] constexpr std::optional<Revision> parse_revision(std::string_view name) {
  for (std::size_t i = 0; i < kRevisionNames.size(); ++i) {
    if (kRevisionNames[i] == name) return static_cast<Revision>(i);
  }
  return std::nullopt;
}

/// Whether it belongs to the stateless era: no handshake, `_meta` in every request, `resultType` in every
/// result.
[[nodiscard]] constexpr bool is_stateless(Revision revision) {
  return revision == Revision::v2026_07_28;
}
/// `structuredContent`, `outputSchema` and titles were introduced by 2025-06-18.
[[nodiscard]] constexpr bool has_structured_content(Revision revision) {
  return revision >= Revision::v2025_06_18;
}
/// Tool annotations were introduced by 2025-03-26.
[[nodiscard]] constexpr bool has_annotations(Revision revision) {
  return revision >= Revision::v2025_03_26;
}
/// Progress notifications have had a `message` since 2025-03-26.
[[nodiscard]] constexpr bool has_progress_message(Revision revision) {
  return revision >= Revision::v2025_03_26;
}
/// Between 2025-06-18 and the stateless era, servers send requests to ask a person (elicitation/create).
[[nodiscard]] constexpr bool has_elicitation_requests(Revision revision) {
  return revision >= Revision::v2025_06_18 && !is_stateless(revision);
}
/// Since 2025-11-25 a person is asked by a form or by a page, and a client may be able to show only one of them.
[[nodiscard]] constexpr bool has_elicitation_modes(Revision revision) {
  return revision >= Revision::v2025_11_25;
}
/// Choices with titles and a default were introduced by 2025-11-25.
[[nodiscard]] constexpr bool has_titled_choices(Revision revision) {
  return revision >= Revision::v2025_11_25;
}
/// Only 2025-03-26 has JSON-RPC batches.
[[nodiscard]] constexpr bool has_batches(Revision revision) {
  return revision == Revision::v2025_03_26;
}

}  // namespace smcp::transport
