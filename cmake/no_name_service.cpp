// In a static program, glibc's look-ups of users and hosts would load shared libraries of the very glibc that it was
// linked with, and not work elsewhere. libuv can make such look-ups, and we never ask it to. These take glibc's place,
// so that none of that code is linked: whoever should call them nevertheless is told that there is no such service.
#include <cerrno>
#include <grp.h>
#include <netdb.h>
#include <pwd.h>

extern "C" {

int getpwuid_r(uid_t, passwd*, char*, size_t, passwd** result) {
  *result = nullptr;
  return ENOSYS;
}

int getgrgid_r(gid_t, group*, char*, size_t, group** result) {
  *result = nullptr;
  return ENOSYS;
}

int getaddrinfo(const char*, const char*, const addrinfo*, addrinfo** result) {
  *result = nullptr;
  return EAI_SYSTEM;
}

void freeaddrinfo(addrinfo*) {}

int getnameinfo(const sockaddr*, socklen_t, char*, socklen_t, char*, socklen_t, int) { return EAI_SYSTEM; }
}
