#include "searchd/query/query_words.h"

#include <algorithm>
#include <optional>
#include <span>

#include "crawler/scope/tracking.h"
#include "indexer/analysis/bulgarian_letters.h"
#include "izvor/url.h"
#include "searchd/query/reference_forms.h"

namespace izvor {
namespace {

/// A word that pages write in capitals this often is an acronym, whoever types it.
constexpr std::uint32_t kMostlyCapitals = 3;
/// Of a word that alone and in capitals is an acronym rather than a word typed with the wrong key down.
constexpr std::size_t kFewLetters = 3;

WordForm form_of(const Token& token) { return {std::string(token.exact), std::string(token.lemma), std::string(token.root)}; }

bool is_latin(std::string_view exact) { return !exact.empty() && exact.front() >= 'a' && exact.front() <= 'z'; }

bool is_known_word(const Token& token) { return token.stop_word || token.source == LemmaSource::kDictionary; }

class WordReader {
 public:
  WordReader(std::string_view text, std::span<const Token> tokens, Understanding& understanding, WordsOf whose)
      : text_(text), tokens_(tokens), understanding_(understanding), whose_(whose) {
    alone_ = !tokens.empty() && tokens.back().position == tokens.front().position;
  }

  std::vector<QueryWord> run() {
    std::vector<QueryWord> words;
    for (std::size_t i = 0; i < tokens_.size();) {
      std::size_t end = i + 1;
      while (end < tokens_.size() && tokens_[end].position == tokens_[i].position) ++end;
      const std::span<const Token> place = tokens_.subspan(i, end - i);
      if (is_scheme(place)) {
        i = end;
        continue;
      }
      if (auto thing = thing_at(place)) {
        while (end < tokens_.size() && tokens_[end].begin < thing_end_) ++end;
        thing->places = tokens_[end - 1].position - tokens_[i].position + 1;
        words.push_back(std::move(*thing));
      } else {
        words.push_back(word_at(place));
      }
      words.back().place = tokens_[i].position;
      i = end;
    }
    return words;
  }

 private:
  [[nodiscard]] static bool lies_over_words(const Token& token) {
    return token.kind == TokenKind::kAddress || token.kind == TokenKind::kDate || token.kind == TokenKind::kReference ||
           token.kind == TokenKind::kMeasure;
  }

  /// The longest thing here that can be found; a reference also where the index lacks it.
  std::optional<QueryWord> thing_at(std::span<const Token> place) {
    std::optional<QueryWord> best;
    std::size_t longest = 0;
    for (const Token& token : place) {
      if (!lies_over_words(token) || token.end - token.begin < longest) continue;
      QueryWord word;
      word.one_thing = true;
      word.text = std::string(text_.substr(token.begin, token.end - token.begin));
      word.forms.push_back(form_of(token));
      if (best && token.end == thing_end_) {  // "2.500 лв." in its other reading
        best->forms.push_back(form_of(token));
        continue;
      }
      add_reference_forms(word, understanding_);
      if (token.kind == TokenKind::kAddress) word.leads_to = pages_at(word.text, understanding_);
      const bool findable =
          token.kind == TokenKind::kReference || !word.leads_to.empty() || understanding_.has_term(token.exact);
      if (!findable) continue;
      longest = token.end - token.begin;
      thing_end_ = token.end;
      best = std::move(word);
    }
    return best;
  }

  /// What is left of an address that the index lacks is searched by what it says.
  [[nodiscard]] static bool is_scheme(std::span<const Token> place) {
    const Token& token = place.front();
    return token.origin == TokenOrigin::kPart &&
           (token.exact == "https" || token.exact == "http" || token.exact == "ftp" || token.exact == "www");
  }

