# The lean libcurl of the release preset: http, https, proxies, unix sockets, IPv6 and the threaded
# resolver, linked with OpenSSL's static libraries. Distributions' libcurl brings some thirty shared
# libraries with it, and loading them costs more than a whole request.
#
# Gives llamero_curl its include directory, definitions and libraries. The built library is kept
# outside the build tree, so that it is built once for all build directories.
set(LLAMERO_CURL_SOURCE "" CACHE PATH
    "Unpacked source of curl 7.85 or newer; empty: the distribution's source package, by scripts/fetch-source")

set(OPENSSL_USE_STATIC_LIBS TRUE)
find_package(OpenSSL 3.0 QUIET)
if(NOT OPENSSL_FOUND)
  message(FATAL_ERROR
    "LLAMERO_CURL=bundled needs OpenSSL 3 with its static libraries (Debian and Ubuntu: libssl-dev). "
    "LLAMERO_CURL=system uses the installed libcurl instead.")
endif()

if(LLAMERO_CURL_SOURCE)
  get_filename_component(curl_source "${LLAMERO_CURL_SOURCE}" ABSOLUTE BASE_DIR "${CMAKE_BINARY_DIR}")
  if(NOT EXISTS "${curl_source}/include/curl/curlver.h" OR NOT EXISTS "${curl_source}/CMakeLists.txt")
    message(FATAL_ERROR "LLAMERO_CURL_SOURCE is not an unpacked release of curl: ${curl_source}")
  endif()
else()
  execute_process(COMMAND "${CMAKE_CURRENT_LIST_DIR}/../scripts/fetch-source" curl
                  OUTPUT_VARIABLE curl_source OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "No source of libcurl, see the lines above.")
  endif()
endif()

file(STRINGS "${curl_source}/include/curl/curlver.h" curl_version REGEX "^#define LIBCURL_VERSION ")
string(REGEX REPLACE ".*\"([^\"]*)\".*" "\\1" curl_version "${curl_version}")
if(curl_version VERSION_LESS 7.85)
  message(FATAL_ERROR "libcurl 7.85 or newer is needed, ${curl_source} holds ${curl_version}")
endif()

set(curl_options
  -DCMAKE_BUILD_TYPE=Release
  # For size: -O2 gains a transfer nothing that can be measured. No exception passes through libcurl,
  # so that it needs no tables for unwinding either.
  "-DCMAKE_C_FLAGS=-ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -fstack-protector-strong"
  "-DCMAKE_C_FLAGS_RELEASE=-Os -DNDEBUG -D_FORTIFY_SOURCE=2"
  -DCMAKE_POSITION_INDEPENDENT_CODE=ON
  -DCMAKE_INSTALL_LIBDIR=lib
  -DBUILD_SHARED_LIBS=OFF -DBUILD_STATIC_LIBS=ON -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF
  -DBUILD_LIBCURL_DOCS=OFF -DBUILD_MISC_DOCS=OFF -DENABLE_CURL_MANUAL=OFF
  -DPICKY_COMPILER=OFF
  # What a client of one service needs.
  -DCURL_USE_OPENSSL=ON -DOPENSSL_USE_STATIC_LIBS=TRUE
  -DENABLE_THREADED_RESOLVER=ON -DENABLE_IPV6=ON -DENABLE_UNIX_SOCKETS=ON
  # Proxies are http, https and socks; their passwords go by Basic. The certificate probe reads the pin
  # of a server from the log of libcurl.
  -DHTTP_ONLY=ON -DCURL_DISABLE_PROXY=OFF -DCURL_DISABLE_HTTP_AUTH=OFF -DCURL_DISABLE_BASIC_AUTH=OFF
  -DCURL_DISABLE_VERBOSE_STRINGS=OFF
  # Fixed, so that the result does not depend on what the building machine has installed. Only the
  # hashed directory: a bundle is parsed whole before the first handshake, some 40 ms of CPU. Where
  # there is no such directory the program names a bundle (CURLOPT_CAINFO) itself.
  -DCURL_CA_BUNDLE=none -DCURL_CA_PATH=/etc/ssl/certs
  # A static program cannot load the modules that an openssl.cnf may name.
  -DCURL_DISABLE_OPENSSL_AUTO_LOAD_CONFIG=ON
  -DCURL_ZLIB=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF
  -DUSE_NGHTTP2=OFF -DUSE_LIBIDN2=OFF -DCURL_USE_LIBPSL=OFF
  -DCURL_USE_LIBSSH2=OFF -DCURL_USE_LIBSSH=OFF -DCURL_USE_GSSAPI=OFF
  -DCURL_DISABLE_ALTSVC=ON -DCURL_DISABLE_HSTS=ON -DCURL_DISABLE_COOKIES=ON -DCURL_DISABLE_NETRC=ON
  -DCURL_DISABLE_NTLM=ON -DCURL_DISABLE_AWS=ON -DCURL_DISABLE_NEGOTIATE_AUTH=ON -DCURL_DISABLE_KERBEROS_AUTH=ON
  -DCURL_DISABLE_DOH=ON -DCURL_DISABLE_MIME=ON -DCURL_DISABLE_FORM_API=ON -DCURL_DISABLE_GETOPTIONS=ON
  -DCURL_DISABLE_IPFS=ON -DCURL_DISABLE_WEBSOCKETS=ON
  -DCURL_DISABLE_PROGRESS_METER=ON -DCURL_DISABLE_SHUFFLE_DNS=ON -DCURL_DISABLE_LDAP=ON -DCURL_DISABLE_LDAPS=ON)

