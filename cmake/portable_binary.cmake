# The portable release: static-pie, stripped, small where speed does not matter and fast on a token's
# way. Figures: docs/performance.md.

# Not plain -static: there the first C++ exception costs 5 ms.
target_link_options(llamero PRIVATE -static-pie -s -Wl,--gc-sections)

target_compile_options(llamero_core PRIVATE -Os)
target_compile_options(llamero_app PRIVATE -Os)
set_source_files_properties(src/cli/answer_view.cpp src/term/output.cpp src/term/fd_output.cpp
                            PROPERTIES COMPILE_OPTIONS -O2)
# Link-time optimisation takes the scanner's inlined comparisons apart again: twice the CPU.
set_source_files_properties(
  src/api/token_scanner.cpp src/api/string_scan.cpp src/api/ndjson.cpp src/api/stream_reader.cpp
  src/api/json_decode_stream.cpp src/net/curl_transfer.cpp src/base/utf8.cpp
  PROPERTIES COMPILE_OPTIONS "-O2;-fno-lto")
