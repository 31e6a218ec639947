// Correct words are left alone and mistakes are mended, in a vocabulary of 100,000 words made by seed.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "searchd/understanding/keyboard_layouts.h"
#include "searchd/understanding/letters.h"
#include "searchd/understanding/understanding.h"
#include "tests/searchd/search/searching.h"
#include "tests/support/reading_cases.h"

namespace izvor::testing {
namespace {

constexpr std::size_t kWords = 100'000, kPages = 10, kMistakes = 150;

/// Lower-case words of the dictionary, one in so many, and as many forms with another ending as are wanted.
std::vector<std::string> drawn_words() {
  std::ifstream in(IZVOR_WORD_LIST);
  std::vector<std::string> all;
  for (std::string word; std::getline(in, word);)
    if (const auto letters = letters_of(word); letters && letters->size() > 2 && letters->size() < 20) all.push_back(word);
  std::mt19937 random(7);
  std::shuffle(all.begin(), all.end(), random);
  if (all.size() > kWords) all.resize(kWords);
  return all;
}

/// An index of pages that have the words between them, each on three pages.
class ManyWords {
 public:
  ManyWords() : words_(drawn_words()) {
    const std::size_t each = words_.size() / kPages + 1;
    for (std::size_t page = 0; page < kPages; ++page) {
      std::string text;
      for (std::size_t copy = 0; copy < 3; ++copy)
        for (std::size_t i = (page + copy) % kPages * each; i < ((page + copy) % kPages + 1) * each && i < words_.size(); ++i)
          text.append(words_[i]).append(" ");
      index_.add("a.eu/" + std::to_string(page), "Думи " + std::to_string(page), text);
    }
    index_.add("a.eu/english", "GDPR", "The GDPR protects digital data of Europe.");
    searcher_ = std::make_unique<Searcher>(index_.settings(), shared_analyzer());
  }

  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  [[nodiscard]] SearchAnswer asked(const std::string& text) {
    SearchRequest request;
    request.text = text;
    request.limit = 1;
    return ask(*searcher_, request);
  }

 private:
  std::vector<std::string> words_;
  PageIndex index_;
  std::unique_ptr<Searcher> searcher_;
};

ManyWords& many_words() {
  static ManyWords words;
  return words;
}

bool same_word(const std::string& read, const std::string& word) {
  return read == word || shared_analyzer().grade(read).lemma == shared_analyzer().grade(word).lemma;
}

bool known(const std::string& typed) {
  Analysis analysis;
  shared_analyzer().analyze(typed, analysis);
  return analysis.tokens().empty() || analysis.tokens().front().source == LemmaSource::kDictionary;
}

/// How many in a hundred mistakes the word is searched, or offered first.
template <class Make>
double share_mended(std::size_t least_letters, Make make) {
  std::mt19937 random(11);
  const auto& words = many_words().words();
  std::size_t tried = 0, mended = 0;
  while (tried < kMistakes) {
    const std::string& word = words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random)];
    if (word.size() < 2 * least_letters) continue;
    const std::string typed = make(word, random);
    if (typed == word || known(typed)) continue;
    ++tried;
    const SearchAnswer answer = many_words().asked(typed);
    const bool searched = std::ranges::any_of(answer.understood, [&](const Understood& one) { return same_word(one.to, word); });
    mended += searched || (!answer.offers.empty() && same_word(answer.offers.front().to, word)) ? 1U : 0U;
  }
  return 100.0 * static_cast<double>(mended) / static_cast<double>(tried);
}

TEST(Readings, LeaveCorrectWordsAlone) {
  for (const auto& [kind, words] : correct_words(IZVOR_CORRECT_WORDS)) {
    ASSERT_GE(words.size(), 200U) << kind;
    std::string replaced, widened;
    std::size_t replacing = 0, widening = 0;
    for (const std::string& word : words) {
      for (const Understood& one : many_words().asked(word).understood) {
        if (one.kind == "compound" || one.kind == "synonym") continue;
        (one.widened ? widened : replaced) += " " + one.from + " > " + one.to;
        ++(one.widened ? widening : replacing);
      }
    }
    EXPECT_LE(replacing * 100, words.size()) << kind << ":" << replaced;
    EXPECT_LE(widening * 100, 3 * words.size()) << kind << ":" << widened;
  }
}

TEST(Readings, MendOneErrorAndTwo) {
  EXPECT_GE(share_mended(5, [](const std::string& word, auto& random) { return with_errors(word, 1, random); }), 90);
  EXPECT_GE(share_mended(8, [](const std::string& word, auto& random) { return with_errors(word, 2, random); }), 80);
}

TEST(Readings, ReadThreeLayouts) {
  using enum KeyboardLayout;
  for (const KeyboardLayout layout : {kBds, kTraditionalPhonetic, kNewPhonetic})
    EXPECT_GE(share_mended(5, [&](const std::string& word, auto& /*random*/) { return keys_of(layout, word); }), 97)
        << static_cast<int>(layout);
}

TEST(Readings, ReadLatinLettersOfFourHabits) {
  using enum LatinHabit;
  for (const LatinHabit habit : {kOfficial, kDigits, kW, kQ})
    EXPECT_GE(share_mended(5, [&](const std::string& word, auto& /*random*/) { return in_latin(word, habit); }), 95)
        << static_cast<int>(habit);
}

}  // namespace
}  // namespace izvor::testing
