// The descriptors with which this process was started.
#pragma once

namespace smcp::uv {

/// To be called once, before anything is opened. Keeps our children from inheriting these descriptors, and
/// makes sure that no descriptor of ours gets the number of a standard one that was closed.
void secure_inherited_descriptors();

}  // namespace smcp::uv
