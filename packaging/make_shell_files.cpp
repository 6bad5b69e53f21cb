// Writes the man page and the completions into a folder: make_shell_files FOLDER.
#include <cstdio>
#include <fstream>
#include <string>

#include "cli/shell_files.hpp"

namespace {

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return static_cast<bool>(file);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_shell_files FOLDER\n");
    return 2;
  }
  const std::string folder = argv[1];
  const bool written = write(folder + "/sessions-mcp.1", smcp::cli::man_page()) &&
                       write(folder + "/sessions-mcp.bash", smcp::cli::bash_completion()) &&
                       write(folder + "/_sessions-mcp", smcp::cli::zsh_completion()) &&
                       write(folder + "/sessions-mcp.fish", smcp::cli::fish_completion());
  return written ? 0 : 1;
}
