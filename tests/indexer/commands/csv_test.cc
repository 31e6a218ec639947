#include "indexer/commands/csv.h"

#include <gtest/gtest.h>

#include <vector>

namespace izvor {
namespace {

std::string row(const std::vector<std::string>& cells) { return csv_row(cells); }

TEST(Csv, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(row({"a", "", "б в"}), "a,,б в\r\n");
  EXPECT_EQ(row({"a,b", "say \"a\"", "two\nlines"}), "\"a,b\",\"say \"\"a\"\"\",\"two\nlines\"\r\n");
}

TEST(Csv, NeverGivesASpreadsheetAFormula) {
  for (const char* cell : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"}) {
    EXPECT_EQ(row({cell}), "\"'" + std::string(cell) + "\"\r\n");
  }
  EXPECT_EQ(row({"=HYPERLINK(\"x\")"}), "\"'=HYPERLINK(\"\"x\"\")\"\r\n");
}

}  // namespace
}  // namespace izvor
