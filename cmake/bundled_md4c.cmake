# md4c for a static program: distributions have it as a shared library only, and it is one file.
set(LLAMERO_MD4C_SOURCE "" CACHE PATH
    "Unpacked source of md4c 0.4.8 or newer; empty: the distribution's source package, by scripts/fetch-source")

if(LLAMERO_MD4C_SOURCE)
  get_filename_component(md4c_source "${LLAMERO_MD4C_SOURCE}" ABSOLUTE BASE_DIR "${CMAKE_BINARY_DIR}")
else()
  execute_process(COMMAND "${CMAKE_CURRENT_LIST_DIR}/../scripts/fetch-source" md4c
                  OUTPUT_VARIABLE md4c_source OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "No source of md4c, see the lines above.")
  endif()
endif()
if(NOT EXISTS "${md4c_source}/src/md4c.c")
  message(FATAL_ERROR "LLAMERO_MD4C_SOURCE is not an unpacked release of md4c: ${md4c_source}")
endif()

enable_language(C)
add_library(llamero_md4c_static STATIC "${md4c_source}/src/md4c.c")
target_compile_options(llamero_md4c_static PRIVATE -Os -w)
target_include_directories(llamero_md4c SYSTEM INTERFACE "${md4c_source}/src")
target_link_libraries(llamero_md4c INTERFACE llamero_md4c_static)
