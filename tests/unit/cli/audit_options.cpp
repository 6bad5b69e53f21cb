// The options of the audit.
#include <cstdlib>

#include "cli/options.hpp"
#include "support/catch.hpp"
#include "support/unit/parsed_options.hpp"

using namespace smcp;
using namespace smcp::cli;

TEST_CASE("calls are recorded where something acts, and a wrong setting is never a silent off") {
  CHECK(parse({}).value().audit.empty());
  CHECK(parse({"--audit", "f"}).value().audit == "f");
  CHECK(parse({"--audit", "f"}).value().audit_text == tools::AuditText::shortened);
  CHECK(parse({"--audit=f", "--audit-text=none", "call", "list_sessions"}).value().audit_text ==
        tools::AuditText::none);
  CHECK(parse({"run", "x", "--audit", "f", "--", "make"}).value().audit == "f");
  ::setenv("SESSIONS_MCP_AUDIT", "g", 1);
  ::setenv("SESSIONS_MCP_AUDIT_TEXT", "full", 1);
  CHECK(parse({}).value().audit == "g");
  CHECK(parse({}).value().audit_text == tools::AuditText::full);
  CHECK(parse({"--audit", "f", "--audit-text", "short"}).value().audit == "f");
  CHECK(parse({"list"}).value().audit.empty());
  CHECK(parse({"audit"}).value().audit_file == "g");
  CHECK(parse({"audit", "h"}).value().audit_file == "h");
  CHECK(parse({"audit", "--follow"}).value().follow);
  ::setenv("SESSIONS_MCP_AUDIT_TEXT", "some", 1);
  CHECK(error_of({}).starts_with("SESSIONS_MCP_AUDIT_TEXT must be full, short or none, not \"some\"."));
  ::unsetenv("SESSIONS_MCP_AUDIT");
  ::unsetenv("SESSIONS_MCP_AUDIT_TEXT");
  CHECK(error_of({"--audit-text", "x"}).starts_with("--audit-text must be full, short or none, not \"x\"."));
  CHECK(error_of({"--audit-text", "full"}).starts_with("--audit-text says what is written to the file"));
  CHECK(error_of({"--audit="}).starts_with("--audit must not be empty."));
  CHECK(error_of({"wait", "x", "--audit", "f"})
            .starts_with("--audit can only be used with the server, call and run."));
  CHECK(error_of({"audit"}).starts_with("audit needs the name of the file, or SESSIONS_MCP_AUDIT."));
  CHECK(error_of({"audit", "a", "b"}).starts_with("audit takes the name of one file."));
  CHECK(error_of({"--follow"}).starts_with("--follow can only be used with audit"));
}
