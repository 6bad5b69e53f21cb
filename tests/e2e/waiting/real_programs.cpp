// A table of real programs: whether it is told that they wait for somebody, and how. Each with all that /proc
// can tell, and as an ordinary user under Yama sees it. scripts/test-as-user runs it as such a user, to whom
// the kernel shows nothing of sudo and su. docs/tools.md has the rules.
#include <unistd.h>

#include "support/e2e/asking_programs.hpp"
#include "support/own_sshd.hpp"

using namespace smcp::test;

namespace {

const std::vector<std::string> kEnter{"Enter"};
const std::vector<std::string> kInterrupt{"C-c"};
const std::vector<std::string> kEndOfInput{"C-d"};
const std::vector<std::string> kQuit{"q"};

std::string python(const std::string& script) {
  return "python3 -c \"" + script + "\"";
}

/// In a repository of its own with one commit and a change.
std::string in_repo(const std::string& name) {
  return "cd $HOME && git init -q " + name + " 2>/dev/null; cd " + name +
         "; git config user.name T; git config user.email t@localhost; seq 300 >f; git add f; "
         "git commit -qm one; seq 2 301 >f; ";
}

/// Whether the programs in the panes are root's.
bool is_root() {
  return ::geteuid() == 0 && far_user() == nullptr;
}

/// Of a process of somebody else's nothing is seen, and to root nobody is somebody else.
Told if_seen(Told told, Told otherwise) {
  return is_root() ? told : otherwise;
}

}  // namespace

TEMPLATE_TEST_CASE("programs: questions in lines", "", AllSeen, UnderYama) {
  check_programs(
      {{"bash", "read -p 'Go on? ' x", Told::as_question, "Go on?", kEnter},
       {"bash", "read -s -p 'Secret: ' x", Told::as_secret, "Secret:", kEnter},
       {"bash", "read -t 60 -p 'Go on? ' x", Told::as_keys, "Go on?", kEnter},
       {"bash", "select x in a b; do break; done", Told::as_question, "#?", {"1", "Enter"}},
       {"cat", "cat", Told::as_question, "", kEndOfInput},
       {"cat", "cat | head -1", Told::as_question, "", kEndOfInput},
       {"bash", "true | sh -c 'printf \"Install? [Y/n] \"; read x </dev/tty'", Told::as_question,
        "Install? [Y/n]", kEnter},
       {"bash", "bash --norc --noprofile", Told::as_question, "", kEndOfInput},
       {"python3", python("input('Name: ')"), Told::as_question, "Name:", kEnter},
       {"python3", python("import getpass; getpass.getpass()"), Told::as_secret, "Password:", kEnter},
       {"python3", python("import readline; input('Name: ')"), Told::as_question, "Name:", kEnter,
        Told::as_keys}},
      TestType::kYama);
}

TEMPLATE_TEST_CASE("programs: select, poll, threads and sockets", "", AllSeen, UnderYama) {
  const std::string poll = "import select; print('Poll? ', end='', flush=True); p = select.poll(); ";
  const std::string select = "import select; f = open('/dev/tty'); print('Select? ', end='', flush=True); ";
  const std::string thread = "import threading; t = threading.Thread(target=input, args=('Thread? ',)); ";
  const std::string socket = "import socket; s = socket.socket(); s.setblocking(False); input('Host? ')";
  const std::string hidden = "import ctypes; ctypes.CDLL(None).prctl(4, 0, 0, 0, 0); input('Hidden? ')";
  check_programs({{"python3", python(poll + "p.register(0, select.POLLIN); p.poll(); input()"),
                   Told::as_question, "Poll?", kEnter, Told::as_keys},
                  {"python3", python(select + "select.select([f], [], []); f.readline()"), Told::as_question,
                   "Select?", kEnter, Told::as_keys},
                  {"python3", python(thread + "t.start(); t.join()"), Told::as_question, "Thread?", kEnter},
                  {"python3", python(socket), Told::as_question, "Host?", kEnter},
                  {"python3", python(hidden), if_seen(Told::as_question, Told::as_keys), "Hidden?", kEnter}},
                 TestType::kYama);
}

TEMPLATE_TEST_CASE("programs: one that polls for signals, too", "", AllSeen, UnderYama) {
  const std::string poll =
      "import ctypes, select; print('Poll? ', end='', flush=True); p = select.poll(); "
      "p.register(ctypes.CDLL(None).signalfd(-1, (ctypes.c_byte * 128)(), 0), select.POLLIN); "
      "p.register(0, select.POLLIN); p.poll(); input()";
  check_programs({{"python3", python(poll), Told::as_question, "Poll?", kEnter, Told::as_keys}},
                 TestType::kYama);
}

