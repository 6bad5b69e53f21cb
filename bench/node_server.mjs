// The plain alternative that bench/engines.cpp measures: an MCP server on Node that starts a tmux child for each call.
// Usage: node node_server.mjs SOCKET. No dependencies, no validation, no session bookkeeping: as fast as this way gets.
import { execFile } from 'node:child_process';
import { createInterface } from 'node:readline';

const socket = process.argv[2];
const kMaxOutput = 64 * 1024 * 1024; // execFile's own 1 MiB is less than 10 000 wide lines
const kListFormat = '#{session_name}|#{session_windows}|#{session_created}|#{session_activity}|#{session_attached}';

function tmux(...args) {
  return new Promise((resolve, reject) => {
    execFile('tmux', ['-u', '-S', socket, ...args], { maxBuffer: kMaxOutput }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr.trim() || error.message)) : resolve(stdout));
  });
}

const text = (value) => ({ content: [{ type: 'text', text: value }] });
const object = (value) => ({ ...text(JSON.stringify(value)), structuredContent: value });

const tools = {
  async has_session({ name }) {
    const exists = await tmux('has-session', '-t', `=${name}`).then(() => true, () => false);
    return object({ name, exists });
  },
  async list_sessions() {
    const rows = (await tmux('list-sessions', '-F', kListFormat)).trimEnd().split('\n');
    const sessions = rows.map((row) => {
      const [name, windows, created, activity, attached] = row.split('|');
      return {
        name,
        windows: Number(windows),
        created_at: new Date(created * 1000).toISOString(),
        last_activity_at: new Date(activity * 1000).toISOString(),
        attached: attached !== '0',
      };
    });
    return object({ count: sessions.length, sessions });
  },
  async capture_pane({ name, lines = 100 }) {
    return text((await tmux('capture-pane', '-p', '-J', '-t', `=${name}:`, '-S', `-${lines}`)).trimEnd());
  },
};

async function answer({ id, method, params }) {
  try {
    if (method === 'initialize') {
      const serverInfo = { name: 'node', version: '1' };
      return { jsonrpc: '2.0', id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo } };
    }
    return { jsonrpc: '2.0', id, result: await tools[params.name](params.arguments ?? {}) };
  } catch (error) {
    return { jsonrpc: '2.0', id, error: { code: -32603, message: error.message } };
  }
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const message = JSON.parse(line);
  if (message.id !== undefined) process.stdout.write(`${JSON.stringify(await answer(message))}\n`);
});
