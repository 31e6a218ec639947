// CSV as spreadsheets read it: RFC 4180, and no cell that a spreadsheet would take for a formula.
//
// Cells come from pages, which are hostile: one that begins with =, +, -, @, a tab or a carriage return gets an apostrophe
// before it (OWASP, "CSV injection"). Pure functions; safe from any thread.
#pragma once

#include <span>
#include <string>

namespace izvor {

/// One row, its line end (CR LF) included.
[[nodiscard]] std::string csv_row(std::span<const std::string> cells);

}  // namespace izvor
