#include "indexer/index/shown_phrase.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace izvor {
namespace {

constexpr std::array<std::string_view, 28> kQuestionWords = {
    "как", "какво", "какъв", "каква",  "какви", "кой",  "коя", "кое",  "кои",   "кого", "защо",  "кога", "къде", "колко",
    "чий", "чия",   "дали",  "откъде", "how",   "what", "why", "when", "where", "who",  "which", "can",  "does", "is"};

constexpr std::array<std::string_view, 32> kFileEndings = {
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt",  "ods", "odp", "rtf", "txt", "csv", "xml", "html", "htm",
    "php", "asp", "aspx", "jsp", "zip",  "rar", "jpg",  "jpeg", "png", "gif", "svg", "tif", "mp3", "mp4", "json", "tiff"};

constexpr std::size_t kShortestCut = 20;  ///< Characters.

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_file_name(std::string_view text) {
  if (text.find('_') != std::string_view::npos) return true;
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || text[dot - 1] == ' ') return false;
  std::string ending(text.substr(dot + 1));
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return std::find(kFileEndings.begin(), kFileEndings.end(), ending) != kFileEndings.end();
}

/// The first word in small letters; enough for the letters of both languages.
std::string first_word(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == ' ' || c == ',' || c == '?') break;
    if (c == 0xD0 && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      if (next >= 0x90 && next <= 0x9F) {  // А to П
        word.append("\xD0").push_back(static_cast<char>(next + 0x20));
      } else if (next >= 0xA0 && next <= 0xAF) {  // Р to Я
        word.append("\xD1").push_back(static_cast<char>(next - 0x20));
      } else {
        word.append("\xD0").push_back(static_cast<char>(next));
      }
    } else {
      word.push_back(static_cast<char>(std::tolower(c)));
    }
  }
  return word;
}

/// Between two words of one phrase: a space, a hyphen, brackets and quotes around one of them.
bool joins(std::string_view gap) {
  for (const std::string_view sign : {" ", "-", "/", " (", ") ", ")", " „", "“ ", " \"", "\" ", " «", "» ", "’", "'", " – "})
    if (gap == sign) return true;
  return gap.empty();
}

bool is_bracket_or_quote(std::string_view rest) {
  for (const std::string_view sign : {"", ")", "“", "”", "\"", "»", "„", "«", "("})
    if (rest == sign) return true;
  return false;
}

/// Every bracket and quote that opens closes again.
bool is_balanced(std::string_view text) {
  const auto count = [&](std::string_view sign) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(sign, at)) != std::string_view::npos; at += sign.size()) ++found;
    return found;
  };
  return count("(") == count(")") && count("„") <= count("“") + count("”") + count("\"") && count("«") == count("»");
}

bool starts_with_capital(std::string_view word) {
  if (word.empty()) return false;
  const auto lead = static_cast<unsigned char>(word[0]);
  if (lead < 0x80) return std::isupper(lead) != 0;
  return lead == 0xD0 && word.size() > 1 && static_cast<unsigned char>(word[1]) >= 0x90 &&
         static_cast<unsigned char>(word[1]) <= 0xAF;
}

/// "Дата: 13.05.2024": what follows the colon has no word.
bool is_label(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  return std::none_of(text.begin() + static_cast<std::ptrdiff_t>(colon), text.end(), [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80U);
  });
}

bool is_like_noun(WordKind kind) { return kind == WordKind::kNoun || kind == WordKind::kForeign || kind == WordKind::kNumber; }

}  // namespace

bool is_question(std::string_view text) {
  if (text.ends_with("?")) return true;
  const auto asks = [](const std::string& word) {
    return std::find(kQuestionWords.begin(), kQuestionWords.end(), word) != kQuestionWords.end();
  };
  const std::string first = first_word(text);
  if (asks(first)) return true;
  // "За какво служи", "От кога важи".
  const bool small =
      first == "за" || first == "от" || first == "на" || first == "с" || first == "в" || first == "до" || first == "по";
  const std::size_t space = text.find(' ');
  return small && space != std::string_view::npos && asks(first_word(text.substr(space + 1)));
}

/// What stands there, without second lemmas and what lies over other words.
void ShownPhrase::read(std::string_view text) {
  analyzer_.analyze(text, analysis_);
  words_.clear();
  for (const Token& token : analysis_.tokens()) {
    // "отговори" is a verb's form and a noun's: the noun is meant where one may stand.
    if (token.origin == TokenOrigin::kAlternative && !words_.empty() && words_.back().kind == WordKind::kVerb &&
        token.begin == words_.back().token->begin)
      words_.back().kind = kinds_.of(token);
    if (token.origin != TokenOrigin::kText && token.origin != TokenOrigin::kPart) continue;
    if (!words_.empty() && token.begin < words_.back().token->end) continue;
    words_.push_back({&token, kinds_.of(token)});
  }
}

