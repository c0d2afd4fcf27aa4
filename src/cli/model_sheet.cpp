#include "cli/model_sheet.h"

#include "base/official_text.h"
#include "base/trim.h"
#include "term/table.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string_view>
#include <vector>

namespace llamero {
namespace {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;
using Info = std::vector<std::pair<std::string, std::string>>;

// Each row begins with an empty cell: it indents by the gap between two columns.
std::string section(std::string_view title, const Rows& rows) {
  if (rows.empty()) return "";
  return "  " + std::string(title) + "\n" + format_rows(rows) + "\n";
}

std::string value_of(const Info& info, std::string_view key) {
  const auto at =
      std::find_if(info.begin(), info.end(), [&](const auto& entry) { return entry.first == key; });
  return at == info.end() ? "" : at->second;
}

std::string count_text(const std::string& number) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size()) return number;
  return official_count(value);
}

void add(Rows& rows, std::string label, std::string value) {
  if (!value.empty()) rows.push_back({"", std::move(label), std::move(value)});
}

Rows model_rows(const ModelInfo& info) {
  Rows rows;
  if (!info.remote_host.empty()) {
    add(rows, "Remote model", info.remote_model);
    add(rows, "Remote URL", info.remote_host);
  }
  const std::string arch = value_of(info.model_info, "general.architecture");
  const std::string& size = info.details.parameter_size;
  add(rows, "architecture", arch.empty() ? info.details.family : arch);
  add(rows, "parameters",
      size.empty() ? count_text(value_of(info.model_info, "general.parameter_count")) : size);
  add(rows, "context length", value_of(info.model_info, arch + ".context_length"));
  add(rows, "embedding length", value_of(info.model_info, arch + ".embedding_length"));
  rows.push_back({"", "quantization", info.details.quantization_level});
  add(rows, "requires", info.requires_version);
  return rows;
}

Rows projector_rows(const ModelInfo& info) {
  Rows rows;
  if (info.projector_info.empty()) return rows;
  const std::string arch = value_of(info.projector_info, "general.architecture");
  add(rows, "architecture", arch);
  add(rows, "parameters", count_text(value_of(info.projector_info, "general.parameter_count")));
  add(rows, "embedding length", value_of(info.projector_info, arch + ".vision.embedding_length"));
  add(rows, "dimensions", value_of(info.projector_info, arch + ".vision.projection_dim"));
  return rows;
}

Rows parameter_rows(const std::string& parameters) {
  Rows rows;
  std::istringstream lines(parameters);
  for (std::string line; std::getline(lines, line);) {
    Row row = {""};
    std::istringstream words(line);
    for (std::string word; words >> word;) row.push_back(word);
    if (row.size() > 1) rows.push_back(std::move(row));
  }
  return rows;
}

Rows metadata_rows(const Info& info) {
  Rows rows;
  for (const auto& [key, value] : info) rows.push_back({"", key, value});
  std::sort(rows.begin(), rows.end());
  return rows;
}

Rows tensor_rows(const ModelInfo& info) {
  Rows rows;
  for (const ModelInfo::Tensor& tensor : info.tensors)
    rows.push_back({"", tensor.name, tensor.type, tensor.shape});
  return rows;
}

Rows first_lines(const std::string& text, std::size_t most) {
  Rows rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::string content(trimmed(line, " \t\r"));
    if (content.empty()) continue;
    if (rows.size() == most) {
      rows.push_back({"", "..."});
      break;
    }
    rows.push_back({"", content});
  }
  return rows;
}

}  // namespace

std::string model_sheet(const ModelInfo& info, bool verbose) {
  Rows capabilities;
  for (const std::string& capability : info.capabilities) capabilities.push_back({"", capability});
  std::string sheet = section("Model", model_rows(info)) + section("Capabilities", capabilities) +
                      section("Projector", projector_rows(info)) +
                      section("Parameters", parameter_rows(info.parameters));
  if (verbose)
    sheet +=
        section("Metadata", metadata_rows(info.model_info)) + section("Tensors", tensor_rows(info));
  return sheet + section("System", first_lines(info.system, 2)) +
         section("License", first_lines(info.license, 2));
}

}  // namespace llamero
