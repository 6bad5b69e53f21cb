# What `cmake --install` puts where, and the Debian package: `cpack -G DEB` in the build folder.
install(TARGETS sessions-mcp RUNTIME)
install(FILES packaging/shell/sessions-mcp.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES packaging/shell/sessions-mcp.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME sessions-mcp)
# Debian's own packages use vendor-completions; site-functions is in the $fpath of every zsh, Debian's included.
install(FILES packaging/shell/_sessions-mcp DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES packaging/shell/sessions-mcp.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES README.md PRIVACY.md CONTRIBUTING.md TYPE DOC)
install(DIRECTORY docs TYPE DOC)
install(FILES LICENSE TYPE DOC RENAME copyright)

set(CPACK_PACKAGE_NAME sessions-mcp)
# The project has no address of its own: who makes a package for others gives theirs.
set(SESSIONS_MCP_PACKAGE_CONTACT "The sessions-mcp maintainers" CACHE STRING
  "Who is responsible for the package: NAME <ADDRESS>")
set(CPACK_PACKAGE_CONTACT "${SESSIONS_MCP_PACKAGE_CONTACT}")
set(CPACK_PACKAGE_DESCRIPTION_FILE ${CMAKE_SOURCE_DIR}/packaging/description.txt)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tmux)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
