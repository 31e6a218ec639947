#include "indexer/analysis/compiler/language_data.h"

#include <fstream>
#include <map>
#include <sstream>

#include "indexer/analysis/bulgarian_letters.h"

namespace izvor::compiler {

namespace {

constexpr double kSaidByHand = 8.0;
constexpr double kPreferred = 9.0;
constexpr char kAnyPrefix = '~';

void add_reading(Lexicon& lexicon, const std::string& form, const std::string& lemma) {
  if (is_bulgarian_word(form)) lexicon.add(form, lemma, kSaidByHand);
}

/// "~йда: ~шъл" for every prefix of the dictionary: дойда, пройда…
void add_with_prefixes(const DataLine& line, Lexicon& lexicon) {
  const std::string lemma_ending = line[0].substr(1);
  std::vector<std::string> lemmas;
  for (const auto& [form, readings] : lexicon.forms()) {
    if (form.size() > lemma_ending.size() && form.ends_with(lemma_ending)) lemmas.push_back(form);
  }
  for (const std::string& lemma : lemmas) {
    const std::string prefix = lemma.substr(0, lemma.size() - lemma_ending.size());
    for (std::size_t i = 1; i < line.size(); ++i) {
      const std::string form = prefix + line[i].substr(1);
      if (lexicon.knows(form)) lexicon.add(form, lemma, kSaidByHand - 1.0);
    }
  }
}

/// "уебсайтът" from уебсайт, кабел and кабелът; empty where the ends of word and model differ.
std::string inflect_as(const std::string& word, const std::string& model, const std::string& form) {
  std::size_t common = 0;
  while (common < model.size() && common < form.size() && model[common] == form[common]) ++common;
  common -= common % kBytesPerLetter;
  const std::string cut = model.substr(common);
  if (!word.ends_with(cut)) return {};
  return word.substr(0, word.size() - cut.size()) + form.substr(common);
}

}  // namespace

Result<std::vector<DataLine>> read_data_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) return fail("cannot read " + file.string() + "; it is part of the source, check it out again");
  std::vector<DataLine> lines;
  std::string text;
  while (std::getline(in, text)) {
    std::istringstream words(text.substr(0, text.find('#')));
    DataLine line;
    for (std::string word; words >> word;) {
      if (line.empty() && word.ends_with(':')) word.pop_back();
      line.push_back(std::move(word));
    }
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

void add_irregular(const std::vector<DataLine>& lines, Lexicon& lexicon) {
  for (const DataLine& line : lines) {
    if (line[0].front() == kAnyPrefix) {
      add_with_prefixes(line, lexicon);
      continue;
    }
    add_reading(lexicon, line[0], line[0]);
    for (std::size_t i = 1; i < line.size(); ++i) add_reading(lexicon, line[i], line[0]);
  }
}

Result<void> add_supplement(const std::vector<DataLine>& lines, Lexicon& lexicon) {
  std::map<std::string, std::vector<std::string>> forms_of;
  for (const DataLine& line : lines) forms_of[line[0]];
  for (const auto& [form, readings] : lexicon.forms()) {
    for (const auto& [lemma, weight] : readings) {
      if (const auto model = forms_of.find(lemma); model != forms_of.end()) model->second.push_back(form);
    }
  }
  for (const DataLine& line : lines) {
    const std::string& model = line[0];
    const WordClass word_class = lexicon.class_of(model);
    if (forms_of[model].empty()) return fail("supplement.txt: the dictionary has no word " + model + " to inflect others as");
    for (std::size_t i = 1; i < line.size(); ++i) {
      for (const std::string& form : forms_of[model]) {
        const std::string inflected = inflect_as(line[i], model, form);
        if (is_bulgarian_word(inflected)) lexicon.add(inflected, line[i], word_class);
      }
    }
  }
  return {};
}

void prefer(const std::vector<DataLine>& lines, Lexicon& lexicon) {
  for (const DataLine& line : lines) {
    if (line.size() == 2) lexicon.add(line[0], line[1], kPreferred);
  }
}

}  // namespace izvor::compiler
