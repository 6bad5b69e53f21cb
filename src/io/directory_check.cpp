#include "io/directory_check.hpp"

#include <unistd.h>

namespace smcp::uv {

PathCheck::Question directory_question(const std::string& path, const std::string& shown,
                                       AccessCheck::Access access) {
  PathCheck::Question question;
  question.path = path + "/.";  // it can be searched only if `path` is a directory
  question.mode = X_OK;
  question.access = access;
  question.refused = "cwd is not a directory that can be entered: " + shown;
  question.late = "the system did not say in time whether cwd is a directory: " + shown;
  return question;
}

}  // namespace smcp::uv
