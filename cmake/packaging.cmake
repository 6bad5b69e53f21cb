# What `cmake --install` puts where. All that scripts/release makes has it from here, too.
install(TARGETS sessions-mcp RUNTIME)
install(FILES README.md PRIVACY.md CONTRIBUTING.md CHANGELOG.md TYPE DOC)
install(DIRECTORY docs TYPE DOC)
install(FILES LICENSE TYPE DOC RENAME copyright)
