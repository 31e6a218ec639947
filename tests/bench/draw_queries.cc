// draw_queries: judged queries of several kinds, drawn from a folder of texts by a seeded rule, for ranking_bench.
//
//   draw_queries FOLDER --kind short|names|questions|pasted [--seed 1] [--count 400] > QRELS.tsv
//
// FOLDER holds .txt files whose first line is the title. The output quotes the texts, so it is not kept with the project.
//
//   short      one to three neighbouring content words of a title that at most three titles share, at least one of them in
//              another inflection
//   names      two to four neighbouring capitalised words of a body, in the other forms that the texts have of them. Relevant
//              are the pages that have the name in any form, at most kMostNaming.
//   questions  a question around the words of such a title
//   pasted     a sentence of ten to forty words from the body, as copying leaves it: a line broken inside a word, a lost space,
//              a no-break space, a typing error. Relevant are the pages that have the sentence.
//
// Relevant to short queries and questions are the pages whose titles have the words, so ranking_bench has to cut the titles
// (--untitled).
// Another inflection is one that the texts have, so that pages with that very form compete.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "izvor/analyzer.h"

namespace izvor {
namespace {

constexpr std::size_t kMostSharing = 3;
constexpr std::size_t kMostNaming = 10;
constexpr std::size_t kLongestName = 4;
constexpr std::size_t kLeastBytes = 6;  ///< Of a content word: three Cyrillic letters.
constexpr std::size_t kLeastSentence = 10, kMostSentence = 40;

struct Word {
  std::string exact, lemma, root;
  std::string typed;
  bool content = false;
  bool capital = false;
  bool continues = false;  ///< Nothing but a space stands between it and the word before.
};

struct Document {
  std::string name, title, body;
  std::vector<Word> words;       ///< Of the title.
  std::vector<Word> body_words;
};

struct Drawn {
  std::string query;
  std::set<std::size_t> relevant;
};

bool is_letter_word(std::string_view word) {
  return std::ranges::none_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80 && (c < 'a' || c > 'z'); });
}

/// А to Я are 0xD0 0x90 to 0xD0 0xAF.
bool begins_with_capital(std::string_view text) {
  if (text.size() < 2) return false;
  const auto lead = static_cast<unsigned char>(text[0]), next = static_cast<unsigned char>(text[1]);
  return (lead == 0xD0 && next >= 0x90 && next <= 0xAF) || (lead >= 'A' && lead <= 'Z');
}

class Texts {
 public:
  Texts(const std::filesystem::path& folder, const Analyzer& analyzer) : analyzer_(analyzer) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::ranges::sort(files);
    for (const auto& file : files) add(file);
  }

  [[nodiscard]] const std::vector<Document>& all() const { return documents_; }

  [[nodiscard]] std::vector<Word> words_of(std::string_view text) const {
    Analysis analysis;
    analyzer_.analyze(text, analysis);
    std::vector<Word> words;
    std::uint32_t last = UINT32_MAX, end = 0;
    for (const Token& token : analysis.tokens()) {
      if (token.position == last) continue;  // The likeliest lemma comes first.
      last = token.position;
      Word word{std::string(token.exact), std::string(token.lemma), std::string(token.root),
                std::string(text.substr(token.begin, token.end - token.begin))};
      word.content = !token.stop_word && token.exact.size() >= kLeastBytes && is_letter_word(token.exact);
      word.capital = begins_with_capital(word.typed);
      word.continues = !words.empty() && token.begin == end + 1 && text[end] == ' ';
      end = token.end;
      words.push_back(std::move(word));
    }
    return words;
  }

  /// Documents whose titles have all the lemmas.
  [[nodiscard]] std::set<std::size_t> with_title_of(const std::vector<Word>& words) const {
    std::set<std::size_t> found;
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      const auto has = [&](const Word& wanted) {
        return std::ranges::any_of(documents_[i].words, [&](const Word& word) { return word.lemma == wanted.lemma; });
      };
      if (std::ranges::all_of(words, has)) found.insert(i);
    }
    return found;
  }

  /// Documents whose bodies have the lemmas side by side.
  [[nodiscard]] std::set<std::size_t> with_name(const std::vector<Word>& words) const {
    std::set<std::size_t> found;
    const auto documents = bodies_.find(words.front().lemma);
    if (documents == bodies_.end()) return found;
    for (const std::size_t document : documents->second) {
      const std::vector<Word>& body = documents_[document].body_words;
      const auto same = [](const Word& a, const Word& b) { return a.lemma == b.lemma; };
      if (std::search(body.begin(), body.end(), words.begin(), words.end(), same) != body.end()) found.insert(document);
    }
    return found;
  }

  /// Other inflections of a word.
  [[nodiscard]] std::vector<std::string> other_forms(const Word& word) const {
    const auto known = forms_.find(word.lemma);
    std::vector<std::string> others;
    if (known == forms_.end()) return others;
    std::ranges::copy_if(known->second, std::back_inserter(others), [&](const std::string& form) { return form != word.exact; });
    return others;
  }

 private:
  void add(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    Document document;
    document.name = file.stem().string();
    const std::size_t end = std::min(text.find('\n'), text.size());
    document.title = text.substr(0, end);
    document.body = text.substr(end);
    document.words = words_of(document.title);
    document.body_words = words_of(document.body);
    for (const Word& word : document.body_words) {
      if (word.content) forms_[word.lemma].insert(word.exact);
      bodies_[word.lemma].insert(documents_.size());
    }
    documents_.push_back(std::move(document));
  }

  const Analyzer& analyzer_;
  std::vector<Document> documents_;
  std::map<std::string, std::set<std::string>> forms_;  ///< By lemma.
  std::map<std::string, std::set<std::size_t>> bodies_;  ///< By lemma.
};

