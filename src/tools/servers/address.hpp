// On which servers a call is, by the names that it gives to sessions, jobs and cursors: `NAME:SESSION`.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "tools/tool.hpp"

namespace smcp::tools {

/// What a call is on one server.
struct AddressedPart {
  Server* server = nullptr;
  Arguments arguments;  ///< with plain names, as the server knows them
};

struct Addressed {
  AddressedPart sole;                    ///< of a call on one server; else `sole.server` is null, …
  std::vector<AddressedPart> several{};  ///< … and these are its parts, in the order of Toolbox::servers()
  std::string name{};                    ///< `name` as it was given, if that is with the name of a server
};

/// Takes the names of servers out of the arguments. Without others than the default server nothing is looked at.
/// Errc::invalid_argument for a server that is not known, and for a job, a cursor or a token of a server that is not the
/// call's.
[[nodiscard]] Result<Addressed> address(Toolbox& tools, const Tool& tool, Arguments arguments);

}  // namespace smcp::tools
