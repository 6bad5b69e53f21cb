#include <algorithm>

#include "cli/help.hpp"
#include "cli/help_notes.hpp"
#include "cli/shell_files.hpp"

namespace smcp::cli {
namespace {

/// Text as roff: its characters as they are, hyphens as the ones that options are written with.
std::string roff(std::string_view text) {
  std::string out;
  bool begins = true;
  for (const char c : text) {
    if (begins && (c == '.' || c == '\'')) out += "\\&";
    begins = c == '\n';
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}
std::string italic(std::string_view text) {
  return text.empty() ? "" : "\\fI" + roff(text) + "\\fR";
}

/// Sentences on lines of their own, paragraphs apart.
std::string roff_paragraphs(std::string_view text, std::string_view between) {
  std::string out;
  while (!text.empty()) {
    const auto end = std::min(text.find("\n\n"), text.size());
    std::string paragraph = roff(text.substr(0, end));
    for (auto at = paragraph.find(". "); at != std::string::npos; at = paragraph.find(". ", at + 2))
      paragraph.replace(at, 2, ".\n");
    out += (out.empty() ? "" : std::string(between) + "\n") + paragraph + "\n";
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return out;
}

std::string sentence_of(std::string_view summary) {
  std::string text(summary);
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text + ".";
}

/// The lines of a table with tabs, or of examples.
template <typename OnLine>
void each_line(std::string_view lines, OnLine on_line) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    on_line(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

std::string commands_section() {
  std::string text = ".SH COMMANDS\n";
  for (const CommandInfo& command : all_commands()) {
    if (command.name.empty()) continue;
    text += ".TP\n" + bold(command.name) + (command.operands.empty() ? "" : " " + italic(command.operands)) +
            "\n";
    text += roff(sentence_of(command.summary)) + "\n";
    if (!command.about.empty()) text += ".IP\n" + roff_paragraphs(command.about, ".IP");
  }
  return text;
}

std::string options_section() {
  std::string text = ".SH OPTIONS\n";
  for (const OptionInfo& option : all_options()) {
    if (!option.group.empty()) text += ".SS " + roff(option.group) + "\n";
    text += ".TP\n";
    if (option.letter != 0) text += bold(std::string("-") + option.letter) + ", ";
    text += bold("--" + std::string(option.name)) + (option.value.empty() ? "" : " " + italic(option.value)) +
            "\n";
    text += roff_paragraphs(option.sentence, ".IP");
  }
  return text;
}

std::string environment_section() {
  std::string text = ".SH ENVIRONMENT\nAn option on the command line takes precedence over its variable.\n";
  for (const OptionInfo& option : all_options()) {
    if (option.variable == nullptr) continue;
    text += ".TP\n" + bold(option.variable) + (option.form.empty() ? "" : italic(option.form)) + "\n";
    text += "The option " + bold("--" + std::string(option.name)) + ".\n";
  }
  text += ".TP\n" + bold("TMUX") +
          "\nThe tmux server in which the program runs, and which it uses unless told otherwise.\n";
  text += ".TP\n" + bold("NO_COLOR") + "\nIf it is set, there are no colours on a terminal, either.\n";
  return text + ".TP\n" + bold("TMUX_TMPDIR") + "\nWhere the sockets of tmux servers are; otherwise /tmp.\n";
}

std::string status_section() {
  std::string text =
      ".SH EXIT STATUS\n0 on success, 1 on failure, and 2 for a command line that is not understood.\n";
  for (const CommandInfo& command : all_commands()) {
    if (command.status.empty()) continue;
    text += ".SS " + roff(command.name) + "\n";
    each_line(command.status, [&text](std::string_view line) {
      const auto tab = line.find('\t');
      text += ".TP\n" + bold(line.substr(0, tab)) + "\n" + roff(line.substr(tab + 1)) + "\n";
    });
  }
  return text;
}

std::string tools_section() {
  std::string text =
      ".SH TOOLS\nWhat\n.B sessions\\-mcp call\nand an MCP client can call; "
      "\\fBsessions\\-mcp help\\fR \\fITOOL\\fR tells more of each.\n";
  for (const auto& tool : tools::all_tools())
    text += ".TP\n" + bold(tool.name) + "\n" + roff(tool.title) + ".\n";
  return text;
}

std::string examples_section() {
  std::string text = ".SH EXAMPLES\n.nf\n";
  for (const CommandInfo& command : all_commands()) {
    each_line(command.examples, [&text](std::string_view line) { text += roff(line) + "\n"; });
  }
  return text + ".fi\n";
}

std::string notes_sections() {
  std::string text = ".SH NOTES\n";
  for (const HelpNote& note : help_notes())
    text += ".SS " + roff(note.title) + "\n" + roff_paragraphs(note.text, ".PP");
  return text;
}

}  // namespace

std::string man_page() {
  std::string text =
      ".\\\" Written by scripts/make-shell-files.\n.TH SESSIONS\\-MCP 1 \"\" \"sessions\\-mcp\"\n";
  text += ".SH NAME\nsessions\\-mcp \\- " + roff(kPurpose) + "\n";
  text += ".SH SYNOPSIS\n\\fBsessions\\-mcp\\fR [\\fIOPTION\\fR]...\n.br\n";
  text += "\\fBsessions\\-mcp\\fR [\\fIOPTION\\fR]... \\fICOMMAND\\fR [\\fIWORD\\fR]...\n";
  text +=
      ".SH DESCRIPTION\nWithout a command,\n.B sessions\\-mcp\nis an MCP server on standard input and "
      "output, which an "
      "MCP client starts.\nIt ends when its input ends, or by a signal.\nThe commands are for people at a "
      "shell, and "
      "use the same tools.\n";
  text += commands_section() + options_section() + environment_section() + status_section() + tools_section();
  text += examples_section() + notes_sections();
  text += ".SH FILES\n.TP\n.I /tmp/tmux\\-UID/default\nThe socket of a user\\(aqs default tmux server.\n";
  text +=
      ".TP\n.I \\(ti/.tmux.conf\nWhat a tmux server reads when it starts, also one that new_session "
      "starts.\n";
  return text + ".SH SEE ALSO\n.BR tmux (1)\n";
}

}  // namespace smcp::cli
