#!/bin/sh
# Installs sessions-mcp below ~/.local, for one user and without root, or removes it again. See usage below.
# Each file is put beside its place first and then renamed, the program last: whatever happens, either the old one or
# the new one is there and whole.
set -eu

usage() {
  cat <<'USAGE'
usage: install.sh [--sha256 SUM] [--prefix FOLDER] SOURCE
       install.sh [--prefix FOLDER] --uninstall

SOURCE is a release's .tar.gz, or the folder with the releases' files: then the one for this machine is taken. Either
may be a path or an https:// address. The sum is looked up in SHA256SUMS beside it, unless --sha256 gives it.
The program goes to FOLDER/bin, its manual page, completions and documents to FOLDER/share; FOLDER is ~/.local.
USAGE
}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

fetch() { # SOURCE FILE
  case $1 in
  https://* | http://*)
    if command -v curl >/dev/null 2>&1; then
      curl -fsSL -o "$2" "$1" || fail "$1 could not be fetched; nothing was installed."
    elif command -v wget >/dev/null 2>&1; then
      wget -q -O "$2" "$1" || fail "$1 could not be fetched; nothing was installed."
    else
      fail "neither curl nor wget is here: install one of them, or give the path of a file that you have fetched."
    fi
    ;;
  *)
    [ -f "$1" ] || fail "there is no file $1; nothing was installed."
    cp "$1" "$2"
    ;;
  esac
}

check_sum() { # FILE
  if command -v sha256sum >/dev/null 2>&1; then
    found=$(sha256sum "$1")
  elif command -v shasum >/dev/null 2>&1; then
    found=$(shasum -a 256 "$1")
  elif command -v openssl >/dev/null 2>&1; then
    found=$(openssl dgst -sha256 -r "$1")
  else
    fail "none of sha256sum, shasum and openssl is here, so the sum cannot be checked; nothing was installed."
  fi
  found=${found%% *}
  [ "$found" = "$sum" ] || fail "the sum of $name is $found and not $sum: it is damaged, or not what was released. \
Nothing was installed."
}

# Sets $machine, as the releases' files name it, and $code, as a program's header does.
know_machine() {
  [ "$(uname -s)" = Linux ] || fail "there are programs for Linux only, and this is $(uname -s)."
  case $(uname -m) in
  x86_64 | amd64) machine=x86_64 code=62 ;;
  aarch64 | arm64) machine=aarch64 code=183 ;;
  *) fail "there are programs for x86_64 and aarch64 only, and this is $(uname -m): build it from its source." ;;
  esac
}

# Leaves the checked archive at $work/archive.
get_archive() {
  case $source in
  http://127.0.0.1[:/]* | http://localhost[:/]*) ;;
  http://*) [ -n "$sum" ] || fail "a sum that comes over http:// proves nothing: use https://, or give --sha256." ;;
  esac
  case $source in
  *.tar.gz) folder=$(dirname "$source") name=$(basename "$source") ;;
  *) folder=${source%/} name= ;;
  esac
  if [ -z "$sum" ] || [ -z "$name" ]; then
    fetch "$folder/SHA256SUMS" "$work/sums"
    [ -n "$name" ] || name=$(sed -n "s|^[0-9a-f]*  \\(sessions-mcp-[^/]*-linux-$machine\\.tar\\.gz\\)\$|\\1|p" "$work/sums")
    [ -n "$name" ] || fail "$folder/SHA256SUMS names no archive for $machine; nothing was installed."
    [ "$(printf '%s\n' "$name" | wc -l)" -eq 1 ] || fail "$folder/SHA256SUMS names several archives: give one of them."
    [ -n "$sum" ] || sum=$(awk -v name="$name" '$2 == name { print $1 }' "$work/sums")
    [ -n "$sum" ] || fail "$folder/SHA256SUMS has no sum of $name; nothing was installed."
  fi
  fetch "$folder/$name" "$work/archive"
  check_sum "$work/archive"
}

