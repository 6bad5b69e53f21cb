#include "cli/install/apply_change.hpp"

#include <cstdio>

#include "cli/install/client_process.hpp"
#include "cli/install/server_entry.hpp"
#include "cli/install/text_change.hpp"
#include "text/shell_word.hpp"

namespace smcp::cli {

Result<Done> run_own_command(const std::vector<std::string>& argv, bool dry_run) {
  const std::string line = shell_words(argv);
  if (dry_run) {
    std::printf("would run: %s\n", line.c_str());
    return Done();
  }
  const auto answer = run_client(argv);
  if (!answer) return answer.error();
  if (!answer->succeeded)
    return Error{Errc::refused, line + " failed (" + answer->ending + "). It said: " + words_of(*answer)};
  return "with " + line;
}

Result<Done> change_file(const ConfigFile& file, const std::string& text, bool dry_run) {
  if (dry_run) {
    std::printf("would %s %s:\n%s", file.exists ? "change" : "make", file.path.c_str(),
                change_between(file.text, text).c_str());
    return Done();
  }
  std::string kept;
  if (file.exists) {
    const auto backup = back_up(file);
    if (!backup) return backup.error();
    kept = " (as it was before: " + *backup + ")";
  }
  if (const Status replaced = replace_config(file, text); !replaced) return replaced.error();
  return "in " + file.path + kept;
}

}  // namespace smcp::cli
