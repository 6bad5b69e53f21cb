# bash completion for sessions-mcp, written by scripts/make-shell-files. bash 4.2 or later.

# Each line of the input that begins with the current word is a candidate.
_sessions_mcp_offer() {
  local candidate
  while IFS= read -r candidate; do
    [[ -n $candidate && $candidate == "$cur"* ]] && COMPREPLY+=("$candidate")
  done
}

_sessions_mcp_sessions() {
  "${words[0]/#\~/$HOME}" "${server[@]}" --timeout=1 list 2>/dev/null </dev/null
}

_sessions_mcp_value() {  # of an option
  case $1 in
    --engine) printf '%s\n' auto socket child ;;
    --confirm) printf '%s\n' foreign destructive changes ;;
    --tools) printf '%s\n' all core ;;
    --keep-env) compgen -e -- "$cur" ;;
    --audit-text) printf '%s\n' full short none ;;
    --scope) printf '%s\n' user project ;;
  esac
}

_sessions_mcp_options() {
  printf '%s\n' -L --socket-name -S --socket-path --server --host --tmux --engine --timeout --allow-self --read-only --allow --deny --own --confirm --tools --keep-env --audit --audit-text -h --help -V --version
  case $command in
    call) printf '%s\n' --json ;;
    run) printf '%s\n' --pane --nested ;;
    wait) printf '%s\n' --pattern --fail-pattern --finished --idle --job --since --lines --pane ;;
    sessions) printf '%s\n' --idle --kill --yes --force ;;
    audit) printf '%s\n' --follow ;;
    install) printf '%s\n' --scope --name --force --dry-run --list ;;
    uninstall) printf '%s\n' --scope --name --force --dry-run ;;
  esac
}

_sessions_mcp_argument() {  # KEY= or KEY=VALUE of $tool
  local key=${cur%%=*}
  if [[ $cur != *=* ]]; then
    case $tool in
      has_session) printf '%s\n' name= ;;
      list_windows) printf '%s\n' name= ;;
      capture_pane) printf '%s\n' name= lines= since= skip= pane= colors= compact= screen= ;;
      search_output) printf '%s\n' pattern= names= context= max_matches= ignore_case= pane= ;;
      session_status) printf '%s\n' names= since= ;;
      new_session) printf '%s\n' name= command= cwd= env= width= height= shell= log= ;;
      kill_session) printf '%s\n' name= names= ;;
      new_window) printf '%s\n' name= window= split= pane= command= cwd= env= wait_for= wait_seconds= ;;
      kill_pane) printf '%s\n' name= pane= ;;
      rename) printf '%s\n' name= window= to= ;;
      resize) printf '%s\n' name= width= height= ;;
      send_keys) printf '%s\n' name= keys= enter= paste= wait_for= wait_seconds= pane= cancel_mode= ;;
      run_command) printf '%s\n' name= command= timeout_seconds= lines= wait= history= nested= pane= create= cwd= env= width= height= shell= ;;
      wait_for) printf '%s\n' name= names= all= pattern= fail_pattern= idle_seconds= finished= since= job= timeout_seconds= lines= pane= ;;
    esac
    return
  fi
  case $tool.$key in
    capture_pane.colors|capture_pane.compact|capture_pane.screen|search_output.ignore_case|send_keys.enter|send_keys.paste|send_keys.cancel_mode|run_command.wait|run_command.history|run_command.nested|run_command.create|wait_for.all|wait_for.finished) printf "$key=%s\n" true false ;;
    has_session.name|list_windows.name|capture_pane.name|search_output.names|session_status.names|kill_session.name|kill_session.names|new_window.name|kill_pane.name|rename.name|resize.name|send_keys.name|run_command.name|wait_for.name|wait_for.names) _sessions_mcp_sessions | while IFS= read -r name; do printf '%s\n' "$key=$name"; done ;;
    new_session.cwd|new_window.cwd|run_command.cwd) compgen -d -P "$key=" -S / -- "${cur#*=}" ;;
  esac
}

_sessions_mcp_operand() {
  case $command in
    '') printf '%s\n' call run wait watch list sessions tools doctor audit install uninstall help version ;;
    run|wait|watch) ((operands == 0)) && _sessions_mcp_sessions ;;
    call)
      if ((operands == 0)); then printf '%s\n' list_sessions has_session list_windows capture_pane search_output session_status new_session kill_session new_window kill_pane rename resize send_keys run_command wait_for; else _sessions_mcp_argument; fi ;;
    help) ((operands == 0)) && printf '%s\n' call run wait watch list sessions tools doctor audit install uninstall help version list_sessions has_session list_windows capture_pane search_output session_status new_session kill_session new_window kill_pane rename resize send_keys run_command wait_for ;;
    install|uninstall) ((operands == 0)) && printf '%s\n' claude-code claude-desktop codex gemini vscode cursor opencode windsurf ;;
  esac
}

_sessions_mcp() {
  local line=${COMP_LINE:0:COMP_POINT} cur command= tool= option= word i
  local -i operands=0
  local -a words=() server=()
  COMPREPLY=()
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  cur=${words[-1]}
  for ((i = 1; i < ${#words[@]} - 1; ++i)); do
    word=${words[i]}
    if [[ -n $option ]]; then
      case $option in -L|--socket-name|-S|--socket-path|--server|--host|--tmux|--engine) server+=("$option" "$word") ;; esac
      option=
      continue
    fi
    case $word in
      --) [[ $command == run ]] && { compopt -o default; return; } ;;
      --*=*) case ${word%%=*} in -L|--socket-name|-S|--socket-path|--server|--host|--tmux|--engine) server+=("$word") ;; esac ;;
      -L|--socket-name|-S|--socket-path|--server|--host|--tmux|--engine|--timeout|--allow|--deny|--confirm|--tools|--keep-env|--json|--audit|--audit-text|--pattern|--fail-pattern|--idle|--job|--since|--lines|--pane|--scope|--name) option=$word ;;
      -*) ;;
      *)
        if [[ -z $command ]]; then
          command=$word
        else
          ((++operands))
          [[ -z $tool ]] && tool=$word
        fi ;;
    esac
  done
  case ${option:-${cur%%=*}} in -S|--socket-path|--tmux|--audit) compopt -o default; return ;; esac
  case $command in
    audit) [[ -z $option && $cur != -* && $operands == 0 ]] && { compopt -o default; return; } ;;
  esac
  if [[ -n $option ]]; then
    _sessions_mcp_offer < <(_sessions_mcp_value "$option")
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*}
    _sessions_mcp_offer < <(cur=${cur#*=} && _sessions_mcp_value "$option" | while IFS= read -r word; do
      printf '%s\n' "$option=$word"
    done)
  elif [[ $cur == -* ]]; then
    _sessions_mcp_offer < <(_sessions_mcp_options)
  else
    _sessions_mcp_offer < <(_sessions_mcp_operand)
  fi
  ((${#COMPREPLY[@]} == 0)) && return
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[=/] ]] && compopt -o nospace
  # bash replaces only what follows the last of its own word breaks.
  local kept=$cur
  while [[ -n $kept && $COMP_WORDBREAKS != *"${kept: -1}"* ]]; do kept=${kept%?}; done
  for i in "${!COMPREPLY[@]}"; do
    printf -v "COMPREPLY[$i]" %q "${COMPREPLY[i]#"$kept"}"
  done
}

complete -F _sessions_mcp sessions-mcp
