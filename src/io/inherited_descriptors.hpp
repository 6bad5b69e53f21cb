// The descriptors that this process was started with.
#pragma once

namespace smcp::uv {

/// Once, before anything is opened: keeps what we have inherited from the children that we start, and makes
/// sure that no descriptor of ours lands on the number of a standard one that was closed.
void secure_inherited_descriptors();

}  // namespace smcp::uv
