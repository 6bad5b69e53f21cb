# fish completion for sessions-mcp, written by scripts/make-shell-files.

# The words of the line that are no options: the command and its operands, a line each.
function __sessions_mcp_words
    set -l words (commandline -opc)
    set -l option
    for word in $words[2..-1]
        if set -q option[1]
            set -e option
            continue
        end
        switch $word
            case '--*=*'
            case -L --socket-name -S --socket-path --server --host --tmux --engine --timeout --allow --deny --confirm --tools --keep-env --json --audit --audit-text --pattern --fail-pattern --idle --job --since --lines --pane --scope --name
                set option $word
            case '-*'
            case '*'
                printf '%s\n' $word
        end
    end
end

function __sessions_mcp_sessions
    set -l words (commandline -opc)
    set -l server
    for i in (seq 2 (count $words))
        switch $words[$i]
            case -L --socket-name -S --socket-path --server --host --tmux --engine
                set -q words[(math $i + 1)]; and set -a server $words[$i] $words[(math $i + 1)]
            case '--socket-name=*' '--socket-path=*' '--server=*' '--host=*' '--tmux=*' '--engine=*'
                set -a server $words[$i]
        end
    end
    command $words[1] $server --timeout=1 list 2>/dev/null </dev/null
end

# Whether the command is one of these, and this many operands stand behind it.
function __sessions_mcp_at
    set -l words (__sessions_mcp_words)
    test (count $words) -eq (math $argv[1] + 1); and contains -- $words[1] $argv[2..-1]
end

function __sessions_mcp_with
    set -l words (__sessions_mcp_words)
    set -q words[1]; and contains -- $words[1] $argv
end