class Drawer {
 public:
  Drawer(const Texts& texts, std::uint64_t seed) : texts_(texts), random_(seed) {}

  [[nodiscard]] std::optional<Drawn> short_query(std::size_t document) {
    std::vector<std::vector<Word>> runs = runs_of(texts_.all()[document].words);
    if (runs.empty()) return std::nullopt;
    std::vector<Word> words = runs[below(runs.size())];
    const std::size_t length = std::min<std::size_t>(words.size(), 1 + below(3));
    const auto first = words.begin() + static_cast<std::ptrdiff_t>(below(words.size() - length + 1));
    words = {first, first + static_cast<std::ptrdiff_t>(length)};
    Drawn drawn{"", texts_.with_title_of(words)};
    if (drawn.relevant.empty() || drawn.relevant.size() > kMostSharing || !inflect(words, drawn.query)) return std::nullopt;
    return drawn;
  }

  [[nodiscard]] std::optional<Drawn> name(std::size_t document) {
    const std::vector<Word>& body = texts_.all()[document].body_words;
    const std::size_t from = below(body.size());
    for (std::size_t i = from; i + 1 < body.size(); ++i) {
      std::size_t end = i;
      while (end < body.size() && end < i + kLongestName && body[end].capital && (end == i || body[end].continues)) ++end;
      if (end < i + 2) continue;
      const std::vector<Word> words(body.begin() + static_cast<std::ptrdiff_t>(i), body.begin() + static_cast<std::ptrdiff_t>(end));
      Drawn drawn{"", texts_.with_name(words)};
      const bool other_form = inflect(words, drawn.query);
      const bool few = !drawn.relevant.empty() && drawn.relevant.size() <= kMostNaming;
      if (few && other_form) return drawn;
      i = end;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Drawn> question(std::size_t document) {
    static constexpr std::array<std::string_view, 6> kFrames = {"какво е ", "къде пише за ", "как да намеря ", "какво знаем за ",
                                                                "кога и защо ", "има ли нещо за "};
    auto drawn = short_query(document);
    if (drawn) drawn->query = std::string(kFrames[below(kFrames.size())]) + drawn->query + (below(2) == 0 ? "?" : "");
    return drawn;
  }

  [[nodiscard]] std::optional<Drawn> pasted(std::size_t document) {
    const std::vector<std::string> sentences = sentences_of(texts_.all()[document].body);
    if (sentences.size() < 2) return std::nullopt;
    // The first is the lead, which stands in for the title.
    const std::string& sentence = sentences[1 + below(sentences.size() - 1)];
    Drawn drawn;
    drawn.query = as_copied(sentence);
    for (std::size_t i = 0; i < texts_.all().size(); ++i)
      if (texts_.all()[i].body.find(sentence) != std::string::npos) drawn.relevant.insert(i);
    return drawn;
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : static_cast<std::size_t>(random_() % end); }

  /// Puts at least one of the words into another inflection; false when the texts have none.
  bool inflect(const std::vector<Word>& words, std::string& query) {
    bool changed = false;
    for (const Word& word : words) {
      const std::vector<std::string> others = word.content ? texts_.other_forms(word) : std::vector<std::string>();
      const bool change = !others.empty() && (below(3) > 0 || !changed);
      query += (query.empty() ? "" : " ") + (change ? others[below(others.size())] : word.typed);
      changed = changed || change;
    }
    return changed;
  }

  /// Neighbouring content words.
  static std::vector<std::vector<Word>> runs_of(const std::vector<Word>& title) {
    std::vector<std::vector<Word>> runs(1);
    for (const Word& word : title) {
      if (word.content) {
        runs.back().push_back(word);
      } else if (!runs.back().empty()) {
        runs.emplace_back();
      }
    }
    std::erase_if(runs, [](const auto& run) { return run.empty(); });
    return runs;
  }

  [[nodiscard]] std::vector<std::string> sentences_of(const std::string& body) const {
    std::vector<std::string> sentences;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
      const bool end = body[i] == '\n' || ((body[i] == '.' || body[i] == '?' || body[i] == '!') && i + 1 < body.size() &&
                                           (body[i + 1] == ' ' || body[i + 1] == '\n'));
      if (!end) continue;
      const std::string sentence = body.substr(begin, i - begin);
      const auto words = static_cast<std::size_t>(std::ranges::count(sentence, ' ')) + 1;
      if (words >= kLeastSentence && words <= kMostSentence)
        sentences.push_back(sentence.substr(std::min(sentence.find_first_not_of(' '), sentence.size())));
      begin = i + 1;
    }
    return sentences;
  }

  /// Word by word; about one in eight is touched.
  [[nodiscard]] std::string as_copied(const std::string& sentence) {
    std::string copied;
    for (std::size_t begin = 0; begin < sentence.size();) {
      const std::size_t end = std::min(sentence.find(' ', begin), sentence.size());
      std::string word = sentence.substr(begin, end - begin);
      std::string space = " ";
      switch (below(40)) {
        case 0: break_word(word, "- "); break;
        case 1: swap_letters(word); break;
        case 2: space = "\xC2\xA0"; break;
        case 3: space = ""; break;
        case 4: drop_letter(word); break;
        default: break;
      }
      copied += word + (end < sentence.size() ? space : "");
      begin = end + 1;
    }
    std::ranges::replace(copied, '\t', ' ');
    return copied;
  }

  /// Where the second half of its letters begins; none of a word that is short or not all Cyrillic.
  static std::optional<std::size_t> middle_of(const std::string& word) {
    const bool cyrillic = std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (!cyrillic || word.size() < 12 || word.size() % 2 != 0) return std::nullopt;
    return word.size() / 4 * 2;
  }
  static void break_word(std::string& word, std::string_view with) {
    if (const auto middle = middle_of(word)) word.insert(*middle, with);
  }
  static void swap_letters(std::string& word) {
    if (const auto middle = middle_of(word)) std::rotate(word.begin() + static_cast<std::ptrdiff_t>(*middle), word.begin() + static_cast<std::ptrdiff_t>(*middle) + 2, word.begin() + static_cast<std::ptrdiff_t>(*middle) + 4);
  }
  static void drop_letter(std::string& word) {
    if (const auto middle = middle_of(word)) word.erase(*middle, 2);
  }

  const Texts& texts_;
  std::mt19937_64 random_;
};

struct Options {
  std::string folder, kind = "short", lemmas = IZVOR_LEMMA_TABLE;
  std::uint64_t seed = 1;
  std::size_t count = 400;
};

int run(const Options& options) {
  const auto analyzer = Analyzer::open(options.lemmas);
  if (!analyzer) {
    std::cerr << analyzer.error().message << '\n';
    return 1;
  }
  const Texts texts(options.folder, *analyzer);
  std::vector<std::size_t> order(texts.all().size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::mt19937_64 random(options.seed);
  std::ranges::shuffle(order, random);
  Drawer drawer(texts, random());
  static const std::map<std::string, std::optional<Drawn> (Drawer::*)(std::size_t)> kKinds = {
      {"short", &Drawer::short_query}, {"names", &Drawer::name}, {"questions", &Drawer::question}, {"pasted", &Drawer::pasted}};
  const auto draw = kKinds.at(options.kind);
  std::printf("query_number\tquery\tdocument\tgrade\n");
  std::set<std::string> seen;
  constexpr int kRounds = 5;
  for (int round = 0; round < kRounds; ++round) {
    for (const std::size_t document : order) {
      if (seen.size() == options.count) return 0;
      const auto drawn = (drawer.*draw)(document);
      if (!drawn || !seen.insert(drawn->query).second) continue;
      for (const std::size_t relevant : drawn->relevant)
        std::printf("D%04zu\t%s\t%s\t1\n", seen.size(), drawn->query.c_str(), texts.all()[relevant].name.c_str());
    }
  }
  return 0;
}

}  // namespace
}  // namespace izvor

int main(int argc, char** argv) {
  CLI::App app("Draws judged queries from texts.", "draw_queries");
  izvor::Options options;
  app.add_option("folder", options.folder, "Folder of .txt files")->required()->check(CLI::ExistingDirectory);
  app.add_option("--kind", options.kind, "short, names, questions or pasted")
      ->check(CLI::IsMember({"short", "names", "questions", "pasted"}));
  app.add_option("--seed", options.seed, "Of what is drawn");
  app.add_option("--count", options.count, "Queries at most");
  CLI11_PARSE(app, argc, argv);
  return izvor::run(options);
}