# Unpacks it into $work/files, and sees that the program is one for this machine.
unpack() {
  mkdir "$work/files"
  gzip -dc "$work/archive" | (cd "$work/files" && tar -xof -) || fail "$name cannot be unpacked; nothing was installed."
  set -- "$work/files"/*
  files=$1
  if [ $# -ne 1 ] || [ ! -f "$files/bin/sessions-mcp" ]; then
    fail "$name is no release of sessions-mcp; nothing was installed."
  fi
  # Bytes 18 and 19 of a program say which machine it is for.
  found=$(od -An -tu1 -j18 -N1 "$files/bin/sessions-mcp" | tr -d ' ')
  [ "$found" = "$code" ] || fail "$name is not for $machine; nothing was installed."
  (cd "$files" && find bin share \( -type f -o -type l \) ! -path bin/sessions-mcp | LC_ALL=C sort) >"$work/list"
  echo bin/sessions-mcp >>"$work/list" # the last
}

# Where the list of what was installed is kept, below the prefix.
record=share/doc/sessions-mcp/installed-files

remove_listed() { # LIST; of files below the prefix, and nowhere else
  while IFS= read -r file; do
    case $file in '' | /* | *..*) ;; *) rm -f "$prefix/$file" ;; esac
  done <"$1"
}

put_in_place() {
  if [ -f "$prefix/$record" ]; then # files of the release before that this one has no longer
    LC_ALL=C sort "$work/list" >"$work/new"
    LC_ALL=C sort "$prefix/$record" | LC_ALL=C comm -23 - "$work/new" >"$work/gone"
  fi
  while IFS= read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    cp "$files/$file" "$prefix/$file.$mark"
  done <"$work/list"
  cp "$work/list" "$prefix/$record.$mark"
  # From there, because programs may not be run from where temporary files are.
  version=$("$prefix/bin/sessions-mcp.$mark" --version) || fail "the program in $name does not run here; nothing was installed."
  mv -f "$prefix/$record.$mark" "$prefix/$record"
  while IFS= read -r file; do mv -f "$prefix/$file.$mark" "$prefix/$file"; done <"$work/list"
  [ ! -s "$work/gone" ] || remove_listed "$work/gone"
}

clean_up() {
  if [ -f "$work/list" ] && [ -n "$prefix" ]; then
    while IFS= read -r file; do rm -f "$prefix/$file.$mark"; done <"$work/list"
    rm -f "$prefix/$record.$mark"
  fi
  rm -rf "$work"
}

tell() {
  echo "$version is installed: $prefix/bin/sessions-mcp"
  case :$PATH: in
  *":$prefix/bin:"*) ;;
  *) echo "$prefix/bin is not on your PATH: clients get the full path, and for your shell add it in its start-up file." ;;
  esac
  command -v tmux >/dev/null 2>&1 || echo "tmux is not installed, and nothing works without it: install the package tmux."
  echo "Add it to your client; for Claude Code:"
  echo "    claude mcp add --scope user sessions -- $prefix/bin/sessions-mcp"
}

# All of it is read before any of it runs: what comes through a pipe may be cut off.
main() {
  sum='' prefix=${HOME:+$HOME/.local} source='' uninstall=''
  while [ $# -gt 0 ]; do
    case $1 in
    -h | --help) usage && exit 0 ;;
    --uninstall) uninstall=yes && shift ;;
    --sha256 | --prefix)
      [ $# -gt 1 ] || { usage >&2 && exit 2; }
      case $1 in --sha256) sum=$(printf %s "$2" | tr A-F a-f) ;; *) prefix=$2 ;; esac
      shift 2
      ;;
    -*) usage >&2 && exit 2 ;;
    *)
      [ -z "$source" ] || { usage >&2 && exit 2; }
      source=$1 && shift
      ;;
    esac
  done
  [ -n "$prefix" ] || fail "HOME is not set: give the folder with --prefix."
  case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac

  if [ -n "$uninstall" ]; then
    [ -z "$source$sum" ] || { usage >&2 && exit 2; }
    [ -f "$prefix/$record" ] || fail "nothing was installed in $prefix by this script."
    remove_listed "$prefix/$record"
    rm -f "$prefix/$record"
    find "$prefix/share/doc/sessions-mcp" -depth -type d -exec rmdir {} \; 2>/dev/null || :
    echo "sessions-mcp is removed from $prefix. Your clients may still name it: for Claude Code, claude mcp remove sessions"
    exit 0
  fi

  [ -n "$source" ] || { usage >&2 && exit 2; }
  know_machine
  work=$(mktemp -d)
  mark=new.$$
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  get_archive
  unpack
  put_in_place
  tell
}

main "$@"
