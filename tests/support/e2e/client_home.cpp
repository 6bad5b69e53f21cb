#include "support/e2e/client_home.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/catch.hpp"
#include "support/server_process.hpp"

namespace smcp::test {

namespace fs = std::filesystem;

ClientHome::ClientHome() : program(server_binary()) {
  fs::create_directories(dir_ / "bin");
  fs::create_directories(dir_ / "project");
  environment = {{"HOME", dir_.path()}, {"PATH", dir_ / "bin:/usr/bin:/bin"}, {"LANG", "C.UTF-8"}};
}

std::string ClientHome::read(std::string_view name) const {
  return read_file(dir_ / name);
}

void ClientHome::write(std::string_view name, std::string_view text) const {
  fs::create_directories(fs::path(dir_ / name).parent_path());
  std::ofstream(dir_ / name) << text;
}

bool ClientHome::has(std::string_view name) const {
  return fs::exists(dir_ / name);
}

void ClientHome::add_command(const std::string& name, std::string_view script) const {
  const std::string path = "bin/" + name;
  write(path, "#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$HOME/" + name + ".argv\"\n" + std::string(script) + "\n");
  fs::permissions(dir_ / path, fs::perms::owner_all);
}

std::vector<std::string> ClientHome::arguments_of(const std::string& name) const {
  std::vector<std::string> arguments;
  std::istringstream lines(read(name + ".argv"));
  for (std::string line; std::getline(lines, line);) arguments.push_back(line);
  return arguments;
}

CommandResult ClientHome::run(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {"env", "-C", dir_ / "project", program});
  return run_command(arguments, environment, {}, kPatience * 2);
}

std::string ClientHome::everything() const {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(dir_.path())) {
    std::ostringstream line;
    line << entry.path().string() << ' ' << std::oct << static_cast<unsigned>(entry.status().permissions());
    if (entry.is_regular_file()) line << ' ' << read_file(entry.path().string());
    files.push_back(line.str());
  }
  std::sort(files.begin(), files.end());
  std::string all;
  for (const auto& file : files) all += file + '\n';
  return all;
}

bool says(const std::string& text, std::string_view part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

}  // namespace smcp::test
