// The handlers of all tools, for the catalogue. Each is in a file of its own, or in that of its family.
#pragma once

#include "tools/tool.hpp"

namespace smcp::tools {

void list_sessions(Toolbox& tools, const CallPtr& call);
void has_session(Toolbox& tools, const CallPtr& call);
void list_windows(Toolbox& tools, const CallPtr& call);
void capture_pane(Toolbox& tools, const CallPtr& call);
void new_session(Toolbox& tools, const CallPtr& call);
void send_keys(Toolbox& tools, const CallPtr& call);
void kill_session(Toolbox& tools, const CallPtr& call);
void kill_pane(Toolbox& tools, const CallPtr& call);
void new_window(Toolbox& tools, const CallPtr& call);
void rename(Toolbox& tools, const CallPtr& call);
void resize(Toolbox& tools, const CallPtr& call);
void run_command(Toolbox& tools, const CallPtr& call);
void search_output(Toolbox& tools, const CallPtr& call);
void session_status(Toolbox& tools, const CallPtr& call);
void wait_for(Toolbox& tools, const CallPtr& call);

}  // namespace smcp::tools
