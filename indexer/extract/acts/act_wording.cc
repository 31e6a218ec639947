#include "indexer/extract/acts/act_wording.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "crawler/html/utf8.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/folded.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxSignBytes = 400;
constexpr std::size_t kMaxHeadingRest = 240;
constexpr int kMostNumberDigits = 4;

std::string_view first_word(std::string_view text) { return text.substr(0, text.find(' ')); }

bool starts_with_any(std::string_view folded, std::initializer_list<std::string_view> beginnings) {
  return std::ranges::any_of(beginnings, [folded](std::string_view one) { return folded.starts_with(one); });
}

/// Reads a number of at most kMostNumberDigits at `at`, which moves behind it; 0 when there is none.
int read_number(std::string_view text, std::size_t& at) {
  int number = 0;
  const std::size_t begin = at;
  while (at < text.size() && ascii::is_digit(text[at]) && at - begin < kMostNumberDigits) number = number * 10 + (text[at++] - '0');
  return number;
}

/// "а" of "22а", "bis": letters that belong to an article's number.
void pass_letters(std::string_view text, std::size_t& at) {
  for (int letters = 0; letters < 3 && at < text.size(); ++letters) {
    std::size_t next = at;
    const char32_t c = utf8::next(text, next);
    if (c == utf8::kMalformed || u_isalpha(static_cast<UChar32>(c)) == 0) return;
    at = next;
  }
}

bool ends_heading(std::string_view text) {
  return text.empty() || (!text.ends_with('.') && !text.ends_with(';') && !text.ends_with(',') && !text.ends_with(':'));
}

/// What may follow the number of an article on its line: nothing, or its heading after a dash, a full stop or a space.
bool is_own_heading(std::string_view rest) {
  rest = ascii::trim(rest);
  if (rest.empty() || rest == ".") return true;
  if (rest.size() > kMaxHeadingRest || !ends_heading(rest)) return false;
  for (const std::string_view mark : {"– ", "— ", "- ", ". "})
    if (rest.starts_with(mark)) rest.remove_prefix(mark.size());
  std::size_t at = 0;
  const char32_t c = utf8::next(rest, at);
  return c == '(' || (c != utf8::kMalformed && u_isupper(static_cast<UChar32>(c)) != 0);
}

/// "Член 5", "Article 17a — Heading".
std::optional<ArticleSign> european_article(std::string_view line, std::string_view folded) {
  if (folded == "sole article" || folded == "единствен член") return ArticleSign{std::string(line), 0, true, false};
  if (!starts_with_any(folded, {"article ", "член ", "art. "})) return std::nullopt;
  std::size_t at = line.find(' ') + 1;
  const int number = read_number(line, at);
  if (number == 0) return std::nullopt;
  pass_letters(line, at);
  if (at < line.size() && line[at] != ' ' && line[at] != '.') return std::nullopt;
  if (!is_own_heading(line.substr(at))) return std::nullopt;
  return ArticleSign{std::string(line.substr(0, at)), number, true, false};
}

/// "Чл. 5. (1) …", "§ 2. …".
std::optional<ArticleSign> national_article(std::string_view line, std::string_view folded) {
  const std::string_view sign = folded.starts_with("чл.") ? "чл." : folded.starts_with("§") ? "§" : std::string_view();
  if (sign.empty()) return std::nullopt;
  std::size_t at = sign.size();
  while (at < line.size() && line[at] == ' ') ++at;
  const int number = read_number(line, at);
  if (number == 0) return std::nullopt;
  pass_letters(line, at);
  const std::string_view rest = line.substr(at);
  if (!rest.empty() && !rest.starts_with('.') && !rest.starts_with(" (") && sign != "§") return std::nullopt;
  return ArticleSign{std::string(line.substr(0, at)), number, false, true};
}

