#include "indexer/commands/analyze_command.h"

#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "indexer/analysis/open_analyzer.h"
#include "indexer/commands/commands.h"

namespace izvor {

namespace {

std::string_view name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::kWord:
      return "word";
    case TokenKind::kNumber:
      return "number";
    case TokenKind::kMixed:
      return "mixed";
    case TokenKind::kAddress:
      return "address";
    case TokenKind::kDate:
      return "date";
    case TokenKind::kReference:
      return "reference";
    case TokenKind::kMeasure:
      return "measure";
  }
  return "";
}

std::string_view name_of(TokenOrigin origin) {
  switch (origin) {
    case TokenOrigin::kText:
      return "as written";
    case TokenOrigin::kPart:
      return "part";
    case TokenOrigin::kJoined:
      return "joined";
    case TokenOrigin::kGlued:
      return "glued, as written";
    case TokenOrigin::kAlternative:
      return "second lemma";
  }
  return "";
}

std::string_view name_of(LemmaSource source) {
  switch (source) {
    case LemmaSource::kDictionary:
      return "lemma from the dictionary";
    case LemmaSource::kGuess:
      return "lemma guessed from the ending";
    case LemmaSource::kEnglish:
      return "English stem";
    case LemmaSource::kNone:
      return "no lemma";
  }
  return "";
}

std::string read_all(std::istream& in) { return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()}; }

}  // namespace

void explain_text(const Analyzer& analyzer, std::istream& in, std::ostream& out) {
  const std::string text = read_all(in);
  Analysis analysis;
  analyzer.analyze(text, analysis);
  out << "begin\tend\tposition\tkind\texact\tlemma\troot\twhy\n";
  for (const Token& token : analysis.tokens()) {
    out << token.begin << '\t' << token.end << '\t' << token.position << '\t' << name_of(token.kind) << '\t' << token.exact
        << '\t' << token.lemma << '\t' << token.root << '\t' << name_of(token.origin) << ", " << name_of(token.source)
        << (token.stop_word ? ", stop word" : "") << (is_acronym(token.capitals) ? ", acronym" : "") << '\n';
  }
  for (const Repair& repair : analysis.repairs()) {
    out << "repaired\t" << repair.begin << '\t' << repair.end << '\t' << text.substr(repair.begin, repair.split - repair.begin)
        << " + " << text.substr(repair.split, repair.end - repair.split) << '\t'
        << (repair.hinted ? "border or capital inside the word" : "both halves are words") << '\n';
  }
}

void grade_words(const Analyzer& analyzer, std::istream& in, std::ostream& out) {
  std::string word;
  while (std::getline(in, word)) {
    const WordGrades grades = analyzer.grade(word);
    out << word << '\t' << grades.lemma << '\t' << grades.root << '\n';
  }
}

void add_analyze(Program& program) {
  const auto tsv = std::make_shared<bool>(false);
  program.add("analyze", "Explain the words of a text read from standard input")
      .flag("--tsv", *tsv, "Read words, one a line; print word, lemma and root")
      .runs([tsv](const Settings& settings) {
        const auto analyzer = open_analyzer(settings);
        if (!analyzer) return report_failure(analyzer.error());
        *tsv ? grade_words(*analyzer, std::cin, std::cout) : explain_text(*analyzer, std::cin, std::cout);
        return kExitDone;
      });
}

}  // namespace izvor
