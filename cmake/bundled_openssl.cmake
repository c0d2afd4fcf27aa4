# The lean OpenSSL of the release preset: TLS 1.2 and 1.3 with the algorithms that servers and keys of
# today use. That of a distribution is half again as large, and start-up pays for each of its tables.
#
# Gives OpenSSL::SSL and OpenSSL::Crypto.
set(LLAMERO_OPENSSL_SOURCE "" CACHE PATH
    "Unpacked source of OpenSSL 3.0 or newer; empty: the distribution's source package, by scripts/fetch-source")

include(cmake/source_package.cmake)
include(cmake/build_once.cmake)
llamero_source_package(openssl LLAMERO_OPENSSL_SOURCE VERSION.dat)
file(STRINGS "${LLAMERO_OPENSSL_SOURCE_DIR}/VERSION.dat" openssl_numbers REGEX "^(MAJOR|MINOR|PATCH)=")
string(REGEX REPLACE "[A-Z]+=" "" openssl_numbers "${openssl_numbers}")
string(REPLACE ";" "." openssl_version "${openssl_numbers}")
if(openssl_version VERSION_LESS 3.0)
  message(FATAL_ERROR "OpenSSL 3.0 or newer is needed, ${LLAMERO_OPENSSL_SOURCE_DIR} holds ${openssl_version}")
endif()

set(openssl_options
  # Where the system's openssl looks for authorities.
  --prefix=/usr --libdir=lib --openssldir=/etc/ssl
  no-shared no-tests no-module no-dso no-engine no-legacy no-async no-comp
  # Nothing of ours speaks these.
  no-dtls no-srtp no-psk no-nextprotoneg no-srp no-ssl-trace no-cms no-cmp no-ct no-ts no-ocsp no-rfc3779
  # No certificate authority signs with these and no default list of ciphers names them.
  no-aria no-bf no-blake2 no-camellia no-cast no-dsa no-ec2m no-gost no-idea no-md4 no-mdc2 no-ocb no-rc2
  no-rc4 no-rmd160 no-seed no-siphash no-siv no-sm2 no-sm3 no-sm4 no-whirlpool
  # No exception passes through it, so that it needs no tables for unwinding.
  -Os -fPIC -ffunction-sections -fdata-sections -fno-asynchronous-unwind-tables -fstack-protector-strong
  -D_FORTIFY_SOURCE=2)

file(GLOB_RECURSE openssl_files "${LLAMERO_OPENSSL_SOURCE_DIR}/crypto/*.[ch]" "${LLAMERO_OPENSSL_SOURCE_DIR}/ssl/*.[ch]"
     "${LLAMERO_OPENSSL_SOURCE_DIR}/providers/*.[ch]" "${LLAMERO_OPENSSL_SOURCE_DIR}/include/*.h")
llamero_digest_of("${openssl_files}" openssl_digest)
llamero_begin_build(openssl "${openssl_version}" "${openssl_options};${openssl_digest}")
if(openssl_aside)
  find_program(LLAMERO_PERL perl)
  find_program(LLAMERO_MAKE NAMES make gmake)
  if(NOT LLAMERO_PERL OR NOT LLAMERO_MAKE)
    message(FATAL_ERROR "LLAMERO_CURL=bundled builds OpenSSL, which needs perl and make.")
  endif()
  llamero_build_step(openssl configure "${LLAMERO_PERL}" "${LLAMERO_OPENSSL_SOURCE_DIR}/Configure" ${openssl_options})
  llamero_build_step(openssl build "${LLAMERO_MAKE}" -j${llamero_jobs} build_libs)
  llamero_build_step(openssl install "${LLAMERO_MAKE}" install_dev "DESTDIR=${openssl_aside}")
  llamero_end_build(openssl usr/lib/libssl.a)
endif()

set(OPENSSL_ROOT_DIR "${openssl_prefix}/usr")
set(OPENSSL_USE_STATIC_LIBS TRUE)
# Not those of another configuration of this build tree.
foreach(name OPENSSL_INCLUDE_DIR OPENSSL_SSL_LIBRARY OPENSSL_CRYPTO_LIBRARY)
  unset(${name} CACHE)
endforeach()
find_package(OpenSSL 3.0 REQUIRED)
