#include "indexer/extract/acts/act_title.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "crawler/platform/ascii.h"
#include "indexer/extract/acts/act_wording.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/folded.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxTitleLineBytes = 1'500;
constexpr std::size_t kMaxNationalBytes = 400;
constexpr std::size_t kMaxShortNameBytes = 200;
constexpr std::size_t kMostTitleLines = 7;
/// Two digits of a year: "95/46/EC".
constexpr int kCentury = 1900;

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::ranges::find(words, word) != std::ranges::end(words);
}

struct Noun {
  std::string_view word, kind;
  char letter;
};
constexpr std::array kNouns = std::to_array<Noun>({{"regulation", "regulation", 'R'},
                                                   {"регламент", "regulation", 'R'},
                                                   {"directive", "directive", 'L'},
                                                   {"директива", "directive", 'L'},
                                                   {"decision", "decision", 'D'},
                                                   {"решение", "decision", 'D'},
                                                   {"recommendation", "recommendation", 'H'},
                                                   {"препоръка", "recommendation", 'H'}});
constexpr std::array<std::string_view, 7> kBefore{"commission", "council", "european", "joint", "union", "the", "euratom"};
constexpr std::array<std::string_view, 11> kBehind{"of",  "на", "от",     "относно",      "on",      "concerning",
                                                   "for", "за", "laying", "establishing", "amending"};

int to_number(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 6)) value = value * 10 + (c - '0');
  return value;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, ascii::is_digit);
}

/// "2022/868", "95/46/ЕО", "910/2014", "2000/520/EC)": the two numbers of it.
struct Pair {
  std::string_view first, second;
  bool community = false;  ///< "/ЕО" follows.
};
std::optional<Pair> number_pair(std::string_view word) {
  while (!word.empty() && (word.back() == ')' || word.back() == ',')) word.remove_suffix(1);
  if (word.starts_with('(')) word.remove_prefix(1);
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view rest = word.substr(slash + 1);
  const std::size_t end = std::min(rest.find('/'), rest.size());
  Pair pair{word.substr(0, slash), rest.substr(0, end), end < rest.size()};
  if (pair.first.starts_with("№")) pair.first.remove_prefix(std::string_view("№").size());
  if (!all_digits(pair.first) || !all_digits(pair.second)) return std::nullopt;
  return pair;
}

/// Reads the words before and with the noun: "Commission Delegated Regulation", "Решение за изпълнение".
const Noun* read_kind(std::span<const std::string_view> words, std::size_t& at, ActTitleLine& line) {
  std::string_view manner;
  const Noun* noun = nullptr;
  for (; at < words.size() && at < 5 && noun == nullptr; ++at) {
    if (words[at].starts_with("implementing"))
      manner = "implementing ";
    else if (words[at] == "framework" || words[at] == "рамково")
      manner = "framework ";
    else if (words[at].starts_with("delegated") || words[at].starts_with("делегиран"))
      manner = "delegated ";
    else if (const auto found = std::ranges::find(kNouns, words[at], &Noun::word); found != kNouns.end())
      noun = &*found;
    else if (!is_one_of(words[at], kBefore))
      return nullptr;
  }
  if (noun == nullptr) return nullptr;
  if (at + 1 < words.size() && words[at] == "за" && words[at + 1] == "изпълнение") {
    manner = "implementing ";
    at += 2;
  }
  line.kind = std::string(manner) + std::string(noun->kind);
  line.sector_letter = manner == "framework " ? 'F' : noun->letter;
  return noun;
}

std::optional<ActTitleLine> union_title(std::string_view line, std::string_view folded) {
  const std::vector<std::string_view> words = words_of(folded);
  ActTitleLine title;
  std::size_t at = 0;
  const Noun* noun = read_kind(words, at, title);
  if (noun == nullptr) return std::nullopt;
  bool numbered_first = false;
  for (; at < words.size(); ++at) {
    const std::string_view word = words[at];
    const bool between = word.starts_with('(') || word.ends_with(')') || word == "no" || word == "№" || word == "nо";
    if (!between || number_pair(word)) break;
    numbered_first = numbered_first || word == "no" || word == "№";
  }
  const auto pair = at < words.size() ? number_pair(words[at]) : std::nullopt;
  if (!pair) {
    // A decision says its number behind its title: the line then is in capitals, or goes on with who adopts.
    const bool adopter = at < words.size() && (words[at] == "of" || words[at] == "на" || words[at] == "от");
    const bool alone = at >= words.size() && at > 1;
    if ((!adopter && !alone) || line.size() > 200 || without_capitals(line) == line) return std::nullopt;
    return title;
  }
  numbered_first = numbered_first || words[at].starts_with("№");
  const NumberParts parts = parts_of_number(std::string(pair->first) + "/" + std::string(pair->second), numbered_first);
  if (parts.year == 0) return std::nullopt;
  ++at;
  const bool goes_on = at >= words.size() || words[at].starts_with('(') || is_one_of(words[at], kBehind);
  if (!goes_on || line.ends_with('.') || line.ends_with(';')) return std::nullopt;
  title.number = std::string(pair->first) + "/" + std::string(pair->second);
  title.year = parts.year;
  return title;
}

