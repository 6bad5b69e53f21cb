#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "bench.hpp"
#include "report.hpp"

namespace {

constexpr const char* kUsage =
    "usage: sessions_mcp_bench [--json] [--quick] [--filter TEXT] [--server PATH]\n"
    "  --json         for machines, instead of the table\n"
    "  --quick        fewer rounds\n"
    "  --filter TEXT  only the benches whose name holds TEXT\n"
    "  --server PATH  the sessions-mcp to measure (default: the one of this build)\n";

/// The server from the same build as this program.
std::string default_server() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "" : (self.parent_path().parent_path() / "sessions-mcp").string();
}

std::optional<smcp::bench::Options> parse(int argc, char** argv) {
  smcp::bench::Options options;
  options.server = default_server();
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--json")
      options.json = true;
    else if (argument == "--quick")
      options.quick = true;
    else if (argument == "--filter" && has_value)
      options.filter = argv[++i];
    else if (argument == "--server" && has_value)
      options.server = argv[++i];
    else
      return std::nullopt;
  }
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = parse(argc, argv);
  if (!options) {
    std::fputs(kUsage, stderr);
    return 2;
  }
  std::vector<smcp::bench::Row> rows;
  const bool well = smcp::bench::run_all(*options, rows);
  std::fputs((options->json ? smcp::bench::json(rows) : smcp::bench::table(rows)).c_str(), stdout);
  return well ? 0 : 1;
}
