# Sources of the libraries that the release preset builds itself.
#
# llamero_source_package(PACKAGE VARIABLE MARKER): sets ${VARIABLE}_DIR to the tree that the cache
# variable names, or else to the distribution's source package by scripts/fetch-source. MARKER is a
# file that must be in it.
function(llamero_source_package package variable marker)
  if(${variable})
    get_filename_component(source "${${variable}}" ABSOLUTE BASE_DIR "${CMAKE_BINARY_DIR}")
  else()
    execute_process(COMMAND "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../scripts/fetch-source" ${package}
                    OUTPUT_VARIABLE source OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
    if(failed)
      message(FATAL_ERROR "No source of ${package}, see the lines above.")
    endif()
  endif()
  if(NOT EXISTS "${source}/${marker}")
    message(FATAL_ERROR "${variable} is not an unpacked release of ${package}: ${source}")
  endif()
  set(${variable}_DIR "${source}" PARENT_SCOPE)
endfunction()
