// The title of an act: its first line says kind and number, the next ones the date, the subject and the short name.
//
//   REGULATION (EU) 2022/868 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL | of 30 May 2022 | on European data governance …
//   ДИРЕКТИВА 2002/58/ЕО НА ЕВРОПЕЙСКИЯ ПАРЛАМЕНТ И НА СЪВЕТА | от 12 юли 2002 година | относно …
//   COMMISSION DECISION | of 26 July 2000 | pursuant to … | (2000/520/EC)
//   Proposal for a | REGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL | on …          COM(2021) 206 stands before it
//   ЗАКОН ЗА ЕЛЕКТРОННОТО УПРАВЛЕНИЕ
//
// Pure functions; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "izvor/act.h"

namespace izvor {

/// Whose act a line begins: the Union's has a number, a national one a name, a document of the Commission a number elsewhere.
enum class ActFamily { kUnion, kNational, kCommission };

struct ActTitleLine {
  ActFamily family = ActFamily::kUnion;
  std::string kind;    ///< As Act::kind.
  std::string number;  ///< As Act::number; empty when the line has none.
  int year = 0;
  char sector_letter = 0;  ///< Of CELEX: R, L, D, H, F; 0 when there is none.
};

/// Nothing for lines that are no beginning of an act's title: sentences about acts among them.
[[nodiscard]] std::optional<ActTitleLine> read_title_line(std::string_view line);

/// The number of "COM(2021) 206 final", "SWD(2020) 1 окончателен"; empty for other lines.
[[nodiscard]] std::string commission_number(std::string_view line);

struct ActTitle {
  std::string text;  ///< "Регламент (ЕС) 2022/868 на Европейския парламент … (Акт за управление на данните)".
  std::string short_name;  ///< What stands in parentheses at its end; may be empty.
  std::optional<UtcTime> date;
  std::size_t lines = 0;  ///< How many lines it takes.
  std::string number;     ///< Of "(2000/520/EC)" behind the title; may be empty.
};

/// Puts together the title that begins with lines.front(), which read_title_line() read so.
[[nodiscard]] ActTitle read_title(std::span<const std::string> lines, const ActTitleLine& first);

/// "32022R0868" of a kind and number; empty when they do not tell.
[[nodiscard]] std::string celex_of(const ActTitleLine& line);

/// Kind, year and number of "2022/868", "95/46", "910/2014": year first; zeros when it is none.
struct NumberParts {
  int year = 0;
  int number = 0;
};
[[nodiscard]] NumberParts parts_of_number(std::string_view number, bool number_first);

}  // namespace izvor
