# md4c for a static program: distributions have it as a shared library only, and it is one file.
set(LLAMERO_MD4C_SOURCE "" CACHE PATH
    "Unpacked source of md4c 0.4.8 or newer; empty: the distribution's source package, by scripts/fetch-source")

include(cmake/source_package.cmake)
llamero_source_package(md4c LLAMERO_MD4C_SOURCE src/md4c.c)

enable_language(C)
add_library(llamero_md4c_static STATIC "${LLAMERO_MD4C_SOURCE_DIR}/src/md4c.c")
target_compile_options(llamero_md4c_static PRIVATE -Os -w)
target_include_directories(llamero_md4c SYSTEM INTERFACE "${LLAMERO_MD4C_SOURCE_DIR}/src")
target_link_libraries(llamero_md4c INTERFACE llamero_md4c_static)
