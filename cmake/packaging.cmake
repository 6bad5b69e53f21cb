# What `cmake --install` puts where. All that scripts/release makes has it from here, too.
install(TARGETS sessions-mcp RUNTIME)
install(FILES packaging/shell/sessions-mcp.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES packaging/shell/sessions-mcp.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME sessions-mcp)
# Debian's own packages use vendor-completions; site-functions is in the $fpath of every zsh, Debian's included.
install(FILES packaging/shell/_sessions-mcp DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES packaging/shell/sessions-mcp.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES README.md PRIVACY.md CONTRIBUTING.md CHANGELOG.md TYPE DOC)
install(DIRECTORY docs TYPE DOC)
install(FILES LICENSE TYPE DOC RENAME copyright)
