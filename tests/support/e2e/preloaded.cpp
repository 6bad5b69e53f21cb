#include "support/e2e/preloaded.hpp"

#include <algorithm>
#include <elf.h>
#include <filesystem>
#include <fstream>
#include <vector>

#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/server_process.hpp"

namespace smcp::test {
namespace {

/// Whether the kernel hands it to a dynamic loader.
bool is_dynamic(const std::string& program) {
  std::ifstream file(program, std::ios::binary);
  Elf64_Ehdr header{};
  if (!file.read(reinterpret_cast<char*>(&header), sizeof header)) fail(program + " is no program");
  std::vector<Elf64_Phdr> segments(header.e_phnum);
  file.seekg(static_cast<std::streamoff>(header.e_phoff));
  const auto size = static_cast<std::streamsize>(segments.size() * sizeof(Elf64_Phdr));
  if (!file.read(reinterpret_cast<char*>(segments.data()), size)) fail(program + " is cut");
  return std::any_of(segments.begin(), segments.end(),
                     [](const Elf64_Phdr& segment) { return segment.p_type == PT_INTERP; });
}

}  // namespace

std::string preloaded(std::string_view name) {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() /
         ("libsessions_mcp_" + std::string(name) + ".so");
}

bool can_preload(std::string_view name) {
  const bool can = std::filesystem::exists(preloaded(name)) && is_dynamic(server_binary());
  if (!can) WARN("this server loads no library before its own: " << name << " is not made up");
  return can;
}

}  // namespace smcp::test
