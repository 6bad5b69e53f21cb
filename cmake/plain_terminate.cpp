// What ends a program on an exception that nobody catches. libstdc++'s own handler first prints the exception's type in
// readable form, and the parser that this takes weighs 45 kB in a static program. Ours ends it as plainly as a failed
// assertion does; the core dump tells more than the type.
#include <cstdlib>
#include <exception>

namespace __cxxabiv1 {
extern std::terminate_handler __terminate_handler;  // NOLINT(bugprone-reserved-identifier)
std::terminate_handler __terminate_handler = std::abort;
}  // namespace __cxxabiv1
