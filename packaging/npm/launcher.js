#!/usr/bin/env node
// Becomes the program for this machine, which lies in one of the optional dependencies. Standard input, output and error,
// arguments, signals and the exit status are the program's own. Where Node cannot replace itself (before 22.15 and 23.11),
// it starts the program as a child and stands in between without touching anything.
'use strict';
const fs = require('fs');
const os = require('os');
const { spawn } = require('child_process');

const PACKAGES = { 'linux-x64': '@SCOPE@/linux-x64', 'linux-arm64': '@SCOPE@/linux-arm64' };

// What ends a process by default. A terminal sends some of them to both of us: the program takes one for two.
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

function fail(sentence) {
  process.stderr.write(`sessions-mcp: ${sentence}\n`);
  process.exit(1);
}

// The path of the program. Checked beforehand: early releases of Node abort if they cannot become it.
function find() {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (!name) {
    fail(`there is no program for ${platform} in this package, only for Linux on x64 and arm64: run it there ` +
      '(on Windows inside WSL), or build it from its source.');
  }
  let file;
  try {
    file = require.resolve(`${name}/bin/sessions-mcp`);
  } catch (error) {
    fail(`its part for this machine, ${name}, is not installed: install sessions-mcp again without leaving out ` +
      'optional dependencies (npm install --include=optional).');
  }
  try {
    fs.accessSync(file, fs.constants.X_OK);
  } catch (error) {
    fail(`${file} cannot be run (${error.code}): make it executable, or install sessions-mcp again on a file system ` +
      'that is not mounted with noexec.');
  }
  return file;
}

// npm sets these whether anybody asked for it or not, and a tmux server that is started keeps them: EDITOR=vi would give
// it vi's keys. (Its other variables, and its folders in PATH, the program itself does not hand on.)
function undoNpm() {
  if (!process.env.npm_execpath) return;
  delete process.env.COLOR;
  if (process.env.EDITOR === 'vi') delete process.env.EDITOR;
}

function standBetween(file, args) {
  // Before it is started: it may be spoken to, and a signal may come, while this process still waits for its turn.
  let child;
  for (const signal of PASSED_ON) process.on(signal, () => child.kill(signal));
  child = spawn(file, args, { stdio: 'inherit' });
  child.on('error', (error) => fail(`${file} cannot be run: ${error.message}.`));
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Here only if that signal does not end this process: the status by which shells tell.
    setTimeout(() => process.exit(128 + os.constants.signals[signal]), 1000);
  });
}

const file = find();
const args = process.argv.slice(2);
undoNpm();
try {
  process.execve(file, [file, ...args]);
} catch (error) { // this Node has no such function, or may not use it
  standBetween(file, args);
}
