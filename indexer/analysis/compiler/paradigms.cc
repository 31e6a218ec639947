#include "indexer/analysis/compiler/paradigms.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "indexer/analysis/bulgarian_letters.h"
#include "indexer/analysis/compiler/undo_endings.h"

namespace izvor::compiler {

namespace {

/// What one flag does to words of one ending: (bytes to cut, letters to append) for each form.
using Template = std::set<std::pair<std::size_t, std::string>>;

constexpr std::size_t kEndingLetters = 2;
constexpr int kLeastSupportOfShape = 3;
constexpr std::size_t kShortestLemma = 3;
constexpr std::size_t kShortestOrphan = 4;
constexpr int kLeastClaims = 4;

std::string ending_of(const std::string& word) {
  return word.substr(word.size() - std::min(word.size(), kEndingLetters * kBytesPerLetter));
}

Template template_of(const std::string& lemma, const std::vector<std::string>& forms) {
  Template made;
  for (const std::string& form : forms) {
    std::size_t common = 0;
    while (common < lemma.size() && common < form.size() && lemma[common] == form[common]) ++common;
    common -= common % kBytesPerLetter;
    made.emplace(lemma.size() - common, form.substr(common));
  }
  return made;
}

class Restorer {
 public:
  Restorer(const Dictionary& dictionary, Lexicon& lexicon) : dictionary_(dictionary), lexicon_(lexicon) {}

  void run() {
    learn_templates();
    for (const DictionaryEntry& entry : dictionary_.entries) {
      if (is_bare(entry)) apply_templates(entry.word);
    }
    std::vector<std::string> orphans;
    for (const DictionaryEntry& entry : dictionary_.entries) {
      if (is_bare(entry) && is_orphan(entry.word)) orphans.push_back(entry.word);
    }
    for (const std::string& orphan : orphans) count_claims(orphan);
    for (const std::string& orphan : orphans) adopt(orphan);
  }

 private:
  using Claim = std::pair<std::string, WordClass>;

  static bool is_bare(const DictionaryEntry& entry) { return entry.flags.empty() && !entry.name; }

  void learn_templates() {
    for (const DictionaryEntry& entry : dictionary_.entries) {
      for (const char flag : entry.flags) {
        const std::vector<std::string> forms = dictionary_.forms(entry.word, flag);
        if (forms.empty()) continue;
        Learnt& learnt = templates_[ending_of(entry.word)][template_of(entry.word, forms)];
        ++learnt.support;
        learnt.word_class = class_by_flag(entry.word, flag);
      }
    }
  }

  /// Takes the largest template whose every form is in the word list.
  void apply_templates(const std::string& word) {
    if (word.size() < kShortestLemma * kBytesPerLetter) return;
    const auto known = templates_.find(ending_of(word));
    if (known == templates_.end()) return;
    const std::pair<const Template, Learnt>* best = nullptr;
    for (const auto& candidate : known->second) {
      const auto& [shape, learnt] = candidate;
      if (learnt.support < kLeastSupportOfShape || shape.size() < 2 || (best && best->first.size() >= shape.size())) continue;
      if (fits(word, shape)) best = &candidate;
    }
    if (!best) return;
    const WordClass word_class = best->second.word_class;
    lexicon_.add(word, word, word_class);
    for (const auto& [cut, append] : best->first) lexicon_.add(word.substr(0, word.size() - cut) + append, word, word_class);
  }

  [[nodiscard]] bool fits(const std::string& word, const Template& shape) const {
    return std::ranges::all_of(shape, [&](const auto& ending) {
      return ending.first <= word.size() && lexicon_.knows(word.substr(0, word.size() - ending.first) + ending.second);
    });
  }

  [[nodiscard]] bool is_orphan(const std::string& form) const {
    if (form.size() < kShortestOrphan * kBytesPerLetter) return false;
    return !lexicon_.lemmas().contains(form) && lexicon_.forms().find(form)->second.size() == 1 && !is_first_person(form);
  }

  /// A lemma that many orphans could belong to is likelier than one that explains only this form.
  void count_claims(const std::string& orphan) {
    std::set<Claim> seen;
    for (const LemmaCandidate& candidate : undo_endings(orphan)) {
      if (is_eligible(orphan, candidate) && seen.emplace(candidate.lemma, candidate.word_class).second) {
        ++claims_[{candidate.lemma, candidate.word_class}];
      }
    }
  }

  void adopt(const std::string& orphan) {
    const LemmaCandidate* best = nullptr;
    double most = 0;
    const std::vector<LemmaCandidate> candidates = undo_endings(orphan);
    for (const LemmaCandidate& candidate : candidates) {
      if (!is_eligible(orphan, candidate)) continue;
      if (is_far_fetched(candidate)) continue;
      const double score = claims_.at({candidate.lemma, candidate.word_class}) / (1.0 + std::max(0, candidate.cost + 5) / 10.0);
      if (score > most) {
        most = score;
        best = &candidate;
      }
    }
    if (!best) return;
    lexicon_.add(best->lemma, best->lemma, best->word_class);
    lexicon_.add(orphan, best->lemma, best->word_class);
  }

  /// A bare verb that explains next to nothing is no verb: "за" is no form of "зея".
  [[nodiscard]] bool is_far_fetched(const LemmaCandidate& candidate) const {
    return candidate.word_class == WordClass::kVerb && claims_.at({candidate.lemma, candidate.word_class}) < kLeastClaims;
  }

  /// A verb's lemma is its first person: its third person plural is in the word list then.
  [[nodiscard]] bool is_first_person(const std::string& word) const {
    return (word.ends_with("а") || word.ends_with("я")) && lexicon_.knows(word + "т") && !lexicon_.knows(word + "та");
  }

  [[nodiscard]] bool is_eligible(const std::string& orphan, const LemmaCandidate& candidate) const {
    const std::string& lemma = candidate.lemma;
    if (lemma == orphan || lemma.size() < kShortestLemma * kBytesPerLetter || !lexicon_.knows(lemma)) return false;
    if (candidate.word_class == WordClass::kVerb) {
      if (lemma.ends_with("м")) return lexicon_.knows(lemma.substr(0, lemma.size() - kBytesPerLetter) + "ш");
      return is_first_person(lemma);
    }
    if (looks_like_participle(orphan) && candidate.word_class == WordClass::kAdjective) return false;
    const auto flagged = lexicon_.lemmas().find(lemma);
    if (flagged != lexicon_.lemmas().end()) return flagged->second != WordClass::kVerb;
    // A bare noun that is itself a form of another word is no lemma.
    return lexicon_.forms().find(lemma)->second.size() == 1;
  }

  struct Learnt {
    int support = 0;
    WordClass word_class = WordClass::kOther;
  };
  const Dictionary& dictionary_;
  Lexicon& lexicon_;
  std::map<std::string, std::map<Template, Learnt>> templates_;
  std::map<Claim, int> claims_;
};

}  // namespace

void restore_paradigms(const Dictionary& dictionary, Lexicon& lexicon) { Restorer(dictionary, lexicon).run(); }

}  // namespace izvor::compiler
