# The lean libcurl of the release preset: http, https, proxies, unix sockets, IPv6 and the threaded
# resolver, linked with OpenSSL's static libraries. Distributions' libcurl brings some thirty shared
# libraries with it, and loading them costs more than a whole request.
#
# Gives llamero_curl its include directory, definitions and libraries. The built library is kept
# outside the build tree, so that it is built once for all build directories.
set(LLAMERO_CURL_SOURCE "" CACHE PATH
    "Unpacked source of curl 7.85 or newer; empty: the distribution's source package, by scripts/fetch-source")

include(cmake/source_package.cmake)
include(cmake/build_once.cmake)
include(cmake/bundled_openssl.cmake)
llamero_source_package(curl LLAMERO_CURL_SOURCE include/curl/curlver.h)
set(curl_source "${LLAMERO_CURL_SOURCE_DIR}")

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

file(GLOB_RECURSE curl_files "${curl_source}/lib/*.[ch]" "${curl_source}/include/*.h" "${curl_source}/CMakeLists.txt")
llamero_digest_of("${curl_files}" curl_digest)
llamero_begin_build(curl "${curl_version}" "${curl_options};${curl_digest};${openssl_prefix}")

# The names of curl's switches change with its versions, and an unknown one is ignored: look at what
# came out.
function(llamero_check_curl)
  file(READ "${curl_work}/build/lib/curl_config.h" config)
  set(wrong "")
  foreach(feature "USE_OPENSSL" "USE_THREADS_POSIX" "USE_UNIX_SOCKETS" "(ENABLE|USE)_IPV6")
    if(NOT config MATCHES "#define ${feature}( 1)?\n")
      list(APPEND wrong "without ${feature}")
    endif()
  endforeach()
  foreach(feature HAVE_LIBZ USE_NGHTTP2 HAVE_LIBIDN2 USE_LIBPSL USE_LIBSSH2 HAVE_GSSAPI
                  CURL_DISABLE_PROXY CURL_DISABLE_HTTP_AUTH CURL_DISABLE_BASIC_AUTH CURL_DISABLE_VERBOSE_STRINGS)
    if(config MATCHES "#define ${feature}( 1)?\n")
      list(APPEND wrong "with ${feature}")
    endif()
  endforeach()
  if(wrong)
    file(REMOVE_RECURSE "${curl_aside}")
    message(FATAL_ERROR "libcurl ${curl_version} was built ${wrong}, against what was asked for; see ${curl_work}.log")
  endif()
endfunction()

if(curl_aside)
  set(curl_setup -G "${CMAKE_GENERATOR}" "-DCMAKE_INSTALL_PREFIX=${curl_aside}" "-DOPENSSL_ROOT_DIR=${openssl_prefix}/usr")
  foreach(name CMAKE_MAKE_PROGRAM CMAKE_TOOLCHAIN_FILE)
    if(${name})
      list(APPEND curl_setup "-D${name}=${${name}}")
    endif()
  endforeach()
  llamero_build_step(curl configure "${CMAKE_COMMAND}" -Wno-dev -S "${curl_source}" -B build ${curl_setup} ${curl_options})
  llamero_build_step(curl build "${CMAKE_COMMAND}" --build build --parallel ${llamero_jobs})
  llamero_build_step(curl install "${CMAKE_COMMAND}" --install build)
  llamero_check_curl()
  llamero_end_build(curl lib/libcurl.a)
endif()

target_include_directories(llamero_curl SYSTEM INTERFACE "${curl_prefix}/include")
target_compile_definitions(llamero_curl INTERFACE CURL_STATICLIB)
target_link_libraries(llamero_curl INTERFACE "${curl_prefix}/lib/libcurl.a" OpenSSL::SSL OpenSSL::Crypto
                                             Threads::Threads ${CMAKE_DL_LIBS})
