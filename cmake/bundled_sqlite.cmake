# The lean SQLite of the release preset: what sessions need and no more, half the size of the
# distribution's archive (which brings the C library's mathematics with it too).
set(LLAMERO_SQLITE_SOURCE "" CACHE PATH
    "Unpacked source or amalgamation of SQLite 3.38 or newer; empty: the distribution's source package, by scripts/fetch-source")

include(cmake/source_package.cmake)
include(cmake/build_once.cmake)
if(LLAMERO_SQLITE_SOURCE AND EXISTS "${LLAMERO_SQLITE_SOURCE}/sqlite3.c")
  set(sqlite_amalgamation "${LLAMERO_SQLITE_SOURCE}")
else()
  llamero_source_package(sqlite3 LLAMERO_SQLITE_SOURCE tool/mksqlite3c.tcl)
  file(STRINGS "${LLAMERO_SQLITE_SOURCE_DIR}/VERSION" sqlite_version LIMIT_COUNT 1)
  file(GLOB_RECURSE sqlite_files "${LLAMERO_SQLITE_SOURCE_DIR}/src/*" "${LLAMERO_SQLITE_SOURCE_DIR}/ext/fts5/*")
  llamero_digest_of("${sqlite_files}" sqlite_digest)
  llamero_begin_build(sqlite "${sqlite_version}" "${sqlite_digest}")
  if(sqlite_aside)
    find_program(LLAMERO_TCLSH NAMES tclsh tclsh8.6 tclsh9.0)
    find_program(LLAMERO_MAKE NAMES make gmake)
    if(NOT LLAMERO_TCLSH OR NOT LLAMERO_MAKE)
      message(FATAL_ERROR "SQLite's source is put together with tclsh and make (Debian and Ubuntu: tcl, make); "
                          "-DLLAMERO_SQLITE_SOURCE=DIR takes an amalgamation, which needs neither.")
    endif()
    llamero_build_step(sqlite configure "${LLAMERO_SQLITE_SOURCE_DIR}/configure" --disable-tcl --disable-readline)
    llamero_build_step(sqlite amalgamation "${LLAMERO_MAKE}" sqlite3.c)
    file(MAKE_DIRECTORY "${sqlite_aside}")
    file(COPY "${sqlite_work}/sqlite3.c" "${sqlite_work}/sqlite3.h" DESTINATION "${sqlite_aside}")
    llamero_end_build(sqlite sqlite3.c)
  endif()
  set(sqlite_amalgamation "${sqlite_prefix}")
endif()

enable_language(C)
add_library(llamero_sqlite_static STATIC "${sqlite_amalgamation}/sqlite3.c")
# One thread of ours uses it. Only what may be left out of an amalgamation.
target_compile_definitions(llamero_sqlite_static PRIVATE
  SQLITE_ENABLE_FTS5 SQLITE_THREADSAFE=0 SQLITE_DQS=0 SQLITE_DEFAULT_MEMSTATUS=0 SQLITE_MAX_EXPR_DEPTH=0
  SQLITE_UNTESTABLE SQLITE_OMIT_AUTHORIZATION SQLITE_OMIT_COMPLETE SQLITE_OMIT_DECLTYPE SQLITE_OMIT_DEPRECATED
  SQLITE_OMIT_DESERIALIZE SQLITE_OMIT_GET_TABLE SQLITE_OMIT_INTROSPECTION_PRAGMAS SQLITE_OMIT_JSON
  SQLITE_OMIT_LOAD_EXTENSION SQLITE_OMIT_PROGRESS_CALLBACK SQLITE_OMIT_SHARED_CACHE SQLITE_OMIT_TRACE
  SQLITE_OMIT_UTF16)
target_compile_options(llamero_sqlite_static PRIVATE -Os -w -fno-asynchronous-unwind-tables)
target_include_directories(llamero_sqlite SYSTEM INTERFACE "${sqlite_amalgamation}")
# FTS5 ranks by logarithms.
target_link_libraries(llamero_sqlite INTERFACE llamero_sqlite_static m)