# KEY= or KEY=VALUE of the tool.
function __sessions_mcp_arguments
    set -l tool (__sessions_mcp_words)[2]
    set -l current (commandline -ct)
    if not string match -q '*=*' -- $current
        switch $tool
            case has_session
                printf '%s\t%s\n' \
                    name= 'Exact session name.'
            case list_windows
                printf '%s\t%s\n' \
                    name= 'Exact session name.'
            case capture_pane
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    lines= 'Maximum number of lines (the newest).' \
                    since= 'Cursor of an earlier result: return only what came after it.' \
                    skip= 'Skip this many of the newest lines, to page back.' \
                    pane= 'id (%3), WINDOW or WINDOW.PANE (index or name). Default: active pane.' \
                    colors= 'Keep colours as SGR sequences.' \
                    compact= 'Fold runs of lines that differ only in numbers or progress bars.' \
                    screen= 'Exactly the visible rows instead. Second block: screen {cursor: [row, column] from 1, title, highlighted: [[row, text]] (reversed or on a background: what is selected), ...}.'
            case search_output
                printf '%s\t%s\n' \
                    pattern= 'RE2 regular expression.' \
                    names= 'Exact session names. Default: all.' \
                    context= 'Lines to show around each match.' \
                    max_matches= 'Maximum number of matches to show in all (the newest).' \
                    ignore_case= 'Ignore case.' \
                    pane= 'id (%3), WINDOW or WINDOW.PANE (index or name). Default: active pane.'
            case session_status
                printf '%s\t%s\n' \
                    names= 'Exact session names. Default: all.' \
                    since= 'The since of an earlier result.'
            case new_session
                printf '%s\t%s\n' \
                    name= 'Unique; at most 100 characters, no \'.\', \':\', \'|\' or white space.' \
                    command= 'Command line for the shell; several lines allowed. Omit to start only the shell.' \
                    cwd= 'Directory; ~ and $VAR are not expanded.' \
                    env= 'Variables for all shells of the session.' \
                    width= 'Columns. Default: at least 80.' \
                    height= 'Rows. Default: at least 24.' \
                    shell= 'A path in /etc/shells.' \
                    log= 'File (absolute path) that gets all that the pane prints, raw.'
            case kill_session
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    names= 'Instead of name: several.'
            case new_window
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    window= 'Name for the window.' \
                    split= 'Split a pane instead: right or below.' \
                    pane= 'To split. Default: active pane.' \
                    command= 'As in new_session.' \
                    cwd= 'Default: that of the pane.' \
                    env= 'Variables for its shell.' \
                    wait_for= 'As in send_keys.' \
                    wait_seconds= 'As in send_keys.'
            case kill_pane
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    pane= 'id (%3), WINDOW or WINDOW.PANE.'
            case rename
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    window= 'Index or name: rename that window.' \
                    to= 'As new_session\'s name.'
            case resize
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    width= 'Number of columns.' \
                    height= 'Number of rows.'
            case send_keys
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    keys= 'One tmux key name (C-c, Escape, Enter, Up, F5, ...) or a text; a list is typed in order.' \
                    enter= 'Press Enter afterwards, also after a key. Not after a list, unless given.' \
                    paste= 'Bracketed paste, if the program takes it. Default: for several lines. In vi\'s normal mode: false.' \
                    wait_for= 'Then wait for a new line that matches this RE2 regular expression.' \
                    wait_seconds= 'Then wait up to so long for the answer: the shell\'s prompt, a question, or quiet. Default with wait_for: 50.' \
                    pane= 'id (%3), WINDOW or WINDOW.PANE (index or name). Default: active pane.' \
                    cancel_mode= 'First leave copy mode (scrolling).'
            case run_command
                printf '%s\t%s\n' \
                    name= 'Exact session name.' \
                    command= 'Command line; several lines allowed.' \
                    timeout_seconds= 'Return after this many seconds; it keeps running.' \
                    lines= 'Maximum number of lines (the newest).' \
                    wait= 'false: return as soon as it runs.' \
                    history= 'Add it to the shell\'s history.' \
                    nested= 'Only if run_command says that it sees no shell\'s prompt behind ssh or the like.' \
                    pane= 'id (%3), WINDOW or WINDOW.PANE (index or name). Default: active pane.' \
                    create= 'Make the session if there is none; the arguments below are for that.' \
                    cwd= 'Directory; ~ and $VAR are not expanded.' \
                    env= 'Variables for all shells of the session.' \
                    width= 'Columns. Default: at least 80.' \
                    height= 'Rows. Default: at least 24.' \
                    shell= 'A path in /etc/shells.'
            case wait_for
                printf '%s\t%s\n' \
                    name= 'Session name. For several sessions use names.' \
                    names= 'Exact session names; returns when one is done.' \
                    all= 'With names: return when each is done, a line for each.' \
                    pattern= 'RE2 regular expression that a new line must match.' \
                    fail_pattern= 'The same for failure: returns with outcome failed.' \
                    idle_seconds= 'Return after this many seconds without output.' \
                    finished= 'Return when the shell is back at its prompt. Default without another condition.' \
                    since= 'Cursor of the last result. Needed for a second wait on the same output; without it, what came since the last command or keys counts.' \
                    job= 'Job of run_command to wait for; needs no name. No other conditions.' \
                    timeout_seconds= 'Give up after this many seconds.' \
                    lines= 'Maximum number of lines (the newest).' \
                    pane= 'id (%3), WINDOW or WINDOW.PANE (index or name). Default: active pane.'
        end
        return
    end
    set -l key (string split -m1 = -- $current)[1]
    switch $tool.$key
        case capture_pane.colors capture_pane.compact capture_pane.screen search_output.ignore_case send_keys.enter send_keys.paste send_keys.cancel_mode run_command.wait run_command.history run_command.nested run_command.create wait_for.all wait_for.finished
            printf '%s\n' $key=true $key=false
        case has_session.name list_windows.name capture_pane.name search_output.names session_status.names kill_session.name kill_session.names new_window.name kill_pane.name rename.name resize.name send_keys.name run_command.name wait_for.name wait_for.names
            for name in (__sessions_mcp_sessions)
                printf '%s\n' $key=$name
            end
        case new_session.cwd new_window.cwd run_command.cwd
            for folder in (__fish_complete_directories (string replace -r '^[^=]*=' '' -- $current) '')
                printf '%s\n' $key=(string trim -r -- $folder)
            end
    end
end

