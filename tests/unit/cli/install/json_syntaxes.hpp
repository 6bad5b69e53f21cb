// The syntaxes of configuration files in JSON, in short.
#pragma once

#include "cli/install/json_text.hpp"

namespace smcp::cli {

constexpr JsonSyntax kStrict = JsonSyntax::strict;
constexpr JsonSyntax kComments = JsonSyntax::comments;
constexpr JsonSyntax kCommas = JsonSyntax::comments_and_commas;

}  // namespace smcp::cli