if(DEFINED ENV{XDG_CACHE_HOME} AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
  set(curl_cache "$ENV{XDG_CACHE_HOME}/llamero")
elseif(DEFINED ENV{HOME})
  set(curl_cache "$ENV{HOME}/.cache/llamero")
else()
  set(curl_cache "${CMAKE_BINARY_DIR}/cache")
endif()

# The key says all that the library depends on, the sources themselves included: a patched tree under
# an unchanged version number is another library.
file(GLOB_RECURSE curl_files "${curl_source}/lib/*.[ch]" "${curl_source}/include/*.h" "${curl_source}/CMakeLists.txt")
list(SORT curl_files)
set(curl_key "${curl_options};${OPENSSL_VERSION};${CMAKE_SYSTEM_NAME};${CMAKE_SYSTEM_PROCESSOR};"
             "${CMAKE_CXX_COMPILER_ID};${CMAKE_CXX_COMPILER_VERSION};${CMAKE_TOOLCHAIN_FILE};$ENV{CC}")
foreach(file IN LISTS curl_files)
  file(SHA256 "${file}" digest)
  string(APPEND curl_key ";${digest}")
endforeach()
string(SHA256 curl_key "${curl_key}")
string(SUBSTRING "${curl_key}" 0 12 curl_key)
set(curl_prefix "${curl_cache}/curl-${curl_version}-${curl_key}")

function(llamero_build_curl)
  set(work "${CMAKE_BINARY_DIR}/bundled-curl")
  set(log "${CMAKE_BINARY_DIR}/bundled-curl.log")
  string(RANDOM LENGTH 8 suffix)
  set(aside "${curl_cache}/.curl-${suffix}")
  include(ProcessorCount)
  ProcessorCount(jobs)
  if(jobs EQUAL 0)
    set(jobs 1)
  endif()
  set(setup -G "${CMAKE_GENERATOR}" "-DCMAKE_INSTALL_PREFIX=${aside}")
  foreach(name CMAKE_MAKE_PROGRAM CMAKE_TOOLCHAIN_FILE OPENSSL_ROOT_DIR)
    if(${name})
      list(APPEND setup "-D${name}=${${name}}")
    endif()
  endforeach()

  message(STATUS "Building a lean libcurl ${curl_version} (once, about half a minute)")
  file(REMOVE_RECURSE "${work}")
  file(REMOVE "${log}")
  # Each step appends to one log, shown only when it fails.
  foreach(step configure build install)
    if(step STREQUAL "configure")
      set(command "${CMAKE_COMMAND}" -Wno-dev -S "${curl_source}" -B "${work}" ${setup} ${curl_options})
    elseif(step STREQUAL "build")
      set(command "${CMAKE_COMMAND}" --build "${work}" --parallel ${jobs})
    else()
      set(command "${CMAKE_COMMAND}" --install "${work}")
    endif()
    execute_process(COMMAND ${command} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
    file(APPEND "${log}" "${output}")
    if(NOT result EQUAL 0)
      file(REMOVE_RECURSE "${aside}")
      string(LENGTH "${output}" length)
      if(length GREATER 2000)
        math(EXPR from "${length} - 2000")
        string(SUBSTRING "${output}" ${from} -1 output)
      endif()
      message(FATAL_ERROR "libcurl: ${step} failed; the end of ${log}:\n${output}")
    endif()
  endforeach()

  # The names of curl's switches change with its versions, and an unknown one is ignored: look at
  # what came out.
  file(READ "${work}/lib/curl_config.h" config)
  foreach(feature "USE_OPENSSL" "USE_THREADS_POSIX" "USE_UNIX_SOCKETS" "(ENABLE|USE)_IPV6")
    if(NOT config MATCHES "#define ${feature}( 1)?\n")
      file(REMOVE_RECURSE "${aside}")
      message(FATAL_ERROR "libcurl ${curl_version} was built without ${feature}; see ${log}")
    endif()
  endforeach()
  foreach(feature HAVE_LIBZ USE_NGHTTP2 HAVE_LIBIDN2 USE_LIBPSL USE_LIBSSH2 HAVE_GSSAPI
                  CURL_DISABLE_PROXY CURL_DISABLE_HTTP_AUTH CURL_DISABLE_BASIC_AUTH CURL_DISABLE_VERBOSE_STRINGS)
    if(config MATCHES "#define ${feature}( 1)?\n")
      file(REMOVE_RECURSE "${aside}")
      message(FATAL_ERROR "libcurl ${curl_version} was built with ${feature}, against what was asked for; see ${log}")
    endif()
  endforeach()

  # Renamed into place when complete; when another build was quicker, its copy is as good.
  file(RENAME "${aside}" "${curl_prefix}" RESULT result)
  if(NOT EXISTS "${curl_prefix}/lib/libcurl.a")
    message(FATAL_ERROR "cannot write ${curl_prefix}: ${result}")
  endif()
  file(REMOVE_RECURSE "${aside}" "${work}")
endfunction()

if(EXISTS "${curl_prefix}/lib/libcurl.a")
  message(STATUS "Lean libcurl ${curl_version}: ${curl_prefix}")
else()
  llamero_build_curl()
endif()

target_include_directories(llamero_curl SYSTEM INTERFACE "${curl_prefix}/include")
target_compile_definitions(llamero_curl INTERFACE CURL_STATICLIB)
target_link_libraries(llamero_curl INTERFACE "${curl_prefix}/lib/libcurl.a" OpenSSL::SSL OpenSSL::Crypto
                                             Threads::Threads ${CMAKE_DL_LIBS})
