#include "term/table.h"

#include "catch.hpp"

using llamero::format_rows;
using llamero::format_table;

TEST_CASE("columns are as wide as their widest cell, and four spaces follow each") {
  CHECK(format_table({"NAME", "ID", "SIZE", "MODIFIED"},
                     {{"gemma3:1b", "8648f39daa8f", "815 MB", "2 days ago"},
                      {"x", "a2af6cc3eb7f", "4.7 GB", "About an hour ago"}}) ==
        "NAME         ID              SIZE      MODIFIED          \n"
        "gemma3:1b    8648f39daa8f    815 MB    2 days ago           \n"
        "x            a2af6cc3eb7f    4.7 GB    About an hour ago    \n");
}

TEST_CASE("a table without rows is its header") {
  CHECK(format_table({"NAME", "ID"}, {}) == "NAME    ID \n");
}

TEST_CASE("wide characters count as their columns") {
  CHECK(format_table({"N", "S"}, {{"日本", "1"}, {"abc", "2"}}) ==
        "N       S \n日本    1    \nabc     2    \n");
}

TEST_CASE("empty cells keep their column") {
  CHECK(format_table({"AB", "C"}, {{"", "x"}}) == "AB    C \n      x    \n");
}

TEST_CASE("rows without a header all end alike, and may differ in length") {
  CHECK(format_rows({{"", "stop", "\"a\""}, {"", "temperature", "1"}, {"", "x"}}) ==
        "    stop           \"a\"    \n"
        "    temperature    1      \n"
        "    x                     \n");
  CHECK(format_rows({}).empty());
}
