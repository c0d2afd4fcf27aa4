# What a package holds: the program, the library with its headers and CMake files, completions, man
# pages and the licence. Nothing is downloaded or generated here.
include(CMakePackageConfigHelpers)

install(TARGETS llamero RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS llamero_core llamero_curl
        EXPORT llameroTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/llamero DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(llamero_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/llamero)
configure_package_config_file(cmake/llameroConfig.cmake.in
                              ${CMAKE_CURRENT_BINARY_DIR}/llameroConfig.cmake
                              INSTALL_DESTINATION ${llamero_cmake_dir})
# Version 0: each minor version may break its users.
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/llameroConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/llameroConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/llameroConfigVersion.cmake
        DESTINATION ${llamero_cmake_dir})
install(EXPORT llameroTargets NAMESPACE llamero:: DESTINATION ${llamero_cmake_dir})

install(FILES completions/llamero.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME llamero OPTIONAL)
install(FILES completions/_llamero DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions OPTIONAL)
install(FILES completions/llamero.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d OPTIONAL)
file(GLOB llamero_man_pages docs/man/*.1 docs/man/*.5 docs/man/*.7)
foreach(page IN LISTS llamero_man_pages)
  string(REGEX MATCH "[0-9]$" section ${page})
  install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