std::string ShownPhrase::of_title(std::string_view title) {
  if (title.empty() || is_file_name(title) || is_label(title)) return {};
  const bool fits = characters_in(title) <= kMostShownCharacters && !title.ends_with("…");
  if (is_question(title)) return fits ? std::string(title) : std::string();
  read(title);
  if (words_.empty() || words_.back().token->kind == TokenKind::kAddress) return {};
  return fits && ends_well(words_.size() - 1) ? std::string(title) : cut(title);
}

std::string ShownPhrase::of_heading(std::string_view heading) {
  if (characters_in(heading) > kMostShownCharacters) return {};
  if (is_question(heading)) return heading.ends_with(":") ? std::string() : std::string(heading);
  return of_phrase(heading);
}

std::string ShownPhrase::of_phrase(std::string_view phrase) {
  if (phrase.empty() || is_file_name(phrase) || characters_in(phrase) > kMostShownCharacters) return {};
  read(phrase);
  return words_.size() > 1 && is_noun_phrase(phrase) ? base_form(phrase) : std::string();
}

/// Adjectives before nouns, joined by prepositions and "и"; a noun follows another only if it is a name.
bool ShownPhrase::is_noun_phrase(std::string_view text) const {
  if (words_.front().token->begin > 0 && !is_bracket_or_quote(text.substr(0, words_.front().token->begin))) return false;
  if (!is_bracket_or_quote(text.substr(words_.back().token->end))) return false;
  const auto nothing = WordKind::kOther;
  WordKind before = nothing;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const auto [token, kind] = words_[i];
    bool comma = false;
    if (i > 0) {
      const std::string_view gap = text.substr(words_[i - 1].token->end, token->begin - words_[i - 1].token->end);
      comma = gap == ", ";
      if (!comma && !joins(gap)) return false;
    }
    const bool after_noun = is_like_noun(before) && !comma;
    if (kind == WordKind::kVerb || kind == WordKind::kOther) return false;
    if (kind == WordKind::kPreposition && !after_noun) return false;
    if (kind == WordKind::kConjunction && !after_noun && before != WordKind::kAdjective) return false;
    if (kind == WordKind::kAdjective && after_noun && before != WordKind::kForeign) return false;
    if (kind == WordKind::kNumber && i == 0) return false;
    if (kind == WordKind::kNoun && after_noun && before == WordKind::kNoun && !starts_with_capital(text.substr(token->begin)))
      return false;
    before = kind;
  }
  return is_like_noun(before);
}

bool ShownPhrase::ends_well(std::size_t word) const {
  const WordKind kind = words_[word].kind;
  return is_like_noun(kind) || kind == WordKind::kAdjective;
}

/// Where the first sentence ends, if that fits: the words of it; none for a title of one sentence.
std::size_t ShownPhrase::first_sentence(std::string_view title) const {
  for (std::size_t i = 1; i < words_.size(); ++i) {
    const std::size_t end = words_[i - 1].token->end;
    if (title.substr(end, words_[i].token->begin - end).starts_with(". ") &&
        starts_with_capital(title.substr(words_[i].token->begin)) && characters_in(title.substr(0, end)) >= kShortestCut)
      return i;
  }
  return words_.size();
}

/// The longest beginning that fits and ends with a noun, before a sign or a word that begins something new; nothing of a second
/// sentence.
std::string ShownPhrase::cut(std::string_view title) const {
  const std::size_t sentence = first_sentence(title);
  for (std::size_t i = std::min(words_.size(), sentence + 1); i-- > 2;) {
    const std::string_view kept = title.substr(0, words_[i - 1].token->end);
    const std::size_t characters = characters_in(kept);
    if (characters > kMostShownCharacters) continue;
    if (characters < kShortestCut) break;
    const WordKind next = words_[i].kind;
    const std::string_view gap = title.substr(kept.size(), words_[i].token->begin - kept.size());
    const bool new_part = gap.find_first_of(".,;:|()") != std::string_view::npos || gap.find("–") != std::string_view::npos ||
                          next == WordKind::kPreposition || next == WordKind::kConjunction || next == WordKind::kVerb;
    if (!new_part || !is_like_noun(words_[i - 1].kind)) continue;
    std::string shown(kept);
    if (!is_balanced(shown)) shown.append(gap.substr(0, gap.find(' ')));
    if (is_balanced(shown)) return shown;
  }
  return {};
}

/// Bulgarian has the article on the first word of a noun phrase.
std::string ShownPhrase::base_form(std::string_view phrase) {
  const Token first = *words_.front().token;
  const WordKind kind = words_.front().kind;
  if (first.begin > 0 || (kind != WordKind::kNoun && kind != WordKind::kAdjective)) return std::string(phrase);
  const std::string exact(first.exact), bare = kinds_.without_article(first);
  const std::string_view written = phrase.substr(0, first.end);
  if (bare == exact) return std::string(phrase);
  // All but the first letter in capitals, or look-alikes folded: the written word is not the form.
  const std::size_t letter = 2;
  if (written.size() != exact.size() || written.substr(letter) != std::string_view(exact).substr(letter))
    return std::string(phrase);
  return std::string(written.substr(0, letter)).append(bare, letter).append(phrase.substr(first.end));
}

}  // namespace izvor
