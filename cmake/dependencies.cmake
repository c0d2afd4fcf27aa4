# Libraries of the system, each behind a target of ours so that the rest need not know where it came
# from.
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Threads REQUIRED)

add_library(llamero_curl INTERFACE)
if(LLAMERO_CURL STREQUAL "bundled")
  include(cmake/bundled_curl.cmake)
else()
  find_package(CURL 7.85 REQUIRED)
  # SHA-256 is taken from the library that libcurl has for TLS anyway.
  find_package(OpenSSL 3.0 REQUIRED)
  target_link_libraries(llamero_curl INTERFACE CURL::libcurl OpenSSL::Crypto)
endif()

if(LLAMERO_STATIC)
  if(NOT LLAMERO_CURL STREQUAL "bundled")
    message(FATAL_ERROR "LLAMERO_STATIC needs LLAMERO_CURL=bundled: distributions' libcurl cannot be linked statically")
  endif()
  # The resolver of a static program loads the modules that nsswitch.conf names, and they bring a
  # second libc with them; the program asks for the two that are built in instead (see src/net).
  target_compile_definitions(llamero_curl INTERFACE LLAMERO_STATIC_LIBC)
  include(cmake/without_unwind_tables.cmake)
  # Packed relocations save 0.6 MB, but the start-up code of an old libc crashes on them: try.
  if(NOT CMAKE_CROSSCOMPILING)
    include(CheckCXXSourceRuns)
    set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie -Wl,-z,pack-relative-relocs)
    check_cxx_source_runs("int main() { return 0; }" LLAMERO_PACKED_RELOCATIONS)
    unset(CMAKE_REQUIRED_LINK_OPTIONS)
    if(LLAMERO_PACKED_RELOCATIONS)
      target_link_options(llamero_curl INTERFACE -Wl,-z,pack-relative-relocs)
    endif()
  endif()
endif()

find_path(UTF8PROC_INCLUDE_DIR utf8proc.h REQUIRED)
if(LLAMERO_STATIC)
  find_library(UTF8PROC_ARCHIVE NAMES libutf8proc.a REQUIRED)
  llamero_without_unwind_tables("${UTF8PROC_ARCHIVE}" UTF8PROC_LIBRARY)
else()
  find_library(UTF8PROC_LIBRARY NAMES utf8proc REQUIRED)
endif()
add_library(llamero_utf8proc INTERFACE)
target_include_directories(llamero_utf8proc SYSTEM INTERFACE ${UTF8PROC_INCLUDE_DIR})
target_link_libraries(llamero_utf8proc INTERFACE ${UTF8PROC_LIBRARY})

add_library(llamero_md4c INTERFACE)
if(LLAMERO_STATIC)
  include(cmake/bundled_md4c.cmake)
else()
  find_path(MD4C_INCLUDE_DIR md4c.h REQUIRED)
  find_library(MD4C_LIBRARY NAMES md4c REQUIRED)
  target_include_directories(llamero_md4c SYSTEM INTERFACE ${MD4C_INCLUDE_DIR})
  target_link_libraries(llamero_md4c INTERFACE ${MD4C_LIBRARY})
endif()

add_library(llamero_sqlite INTERFACE)
if(LLAMERO_STATIC)
  include(cmake/bundled_sqlite.cmake)
else()
  find_package(SQLite3 3.38 REQUIRED)
  target_include_directories(llamero_sqlite SYSTEM INTERFACE ${SQLite3_INCLUDE_DIRS})
  target_link_libraries(llamero_sqlite INTERFACE ${SQLite3_LIBRARIES})
endif()

# Its header-only form is used: the package's own target would link a shared library.
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)
add_library(llamero_toml INTERFACE)
target_include_directories(llamero_toml SYSTEM INTERFACE ${TOMLPLUSPLUS_INCLUDE_DIR})

# Distributions ship fmt as a shared library only; a static program takes its header-only form.
add_library(llamero_fmt INTERFACE)
if(LLAMERO_STATIC)
  target_link_libraries(llamero_fmt INTERFACE fmt::fmt-header-only)
else()
  target_link_libraries(llamero_fmt INTERFACE fmt::fmt)
endif()