complete -c sessions-mcp -f
complete -c sessions-mcp -s L -l socket-name -r -d 'The tmux server of this name, as tmux -L.'
complete -c sessions-mcp -s S -l socket-path -r -F -d 'The tmux server on this socket, as tmux -S.'
complete -c sessions-mcp -l server -r -d 'One more tmux server, whose sessions are called NAME:SESSION; may be given several times. WHERE is the path of a socket, local:NAME (as tmux -L), ssh:DEST or ssh:DEST:SOCKET-PATH.'
complete -c sessions-mcp -l host -r -d 'Short for --server DEST=ssh:DEST; NAME is DEST up to the first dot of its host.'
complete -c sessions-mcp -l tmux -r -F -d 'The tmux program. Default: tmux.'
complete -c sessions-mcp -l engine -r -a 'auto socket child' -d 'How tmux is reached: auto, socket or child. Default: auto.'
complete -c sessions-mcp -l timeout -r -d 'The limit for one tool call; default: 10. For run and wait, when to give up; default: never.'
complete -c sessions-mcp -l allow-self -d 'Lets kill_session, kill_pane, send_keys and run_command act on the pane in which this program itself was started.'
complete -c sessions-mcp -l read-only -d 'Only tools that change nothing are offered, and can be called.'
complete -c sessions-mcp -l allow -r -d 'Only sessions whose names match exist for the tools; may be given several times: one must match.'
complete -c sessions-mcp -l deny -r -d 'Leaves sessions whose names match out of those; may be given several times.'
complete -c sessions-mcp -l own -d 'Only sessions that sessions-mcp made may be changed; the others can be read. For sessions: lists only those.'
complete -c sessions-mcp -l confirm -r -a 'foreign destructive changes' -d 'Asks the user before each call that changes a session which sessions-mcp has not made (foreign), ends something (destructive) or changes anything (changes).'
complete -c sessions-mcp -l tools -r -a 'all core' -d 'The server offers: core (the 11 tools that most work needs) or all. Default: all.'
complete -c sessions-mcp -l keep-env -r -a '(set -nx)' -d 'Also passes on this variable to a tmux server that new_session starts; may be given several times.'
complete -c sessions-mcp -n '__sessions_mcp_with call' -l json -r -d 'For call: all arguments as one JSON object.'
complete -c sessions-mcp -l audit -r -F -d 'Records every call of a tool in this file, for the server, call and run; what cannot be recorded is not done.'
complete -c sessions-mcp -l audit-text -r -a 'full short none' -d 'How much of typed text it holds: full, short (200 characters) or none. Default: short.'
complete -c sessions-mcp -n '__sessions_mcp_with audit' -l follow -d 'Goes on with what is written to the file, also when that is replaced, until Ctrl-C.'
complete -c sessions-mcp -n '__sessions_mcp_with wait' -l pattern -r -d 'Until a new line matches this RE2 regular expression.'
complete -c sessions-mcp -n '__sessions_mcp_with wait' -l fail-pattern -r -d 'The same for failure: exit status 1.'
complete -c sessions-mcp -n '__sessions_mcp_with wait' -l finished -d 'Until the shell is back at its prompt. Default without another condition.'
complete -c sessions-mcp -n '__sessions_mcp_with wait sessions' -l idle -r -d 'Until nothing has been printed for so long: 90 (seconds), 30m, 12h or 3d. For sessions: only those that have been idle for so long.'
complete -c sessions-mcp -n '__sessions_mcp_with wait' -l job -r -d 'Until this job of run_command has ended; no other conditions.'
complete -c sessions-mcp -n '__sessions_mcp_with wait' -l since -r -d 'New is what came after this cursor. Default: since the last command or keys.'
complete -c sessions-mcp -n '__sessions_mcp_with wait' -l lines -r -d 'Prints at most the newest N lines. Default: 50.'
complete -c sessions-mcp -n '__sessions_mcp_with run wait' -l pane -r -d 'An id (%3), WINDOW or WINDOW.PANE. Default: the active pane.'
complete -c sessions-mcp -n '__sessions_mcp_with run' -l nested -d 'For run: also where it sees no shell\'s prompt behind ssh or the like; only if it says so.'
complete -c sessions-mcp -n '__sessions_mcp_with sessions' -l kill -d 'Kills them, once the question is answered with y.'
complete -c sessions-mcp -n '__sessions_mcp_with sessions' -l yes -d 'Kills them without asking.'
complete -c sessions-mcp -n '__sessions_mcp_with install uninstall' -l scope -r -a 'user project' -d 'For all projects (user, the default), or only in the current directory (project).'
complete -c sessions-mcp -n '__sessions_mcp_with install uninstall' -l name -r -d 'The name under which the client knows the server. Default: sessions.'
complete -c sessions-mcp -n '__sessions_mcp_with install uninstall sessions' -l force -d 'Also replaces another server of that name, or removes one that is not this program. For sessions: also kills those that somebody is attached to, or in which something runs.'
complete -c sessions-mcp -n '__sessions_mcp_with install uninstall' -l dry-run -d 'Only shows the command that would be run, or the change to the file.'
complete -c sessions-mcp -n '__sessions_mcp_with install' -l list -d 'Shows which clients are here, what they start, and in which file that stands.'
complete -c sessions-mcp -s h -l help -d 'Prints a short help.'
complete -c sessions-mcp -s V -l version -d 'Prints the version.'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'call' -d 'makes one tool call'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'run' -d 'runs a command in a session\'s shell, and shows its output as it comes'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'wait' -d 'waits for a session, as the tool wait_for does, and for as long as it takes'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'watch' -d 'shows a session live in this terminal, read-only; q or Ctrl-C leaves, on another machine the prefix key and d'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'list' -d 'prints the names of the sessions, one on each line'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'sessions' -d 'shows whose the sessions are, how old, how long idle and what runs in them'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'tools' -d 'lists the tools and their arguments'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'doctor' -d 'checks tmux and the environment, and says how to fix problems'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'audit' -d 'shows what was done, from the file that --audit of the server has written'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'install' -d 'enters this program into an MCP client'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'uninstall' -d 'takes this program out of an MCP client again'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'help' -d 'shows a tool or a command with an example; alone, the same as --help'
complete -c sessions-mcp -n 'not __sessions_mcp_words | read -l word' -a 'version' -d 'prints the version'
complete -c sessions-mcp -n '__sessions_mcp_at 0 run wait watch' -a '(__sessions_mcp_sessions)'
complete -c sessions-mcp -n '__sessions_mcp_with call; and not __sessions_mcp_at 0 call' -a '(__sessions_mcp_arguments)'
complete -c sessions-mcp -n '__sessions_mcp_at 0 audit' -F
complete -c sessions-mcp -n '__sessions_mcp_at 0 install uninstall' -a 'claude-code claude-desktop codex gemini vscode cursor opencode windsurf'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'list_sessions' -d 'List tmux sessions'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'has_session' -d 'Check whether a session exists'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'list_windows' -d 'List windows of a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'capture_pane' -d 'Read a session\'s output'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'search_output' -d 'Search sessions\' output'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'session_status' -d 'Glance at all sessions'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'new_session' -d 'Start a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'kill_session' -d 'Kill a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'new_window' -d 'Open a window or pane'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'kill_pane' -d 'Kill a pane'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'rename' -d 'Rename a session or window'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'resize' -d 'Resize a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'send_keys' -d 'Type into a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'run_command' -d 'Run a command in a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 call' -a 'wait_for' -d 'Wait for a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'call' -d 'makes one tool call'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'run' -d 'runs a command in a session\'s shell, and shows its output as it comes'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'wait' -d 'waits for a session, as the tool wait_for does, and for as long as it takes'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'watch' -d 'shows a session live in this terminal, read-only; q or Ctrl-C leaves, on another machine the prefix key and d'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'list' -d 'prints the names of the sessions, one on each line'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'sessions' -d 'shows whose the sessions are, how old, how long idle and what runs in them'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'tools' -d 'lists the tools and their arguments'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'doctor' -d 'checks tmux and the environment, and says how to fix problems'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'audit' -d 'shows what was done, from the file that --audit of the server has written'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'install' -d 'enters this program into an MCP client'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'uninstall' -d 'takes this program out of an MCP client again'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'help' -d 'shows a tool or a command with an example; alone, the same as --help'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'version' -d 'prints the version'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'list_sessions' -d 'List tmux sessions'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'has_session' -d 'Check whether a session exists'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'list_windows' -d 'List windows of a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'capture_pane' -d 'Read a session\'s output'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'search_output' -d 'Search sessions\' output'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'session_status' -d 'Glance at all sessions'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'new_session' -d 'Start a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'kill_session' -d 'Kill a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'new_window' -d 'Open a window or pane'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'kill_pane' -d 'Kill a pane'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'rename' -d 'Rename a session or window'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'resize' -d 'Resize a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'send_keys' -d 'Type into a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'run_command' -d 'Run a command in a session'
complete -c sessions-mcp -n '__sessions_mcp_at 0 help' -a 'wait_for' -d 'Wait for a session'
