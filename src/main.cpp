#include "cli/run.hpp"

int main(int argc, char** argv) {
  return smcp::cli::run(argc, argv);
}