/// "I", "XIV", "ІІ", "5", "А", "първа", "първи": what a division is counted by.
bool is_ordinal(std::string_view folded) {
  if (folded.ends_with('.')) folded.remove_suffix(1);
  if (folded.empty() || folded.size() > 40) return false;
  constexpr std::array<std::string_view, 24> kBeginnings{
      "първ",  "втор",   "трет",       "четвърт",    "пет",        "шест",          "седм",     "осм",
      "девет", "десет",  "единадесет", "дванадесет", "тринадесет", "четиринадесет", "двадесет", "тридесет",
      "first", "second", "third",      "one",        "two",        "three",         "four",     "five"};
  if (std::ranges::any_of(kBeginnings, [folded](std::string_view one) { return folded.starts_with(one); })) return true;
  std::size_t letters = 0;
  for (std::size_t at = 0; at < folded.size(); ++letters) {
    const char32_t c = utf8::next(folded, at);
    constexpr std::u32string_view kNumerals = U"ivxlcdmіхlсмv0123456789abавбг";
    if (letters > 7 || kNumerals.find(c) == std::u32string_view::npos) return false;
  }
  return true;
}

struct DivisionName {
  std::string_view name;
  int level;
};
constexpr std::array kDivisions = std::to_array<DivisionName>({{"part", 2},
                                                               {"title", 2},
                                                               {"chapter", 3},
                                                               {"section", 4},
                                                               {"subsection", 4},
                                                               {"част", 2},
                                                               {"дял", 2},
                                                               {"глава", 3},
                                                               {"раздел", 4},
                                                               {"подраздел", 4}});

/// Divisions of national acts that are named, not counted.
bool is_named_division(std::string_view folded) {
  return starts_with_any(folded,
                         {"допълнителна разпоредба", "допълнителни разпоредби", "преходна разпоредба", "преходни разпоредби",
                          "преходни и заключителни разпоредби", "заключителна разпоредба", "заключителни разпоредби"});
}

bool is_annex(std::string_view folded) {
  if (!starts_with_any(folded, {"annex", "приложение"})) return false;
  std::string_view rest = folded.substr(first_word(folded).size());
  if (const std::string_view word = first_word(folded); word != "annex" && word != "приложение" && word != "annexes")
    return false;
  rest = ascii::trim(rest);
  for (const std::string_view sign : {"№ ", "no "})
    if (rest.starts_with(sign)) rest.remove_prefix(sign.size());
  return rest.empty() || is_ordinal(first_word(rest));
}

/// "(a)", "a)", "1.", "1.2.", "—", "§ 2.": how many bytes of such a number a line begins with.
std::size_t marker_bytes(std::string_view line) {
  for (const std::string_view dash : {"—", "–", "•", "-"})
    if (line.starts_with(dash)) return line.size() == dash.size() || line[dash.size()] == ' ' ? dash.size() : 0;
  std::size_t at = line.starts_with("§") ? std::string_view("§").size() : 0;
  while (at > 0 && at < line.size() && line[at] == ' ') ++at;
  const bool opened = at < line.size() && line[at] == '(';
  if (opened) ++at;
  std::size_t characters = 0;
  bool digits = false;
  while (at < line.size() && characters < 6) {
    std::size_t next = at;
    const char32_t c = utf8::next(line, next);
    if (c == utf8::kMalformed || u_isalnum(static_cast<UChar32>(c)) == 0) break;
    digits = digits || u_isdigit(static_cast<UChar32>(c)) != 0;
    at = next;
    ++characters;
  }
  if (characters == 0 || (!digits && characters > 5)) return 0;
  if (at >= line.size() || (line[at] != ')' && (opened || line[at] != '.'))) return 0;
  if (line[at] == '.' && !digits) return 0;
  ++at;
  while (digits && at < line.size() && (ascii::is_digit(line[at]) || line[at] == '.')) ++at;
  return at == line.size() || line[at] == ' ' ? at : 0;
}