  [[nodiscard]] bool is_acronym_here(const Token& token) const {
    if (token.capitals == Capitals::kNone) return false;
    const std::uint32_t in_capitals = understanding_.pages_in_capitals(token.exact);
    if (in_capitals == 0 || (whose_ == WordsOf::kExpression && alone_)) return in_capitals > 0;
    if (std::uint64_t{in_capitals} * kMostlyCapitals >= understanding_.pages_with_form(token.exact)) return true;
    // «СЕ» among small letters, or alone, is not the word «се»; «ШОЛЦ» is the name that pages write «Шолц».
    const bool short_word = token.end - token.begin <= (is_latin(token.exact) ? kFewLetters : kBytesPerLetter * kFewLetters);
    const bool another_word = is_known_word(token) || (is_latin(token.exact) && short_word);
    return another_word && (token.capitals == Capitals::kAcronym || (alone_ && short_word));
  }

  QueryWord word_at(std::span<const Token> place) {
    QueryWord word;
    std::uint32_t begin = place.front().begin, end = begin;
    const Token& first = place.front();
    const bool acronym = is_acronym_here(first);
    const bool tied_letter = first.origin == TokenOrigin::kJoined;
    word.stop_word = !acronym;
    for (const Token& token : place) {
      if (lies_over_words(token)) continue;
      WordForm form = form_of(token);
      form.in_capitals = acronym;
      std::vector<WordForm>& forms = tied_letter && token.origin != TokenOrigin::kJoined ? word.lesser : word.forms;
      if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
      begin = std::min(begin, token.begin);
      end = std::max(end, token.end);
      word.stop_word = word.stop_word && token.stop_word;
    }
    word.text = std::string(text_.substr(begin, end - begin));
    word.maybe_acronym = acronym || !is_known_word(first);
    add_reference_forms(word, understanding_);
    return word;
  }

  std::string_view text_;
  std::span<const Token> tokens_;
  Understanding& understanding_;
  WordsOf whose_;
  bool alone_ = false;  ///< One word is all there is.
  std::uint32_t thing_end_ = 0;
};

/// The address, and itself with or without a slash at the end of its path.
std::vector<std::string> with_either_end(std::string address) {
  const std::size_t mark = std::min(address.find('?'), address.size());
  std::string other = address;
  if (mark > 0 && address[mark - 1] == '/') {
    other.erase(mark - 1, 1);
  } else {
    other.insert(mark, 1, '/');
  }
  return {std::move(address), std::move(other)};
}

}  // namespace

std::vector<QueryWord> query_words(std::string_view text, const Analyzer& analyzer, Analysis& analysis,
                                   Understanding& understanding, WordsOf whose) {
  analyzer.analyze(text, analysis);
  return WordReader(text, analysis.tokens(), understanding, whose).run();
}

std::vector<PageId> pages_at(std::string_view address, const Understanding& understanding) {
  if (address.find('@') < address.find('/')) return {};  // An e-mail address.
  const std::size_t scheme = address.find("://");
  const std::string rest(scheme == std::string_view::npos ? address : address.substr(scheme + 3));
  std::vector<PageId> pages;
  const auto look_for = [&](const auto& as_meant) {
    for (const std::string& host : {rest, rest.starts_with("www.") ? rest.substr(4) : "www." + rest}) {
      for (const std::string_view before : {"https://", "http://"}) {
        const Result<Url> typed = Url::parse(std::string(before) + host);
        if (!typed) continue;
        for (const std::string& spelt : with_either_end(as_meant(*typed))) {
          const Result<Url> url = Url::parse(spelt);
          if (!url) continue;
          PageId page = page_id_of(*url);
          if (std::ranges::find(pages, page) == pages.end() && understanding.has_page(page)) pages.push_back(std::move(page));
        }
      }
    }
  };
  // As it is typed first; then without what only links have, and then without any parameter.
  look_for([](const Url& url) { return url.str(); });
  if (pages.empty()) look_for([](const Url& url) { return without_tracking(url).str(); });
  if (pages.empty()) look_for([](const Url& url) { return std::string(url.origin()) + std::string(url.path()); });
  return pages;
}

}  // namespace izvor
