// Configuration files of clients as they are found on people's machines: with other servers, comments, secrets, and
// the layouts of several programs and hands.
#pragma once

#include <array>
#include <string_view>

#include "cli/install/client_table.hpp"

namespace smcp::test {

struct ClientFile {
  std::string_view client;
  std::string_view text;
};

/// Each has at least one other server, so that the entry's object is there and not empty.
inline constexpr std::array<ClientFile, 9> kClientFiles = {{
    // As Claude Code 2.1 writes it, without a line break at the end.
    {"claude-code", R"({
  "numStartups": 412,
  "firstStartTime": "2026-03-02T07:33:02.679Z",
  "machineID": "95d7c838a156fea202e298d85aba0ed241792f24fa4390576b0a47ee1766f883",
  "tipsHistory": {
    "new-user-warmup": 9
  },
  "mcpServers": {
    "github": {
      "type": "http",
      "url": "https://api.githubcopilot.com/mcp/",
      "headers": {
        "Authorization": "Bearer ghp_\u0041bc\\\"//not a comment"
      }
    },
    "playwright": {
      "type": "stdio",
      "command": "npx",
      "args": [
        "-y",
        "@playwright/mcp@latest"
      ],
      "env": {}
    }
  },
  "projects": {
    "/home/ada/a": {
      "mcpServers": {},
      "history": [
        {
          "display": "why is the build slow? /* and */ why //",
          "pastedContents": {}
        }
      ]
    }
  },
  "cachedGrowthBookFeatures": {
    "tengu_big": 12345678901234567890123456789,
    "tengu_small": -1.5e-300
  }
})"},
    {"claude-desktop", R"({
    "globalShortcut": "",
    "mcpServers": {
        "filesystem": {
            "command": "npx",
            "args": ["-y", "@modelcontextprotocol/server-filesystem", "/home/ada/Überblick"]
        }
    }
}
)"},
    {"gemini", R"(// Settings for Gemini CLI.
{
  "ui": { "theme": "GitHub" }, /* light */
  "security": {"auth": {"selectedType": "gemini-api-key"}},
  "mcpServers": {
    // needs the token of the month
    "jira": { "httpUrl": "https://jira.example.org/mcp", "timeout": 30000 } // slow
  }
}
)"},
    // As people write it for VS Code: tabs, comments, commas at the end.
    {"vscode",
     "{\n\t// Tokens are asked for.\n\t\"inputs\": [\n\t\t{\n\t\t\t\"type\": \"promptString\",\n"
     "\t\t\t\"id\": \"gh\",\n\t\t\t\"description\": \"Token // of GitHub\",\n\t\t\t\"password\": true,\n"
     "\t\t},\n\t],\n\t\"servers\": {\n\t\t\"github\": {\n\t\t\t\"type\": \"http\",\n"
     "\t\t\t\"url\": \"https://api.githubcopilot.com/mcp/\",\n\t\t}, // hosted\n"
     "\t\t// \"fetch\": { \"command\": \"uvx\", \"args\": [\"mcp-server-fetch\"] },\n\t},\n}\n"},
    // Saved on Windows: a byte order mark, CRLF.
    {"vscode",
     "\xEF\xBB\xBF{\r\n  \"servers\": {\r\n    \"time\": {\r\n      \"command\": \"uvx\",\r\n"
     "      \"args\": [\"mcp-server-time\"]\r\n    }\r\n  }\r\n}\r\n"},
    {"cursor",
     R"({ "mcpServers": { "ctx7": { "url": "https://mcp.context7.com/mcp" }, "db": { "command": "dbhub" } } })"},
    {"cursor", R"({"mcpServers":{"a":{"command":"a","args":["--x"],"env":{"K":"\"}{,"}}},"version":1})"},
    {"opencode", R"({
  "$schema": "https://opencode.ai/config.json",
  "theme": "tokyonight",
  /* Local models only:
     the others cost. */
  "model": "ollama/qwen3",
  "mcp": {
    "everything": {
      "type": "local",
      "command": ["npx", "-y", "@modelcontextprotocol/server-everything"],
      "enabled": false, // noisy
    } /* keep */, // trailing
  },
}
)"},
    {"windsurf", R"({
  "mcpServers": {
    "figma": {
      "serverUrl": "https://mcp.figma.com/mcp",
      "disabled": true,
      "disabledTools": []
    }
  }
})"},
}};

}  // namespace smcp::test