/// Names that keep a capital in a title which is otherwise in small letters.
constexpr std::array<std::string_view, 26> kCapitalNames{"European Parliament",
                                                         "Council",
                                                         "Commission",
                                                         "European Union",
                                                         "European Central Bank",
                                                         "Europol",
                                                         "Eurojust",
                                                         "European Communities",
                                                         "Regulation",
                                                         "Directive",
                                                         "Decision",
                                                         "Implementing",
                                                         "Delegated",
                                                         "Member States",
                                                         "Европейския парламент",
                                                         "Европейски парламент",
                                                         "Съвета",
                                                         "Съвет",
                                                         "Комисията",
                                                         "Комисия",
                                                         "Европейския съюз",
                                                         "Европейската централна банка",
                                                         "Европейската общност",
                                                         "Европейските общности",
                                                         "Европейския икономически и социален комитет",
                                                         "Комитета на регионите"};

bool has_small_letters(std::string_view line) {
  std::size_t small = 0, large = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = utf8::next(line, at);
    if (c == utf8::kMalformed) continue;
    small += u_islower(static_cast<UChar32>(c)) != 0;
    large += u_isupper(static_cast<UChar32>(c)) != 0;
  }
  return small * 4 > large;
}

/// Small letters, but for what stands in parentheses or carries digits: "(ЕС)", "(Euratom)".
std::string lowered(std::string_view line) {
  std::string out;
  bool parentheses = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    parentheses = parentheses || word.starts_with('(');
    const bool kept =
        parentheses || fold_case(word) == word || has_small_letters(word) || std::ranges::any_of(word, ascii::is_digit);
    out += kept ? std::string(word) : fold_case(word);
    if (end < line.size()) out += ' ';
    if (word.ends_with(')') || word.ends_with("),")) parentheses = false;
    at = end + 1;
  }
  return out;
}

void capitalise_first(std::string& text) {
  std::size_t at = 0;
  if (text.empty()) return;
  const char32_t c = utf8::next(text, at);
  if (c == utf8::kMalformed) return;
  std::string first;
  utf8::append(first, static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))));
  text.replace(0, at, first);
}

/// Whether no letter or digit touches text[at, at + bytes).
bool is_whole(std::string_view text, std::size_t at, std::size_t bytes) {
  const auto ends = [](char c) { return c == ' ' || c == ',' || c == '.' || c == ')' || c == '('; };
  return (at == 0 || ends(text[at - 1])) && (at + bytes == text.size() || ends(text[at + bytes]));
}

/// "( 1 )", the number of a footnote, to "(1)".
std::string without_spaces_in_calls(std::string text) {
  for (std::size_t at = text.find("( "); at != std::string::npos; at = text.find("( ", at + 1)) {
    std::size_t end = at + 2;
    while (end < text.size() && ascii::is_digit(text[end])) ++end;
    if (end == at + 2 || end > at + 2 + kMostNumberDigits || text.compare(end, 2, " )") != 0) continue;
    text.erase(end, 1);
    text.erase(at + 1, 1);
  }
  return text;
}

}  // namespace

std::optional<ArticleSign> article_sign(std::string_view line) {
  const std::string folded = fold_case(line.substr(0, std::min(line.size(), kMaxSignBytes)));
  if (auto national = national_article(line, folded)) return national;
  return line.size() <= kMaxSignBytes ? european_article(line, folded) : std::nullopt;
}

std::optional<DivisionSign> division_sign(std::string_view line) {
  if (line.size() > kMaxSignBytes || line.empty()) return std::nullopt;
  const std::string folded = fold_case(line);
  if (is_annex(folded)) return DivisionSign{2, folded.size() < 30};
  if (is_named_division(folded) && ends_heading(line)) return DivisionSign{3, false};
  const std::string_view name = first_word(folded);
  const auto found = std::ranges::find(kDivisions, name, &DivisionName::name);
  if (found == kDivisions.end() || name.size() == folded.size()) return std::nullopt;
  const std::string_view rest = std::string_view(folded).substr(name.size() + 1);
  const std::string_view ordinal = first_word(rest);
  if (!is_ordinal(ordinal)) return std::nullopt;
  const std::string_view own = std::string_view(line).substr(std::min(line.size(), line.find(' ') + 1 + ordinal.size()));
  if (ordinal.size() == rest.size()) return DivisionSign{found->level, true};
  // «Глава двадесет и първа» has no name on its line.
  if (own.starts_with(" и ") || own.starts_with(" И ")) return DivisionSign{found->level, true};
  return is_own_heading(own) ? std::optional(DivisionSign{found->level, false}) : std::nullopt;
}

