#include "popen.hpp"

#include <array>
#include <cstdio>
#include <vector>

#include "bench.hpp"

namespace smcp::bench {

std::string run_through_popen(const std::string& command, int in_flight) {
  std::vector<std::FILE*> pipes;
  pipes.reserve(static_cast<std::size_t>(in_flight));
  for (int i = 0; i < in_flight; ++i) pipes.push_back(::popen(command.c_str(), "r"));
  std::string output;
  for (std::FILE* pipe : pipes) {
    require(pipe != nullptr, "popen failed");
    output.clear();
    std::array<char, 65536> chunk;
    for (std::size_t size = 0; (size = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;) {
      output.append(chunk.data(), size);
    }
    ::pclose(pipe);
  }
  return output;
}

}  // namespace smcp::bench
