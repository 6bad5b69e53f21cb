# What `cmake --install` puts where, and the Debian package: `cpack -G DEB` in the build folder.
install(TARGETS sessions-mcp RUNTIME)
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