bool is_marker(std::string_view line) { return !line.empty() && marker_bytes(line) == line.size(); }

bool begins_with_marker(std::string_view line) { return marker_bytes(line) > 0; }

int recital_number(std::string_view line) {
  if (!line.starts_with('(')) return 0;
  std::size_t at = 1;
  const int number = read_number(line, at);
  return at < line.size() && line[at] == ')' ? number : 0;
}

bool names_adopter(std::string_view line) {
  if (line.size() > kMaxSignBytes || !line.ends_with(',') || has_small_letters(line)) return false;
  return starts_with_any(fold_case(line),
                         {"the european parliament", "the council", "the commission", "the european commission",
                          "the governing council", "европейският парламент", "съветът", "комисията", "европейската комисия",
                          "европейската централна банка", "the european central bank"});
}

bool enacts(std::string_view line) {
  if (line.size() > kMaxSignBytes) return false;
  const std::string folded = fold_case(line);
  return starts_with_any(folded, {"have adopted th", "has adopted th", "have decided as follows", "hereby recommend",
                                  "has decided", "приеха настоящ", "прие настоящ", "приема настоящ", "приеха следн"});
}

bool is_remark(std::string_view line) {
  if (!line.starts_with('(')) return false;
  const std::string folded = fold_case(line.substr(0, std::min(line.size(), kMaxSignBytes)));
  return starts_with_any(folded, {"(text with eea", "(текст от значение", "(recast", "(преработен", "(codif", "(кодифиц",
                                  "(notified", "(нотифиц", "(only the", "(само текст", "(oj ", "(ов ", "(acts whose",
                                  "(актове, чи", "(ordinary", "(обикновена", "(non-legislative", "(незаконодателни"});
}

bool is_disclaimer(std::string_view line) {
  const std::string folded = fold_case(line.substr(0, std::min(line.size(), kMaxSignBytes)));
  return starts_with_any(folded, {"this text is meant purely", "this document is meant purely", "настоящият текст служи само",
                                  "този документ е средство за документиране", "текстът е само средство",
                                  "този текст служи само", "текстът е предназначен за използване само"});
}

std::string without_arrows(std::string_view line) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    const char32_t c = utf8::next(line, at);
    if (c == U'◄') continue;
    if (c != U'►' && c != U'▼') {
      out += line.substr(begin, at - begin);
      continue;
    }
    while (at < line.size() && line[at] == ' ') ++at;
    if (at < line.size() && (line[at] == 'B' || line[at] == 'M' || line[at] == 'C' || line[at] == 'A')) {
      ++at;
      while (at < line.size() && (ascii::is_digit(line[at]) || line[at] == '-')) ++at;
    }
    if (out.empty() || out.ends_with(' '))
      while (at < line.size() && line[at] == ' ') ++at;
  }
  const bool says = std::ranges::any_of(out, [](char c) { return ascii::is_alpha(c) || ascii::is_digit(c); }) ||
                    !letters_and_digits(out).empty();
  const std::string_view trimmed = ascii::trim(out);
  // "—" alone may be the mark of a point; a row of them stands for what was deleted.
  return says || is_marker(trimmed) ? without_spaces_in_calls(std::string(trimmed)) : std::string();
}

std::string without_capitals(std::string_view line) {
  if (has_small_letters(line)) return std::string(line);
  std::string out = lowered(line);
  for (const std::string_view name : kCapitalNames) {
    const std::string small = fold_case(name);
    const bool kind =
        name == "Regulation" || name == "Directive" || name == "Decision" || name == "Implementing" || name == "Delegated";
    for (std::size_t at = out.find(small); at != std::string::npos; at = out.find(small, at + small.size())) {
      const bool numbered = !kind || out.find_first_of("0123456789(", at) != std::string::npos;
      if (is_whole(out, at, small.size()) && numbered) out.replace(at, small.size(), name);
    }
  }
  capitalise_first(out);
  return out;
}

}  // namespace izvor