TEMPLATE_TEST_CASE("programs: secrets", "", AllSeen, UnderYama) {
  const std::string nobody =
      is_root() ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : std::string();
  std::vector<AskingProgram> programs{
      {"ssh-keygen", "ssh-keygen -q -t ed25519 -f $HOME/key", Told::as_secret, "passphrase", kInterrupt},
      {"openssl", "openssl genrsa -aes256 -out $HOME/rsa", Told::as_secret, "pass phrase", kInterrupt},
      {"openssl", "openssl enc -aes-256-cbc -pbkdf2 -in /etc/passwd -out $HOME/out", Told::as_secret,
       "password", kInterrupt},
      {"sudo", nobody + "sudo -k true", Told::as_secret, "assword", kInterrupt},
      {"su", nobody + "su -c true", Told::as_secret, "assword", kInterrupt}};
  const OwnSshd sshd;
  if (sshd.why_not().empty()) {
    const std::string ssh = "ssh -F none -o PreferredAuthentications=password -p " +
                            std::to_string(sshd.port()) + " -o UserKnownHostsFile=";
    programs.push_back(
        {"ssh", ssh + "$HOME/known 127.0.0.1", Told::as_question, "continue connecting", kInterrupt});
    programs.push_back({"ssh", ssh + "/dev/null -o StrictHostKeyChecking=no 127.0.0.1", Told::as_secret,
                        "password:", kInterrupt});
  } else {
    WARN(sshd.why_not() << ": skipped");
  }
  check_programs(programs, TestType::kYama);
}

TEMPLATE_TEST_CASE("programs: pagers and git", "", AllSeen, UnderYama) {
  check_programs(
      {{"less", "less /etc/passwd /etc/group", Told::as_question, "", kQuit},
       {"less", "seq 500 | less", Told::as_question, "", kQuit},
       // From util-linux 2.40 on it polls, beside the pipe from which it reads no more.
       {"more", "seq 500 | more", Told::as_question, "", kQuit, Told::in_either_way},
       {"groff", "seq 3000 >$HOME/page.1; man -P less $HOME/page.1", Told::as_question, "", kQuit},
       {"git", in_repo("log") + "git -c core.pager='less -+F' log", Told::as_question, "", kQuit},
       {"git", in_repo("add") + "git add -p", Told::as_question, "Stage this hunk", {"q", "Enter"}},
       {"git",
        in_repo("commit") + "EDITOR='vi -u NONE' git commit -a",
        Told::as_question,
        "",
        {":q!", "Enter"},
        Told::as_keys}},
      TestType::kYama);
}

TEMPLATE_TEST_CASE("programs: editors and menus", "", AllSeen, UnderYama) {
  check_programs(
      {{"vi", "vi -u NONE", Told::as_question, "", {":q!", "Enter"}, Told::as_keys},
       {"nano", "nano", Told::as_question, "", {"C-x"}},
       {"ed", "ed /etc/passwd", Told::as_question, "", {"q", "Enter"}},
       {"whiptail", "whiptail --yesno Really? 10 40; clear", Told::as_question, "", kEnter, Told::as_keys},
       {"dialog", "dialog --yesno Really? 10 40; clear", Told::as_question, "", kEnter},
       {"fzf", "seq 10 | fzf", Told::in_either_way, "", kEnter}},
      TestType::kYama);
}

TEMPLATE_TEST_CASE("programs: REPLs and screens", "", AllSeen, UnderYama) {
  check_programs(
      {{"gdb", "gdb -q -nx", Told::as_keys, "(gdb)", kEndOfInput},
       {"sqlite3", "sqlite3", Told::as_question, "sqlite>", kEndOfInput, Told::as_keys},
       {"python3", "PYTHON_BASIC_REPL=1 python3 -q", Told::as_question, ">>>", kEndOfInput, Told::as_keys},
       // From 3.13 on it looks for keys ten times a second.
       {"python3", "python3 -q", Told::in_either_way, ">>>", kEndOfInput},
       {"node", "node", Told::as_keys, ">", kEndOfInput},
       {"bc", "bc -q", Told::as_question, "", kEndOfInput, Told::as_keys},
       {"tnftp", "tnftp", Told::as_question, "ftp>", kEndOfInput},
       {"sh", "sh", Told::as_question, "", kEndOfInput},
       {"top", "top -d 10", Told::as_keys, "", kQuit},
       {"htop", "htop -d 100", Told::as_keys, "", kQuit}},
      TestType::kYama);
}

TEMPLATE_TEST_CASE("programs: they work", "", AllSeen, UnderYama) {
  const std::string peer =
      "import select, socket, threading, sys; a, b = socket.socketpair(); "
      "print('Working... ', end='', flush=True); ";
  const std::string server =
      "import os, select, tty; tty.setcbreak(0); ticks = 0\n"
      "while not select.select([0], [], [], 0.2)[0]:\n"
      "    ticks += 1; os.write(1, b'tick %d\\r\\n' % ticks)";
  check_programs(
      {{"sleep", "sleep 60", Told::not_at_all, "", kInterrupt},
       {"make", "cd $HOME && printf 'all:\\n\\t@sleep 60\\n' >Makefile; make", Told::not_at_all, "",
        kInterrupt},
       {"tail", "touch $HOME/log; tail -f $HOME/log", Told::not_at_all, "", kInterrupt},
       {"python3", python(peer + "select.select([a, 0], [], [])"), Told::not_at_all, "", kInterrupt},
       {"python3",
        python(peer + "threading.Thread(target=input, daemon=True).start(); select.select([a], [], [])"),
        Told::not_at_all, "", kInterrupt},
       {"python3", python(server), Told::not_at_all, "", kQuit},
       {"python3", "python3 -m http.server 0 --bind 127.0.0.1", Told::not_at_all, "", kInterrupt},
       {"watch", "watch -n 2 date", Told::not_at_all, "", kInterrupt}},
      TestType::kYama);
}
