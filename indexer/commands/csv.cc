#include "indexer/commands/csv.h"

#include <string_view>

namespace izvor {
namespace {

void append_cell(std::string& row, std::string_view cell) {
  const bool formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
  if (!formula && cell.find_first_of("\",\r\n") == std::string_view::npos) {
    row += cell;
    return;
  }
  row += formula ? "\"'" : "\"";
  for (const char c : cell) row.append(c == '"' ? 2 : 1, c);
  row += '"';
}

}  // namespace

std::string csv_row(std::span<const std::string> cells) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += ',';
    append_cell(row, cells[i]);
  }
  return row += "\r\n";
}

}  // namespace izvor
