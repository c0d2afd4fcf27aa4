# Libraries that are built once for all build trees, in the user's cache.
#
#   llamero_begin_build(NAME VERSION KEY)   sets NAME_prefix, and unless it is there already NAME_aside,
#                                           where the library is to be installed, and NAME_work
#   llamero_build_step(NAME STEP COMMAND…)  runs it in NAME_work; its output is shown only when it fails
#   llamero_end_build(NAME MARKER)          renames NAME_aside to NAME_prefix
#
# KEY says all that the result depends on. MARKER is a file that must be in the result.
include(ProcessorCount)
ProcessorCount(llamero_jobs)
if(llamero_jobs EQUAL 0)
  set(llamero_jobs 1)
endif()

if(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(llamero_cache "$ENV{XDG_CACHE_HOME}/llamero")
elseif(DEFINED ENV{HOME})
  set(llamero_cache "$ENV{HOME}/.cache/llamero")
else()
  set(llamero_cache "${CMAKE_BINARY_DIR}/cache")
endif()

# The sources are part of the key: a patched tree under an unchanged version number is another library.
function(llamero_digest_of files result)
  list(SORT files)
  set(digests "")
  foreach(file IN LISTS files)
    file(SHA256 "${file}" digest)
    string(APPEND digests "${digest};")
  endforeach()
  string(SHA256 digests "${digests}")
  set(${result} "${digests}" PARENT_SCOPE)
endfunction()

macro(llamero_begin_build name version key)
  string(SHA256 ${name}_key "${key};${CMAKE_SYSTEM_NAME};${CMAKE_SYSTEM_PROCESSOR};\
${CMAKE_CXX_COMPILER_ID};${CMAKE_CXX_COMPILER_VERSION};${CMAKE_TOOLCHAIN_FILE};$ENV{CC}")
  string(SUBSTRING "${${name}_key}" 0 12 ${name}_key)
  set(${name}_prefix "${llamero_cache}/${name}-${version}-${${name}_key}")
  set(${name}_aside "")
  if(EXISTS "${${name}_prefix}")
    message(STATUS "Lean ${name} ${version}: ${${name}_prefix}")
  else()
    message(STATUS "Building a lean ${name} ${version}, once")
    string(RANDOM LENGTH 8 ${name}_suffix)
    set(${name}_aside "${llamero_cache}/.${name}-${${name}_suffix}")
    set(${name}_work "${CMAKE_BINARY_DIR}/bundled-${name}")
    file(REMOVE "${${name}_work}.log")
    file(REMOVE_RECURSE "${${name}_work}")
    file(MAKE_DIRECTORY "${${name}_work}")
  endif()
endmacro()

function(llamero_build_step name step)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY "${${name}_work}"
                  OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE failed)
  set(log "${${name}_work}.log")
  file(APPEND "${log}" "${output}")
  if(NOT failed)
    return()
  endif()
  file(REMOVE_RECURSE "${${name}_aside}")
  string(LENGTH "${output}" length)
  if(length GREATER 2000)
    math(EXPR from "${length} - 2000")
    string(SUBSTRING "${output}" ${from} -1 output)
  endif()
  message(FATAL_ERROR "${name}: ${step} failed; the end of ${log}:\n${output}")
endfunction()

# When another build was quicker, its copy is as good.
function(llamero_end_build name marker)
  if(EXISTS "${${name}_aside}/${marker}")
    file(RENAME "${${name}_aside}" "${${name}_prefix}" RESULT result)
  else()
    set(result "${marker} is missing")
  endif()
  if(NOT EXISTS "${${name}_prefix}/${marker}")
    message(FATAL_ERROR "cannot write ${${name}_prefix}: ${result}")
  endif()
  file(REMOVE_RECURSE "${${name}_aside}" "${${name}_work}")
endfunction()
