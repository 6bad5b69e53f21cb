// What doctor says of where a tmux server comes from: its environment, which all its sessions have, and the service
// that it ends with. Only names of variables are told, since some values are secrets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "shell/process_view.hpp"

namespace smcp::cli {

/// From which environment the running server of this pid was born, and what to do if that is a poor one or holds
/// what is an assistant's own.
[[nodiscard]] Told tell_birth(const shell::ProcessView& processes, std::int64_t server);
/// Whether the running server ends with a service.
[[nodiscard]] std::vector<Told> tell_unit(const shell::ProcessView& processes, std::int64_t server);

/// With which environment new_session would start a server; nothing if that is simply ours.
[[nodiscard]] std::vector<Told> tell_login(const std::vector<std::string>& own,
                                           const std::vector<std::string>& keep);
/// What becomes of a server that would be started inside `service`, where a scope of its own works or does not.
[[nodiscard]] Told tell_scope(const std::string& service, bool works);

}  // namespace smcp::cli