constexpr std::array kNational = std::to_array<std::pair<std::string_view, std::string_view>>({{"закон", "law"},
                                                                                               {"кодекс", "code"},
                                                                                               {"наредба", "ordinance"},
                                                                                               {"наредба-закон", "law"},
                                                                                               {"правилник", "rules"},
                                                                                               {"постановление", "decree"},
                                                                                               {"инструкция", "instruction"},
                                                                                               {"конституция", "constitution"},
                                                                                               {"тарифа", "tariff"},
                                                                                               {"устройствен", "rules"},
                                                                                               {"методика", "methodology"}});

std::optional<ActTitleLine> national_title(std::string_view line, std::string_view folded) {
  if (line.size() > kMaxNationalBytes || line.ends_with('.') || line.ends_with(';') || line.ends_with(',')) return std::nullopt;
  const std::vector<std::string_view> words = words_of(folded);
  if (words.empty()) return std::nullopt;
  ActTitleLine title;
  title.family = ActFamily::kNational;
  const bool code = words.size() >= 2 && words.size() <= 4 && words.back() == "кодекс";
  if (code) {
    title.kind = "code";
    return title;
  }
  const auto found = std::ranges::find(kNational, words.front(), &std::pair<std::string_view, std::string_view>::first);
  if (found == kNational.end()) return std::nullopt;
  title.kind = std::string(found->second);
  const bool named = words.size() >= 3 && (words[1] == "за" || words[1] == "на" || words[1] == "по" || words[1] == "№" ||
                                           words[1].starts_with("№") || words[1] == "правилник" || words[1] == "за");
  if (!named && !(title.kind == "code" && words.size() >= 3) && title.kind != "constitution") return std::nullopt;
  return title;
}

std::optional<ActTitleLine> commission_title(std::string_view line, std::string_view folded) {
  struct Beginning {
    std::string_view text, kind;
  };
  constexpr auto kBeginnings = std::to_array<Beginning>({{"proposal for a", "proposal"},
                                                         {"amended proposal for a", "proposal"},
                                                         {"предложение за ", "proposal"},
                                                         {"изменено предложение за ", "proposal"},
                                                         {"communication from the commission", "communication"},
                                                         {"communication to the commission", "communication"},
                                                         {"съобщение на комисията", "communication"},
                                                         {"съобщение от комисията", "communication"},
                                                         {"joint communication", "communication"},
                                                         {"съвместно съобщение", "communication"},
                                                         {"report from the commission", "report"},
                                                         {"доклад на комисията", "report"},
                                                         {"доклад от комисията", "report"},
                                                         {"white paper", "white paper"},
                                                         {"бяла книга", "white paper"},
                                                         {"green paper", "green paper"},
                                                         {"зелена книга", "green paper"}});
  if (line.ends_with('.') || line.ends_with(';')) return std::nullopt;
  const auto found = std::ranges::find_if(kBeginnings, [folded](const Beginning& one) {
    return folded.starts_with(one.text) || folded == one.text.substr(0, one.text.size() - 1);
  });
  if (found == kBeginnings.end()) return std::nullopt;
  ActTitleLine title;
  title.family = ActFamily::kCommission;
  title.kind = std::string(found->kind);
  return title;
}

/// "of 30 May 2022", "от 30 май 2022 година", and what follows of the title on the same line.
std::optional<UtcTime> date_of_line(std::string_view line) {
  const std::string folded = fold_case(line.substr(0, std::min<std::size_t>(line.size(), 80)));
  if (!folded.starts_with("of ") && !folded.starts_with("от ")) return std::nullopt;
  return read_date(folded);
}

/// A date inside a title that is one line: "… of the Council of 27 April 2016 on …".
std::optional<UtcTime> date_inside(std::string_view line) {
  const std::string folded = fold_case(line);
  for (const std::string_view before : {" of ", " от "}) {
    for (std::size_t at = folded.find(before); at != std::string::npos; at = folded.find(before, at + 1)) {
      const std::string_view rest = std::string_view(folded).substr(at + before.size(), 40);
      if (!rest.empty() && ascii::is_digit(rest.front()))
        if (auto date = read_date(rest)) return date;
    }
  }
  return std::nullopt;
}

std::string_view last_parentheses(std::string_view text) {
  if (!text.ends_with(')')) return {};
  int depth = 0;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == ')') ++depth;
    if (text[at] == '(' && --depth == 0) return text.substr(at);
  }
  return {};
}

/// "(Text with EEA relevance)" at the end is no part of the title.
void drop_remarks(std::string& title) {
  for (std::string_view last = last_parentheses(title); !last.empty() && is_remark(last); last = last_parentheses(title)) {
    title.resize(title.size() - last.size());
    while (!title.empty() && title.back() == ' ') title.pop_back();
  }
}

std::string short_name_of(std::string_view title) {
  std::string_view last = last_parentheses(title);
  if (last.size() < 2 || last.size() > kMaxShortNameBytes || last.size() == title.size()) return {};
  last = last.substr(1, last.size() - 2);
  // "(ЕС)", "(2000/520/EC)" and cross-references are no names.
  if (last.find(' ') == std::string_view::npos || std::ranges::any_of(last.substr(0, 1), ascii::is_digit)) return {};
  if (number_pair(last)) return {};
  return std::string(last);
}

