// print_answer: results on a terminal.
#pragma once

#include <iosfwd>

#include "searchd/search_types.h"

namespace izvor {

enum class Colour { kPlain, kAnsi };

/// Numbered results with title, date, address and passages; highlights in bold where colours are. Control characters of pages
/// never reach the terminal. `first` is the number of the first result.
void print_answer(const SearchAnswer& answer, unsigned first, Colour colour, std::ostream& out);

/// How the query was understood, and how many pages were found.
void print_summary(const SearchAnswer& answer, std::ostream& out);

}  // namespace izvor