/// Whether the title goes on behind `line`.
bool ends_title(std::string_view line) {
  const std::string folded = fold_case(line.substr(0, std::min<std::size_t>(line.size(), 60)));
  for (const std::string_view beginning : {"amended by", "изменен", "corrected by", "поправен", "whereas", "като има предвид",
                                           "explanatory memorandum", "обяснителен меморандум", "having regard", "като взе", "{",
                                           "обн", "contents", "съдържание", "table of contents", "context of the"})
    if (folded.starts_with(beginning)) return true;
  return line.empty() || names_adopter(line) || enacts(line) || begins_with_marker(line) || article_sign(line) ||
         division_sign(line) || line.size() > kMaxTitleLineBytes || line.ends_with('.') || line.ends_with(':') ||
         line.ends_with(',');
}

}  // namespace

NumberParts parts_of_number(std::string_view number, bool number_first) {
  const auto pair = number_pair(number);
  if (!pair) return {};
  const int first = to_number(pair->first), second = to_number(pair->second);
  const auto year = [](std::string_view digits, int value) {
    if (digits.size() == 4 && value >= 1950 && value < 2100) return value;
    return digits.size() == 2 && value >= 50 ? kCentury + value : 0;
  };
  const int first_year = year(pair->first, first), second_year = year(pair->second, second);
  if (number_first && second_year != 0) return {second_year, first};
  if (first_year != 0) return {first_year, second};
  return second_year != 0 ? NumberParts{second_year, first} : NumberParts{};
}

std::optional<ActTitleLine> read_title_line(std::string_view line) {
  if (line.empty() || line.size() > kMaxTitleLineBytes) return std::nullopt;
  const std::string folded = fold_case(line);
  if (auto title = union_title(line, folded)) return title;
  if (auto title = commission_title(line, folded)) return title;
  return national_title(line, folded);
}

std::string commission_number(std::string_view line) {
  for (const std::string_view series : {"COM", "JOIN", "SWD", "SEC", "C"}) {
    if (!line.starts_with(std::string(series) + "(") && !line.starts_with(std::string(series) + " (")) continue;
    const std::size_t year = line.find('(') + 1;
    if (line.size() < year + 7 || !all_digits(line.substr(year, 4)) || line[year + 4] != ')') return {};
    std::size_t at = year + 5;
    while (at < line.size() && line[at] == ' ') ++at;
    const std::size_t begin = at;
    while (at < line.size() && ascii::is_digit(line[at])) ++at;
    if (at == begin || at - begin > 4 || line.size() > at + 40) return {};
    return std::string(series) + "(" + std::string(line.substr(year, 4)) + ") " + std::string(line.substr(begin, at - begin));
  }
  return {};
}

ActTitle read_title(std::span<const std::string> lines, const ActTitleLine& first) {
  ActTitle title;
  title.text = without_capitals(lines.front());
  title.date = date_inside(lines.front());
  title.lines = 1;
  drop_remarks(title.text);
  const bool whole = title.date.has_value() && first.family == ActFamily::kUnion && lines.front().size() > 150;
  while (!whole && first.family != ActFamily::kNational && title.lines < std::min(lines.size(), kMostTitleLines)) {
    const std::string& line = lines[title.lines];
    const auto pair = line.starts_with('(') && line.size() < 30 ? number_pair(line) : std::nullopt;
    if (pair) title.number = std::string(pair->first) + "/" + std::string(pair->second);
    if (!pair && !is_remark(line)) {
      if (ends_title(line)) break;
      if (!title.date) title.date = date_of_line(line);
      const std::string part = without_capitals(line);
      const bool begins = title.lines == 1 && first.family == ActFamily::kCommission;
      title.text += (begins && first.kind != "proposal" ? ": " : " ") + part;
      drop_remarks(title.text);
    }
    ++title.lines;
  }
  title.short_name = short_name_of(title.text);
  return title;
}

std::string celex_of(const ActTitleLine& line) {
  const auto four = [](int number) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
  };
  if (line.family == ActFamily::kCommission) {
    const std::size_t year = line.number.find('(') + 1;
    if (year == 0 || line.number.size() < year + 7) return {};
    const bool joint = line.number.starts_with("JOIN");
    const std::string_view letters = joint ? "JC" : line.kind == "proposal" ? "PC" : "DC";
    return "5" + line.number.substr(year, 4) + std::string(letters) + four(to_number(line.number.substr(year + 6)));
  }
  if (line.family != ActFamily::kUnion || line.sector_letter == 0 || line.number.empty()) return {};
  const int year = line.year;
  const auto pair = number_pair(line.number);
  if (!pair) return {};
  const int first = to_number(pair->first), second = to_number(pair->second);
  const bool year_first = first == year || first + kCentury == year;
  return "3" + std::to_string(year) + line.sector_letter + four(year_first ? second : first);
}

}  // namespace izvor
