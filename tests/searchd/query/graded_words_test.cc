// GradedWords beside a sum over every posting: what it passes over must not change what is found.
#include "searchd/query/graded_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "izvor/index_schema.h"
#include "izvor/settings.h"
#include "searchd/query/field_reader.h"
#include "tests/support/temporary_directory.h"

namespace izvor::testing {
namespace {

using schema::Field;
using schema::Grade;

constexpr std::array kEachField = {Field::kBody, Field::kTitle, Field::kHeadings};
constexpr int kPages = 3000;
constexpr const char *kRare = "Krare", *kCommon = "Kcommon";

/// Words of few families: "r0", "l0_1", "e0_1_2" are a root, a lemma of it and a form of that. Some lemmas are their root.
WordForm form_of(int root, int lemma, int exact) {
  const std::string family = "r" + std::to_string(root);
  const std::string base = lemma == 0 ? family : family + "l" + std::to_string(lemma);
  return {.exact = exact == 0 ? base : base + "e" + std::to_string(exact), .lemma = base, .root = family};
}

/// Low numbers are common, as words are.
int skewed(std::mt19937& random, int below) {
  const double part = std::uniform_real_distribution<>(0, 1)(random);
  return std::min(below - 1, static_cast<int>(part * part * part * below));
}

WordForm any_form(std::mt19937& random) { return form_of(skewed(random, 12), skewed(random, 3), skewed(random, 4)); }

struct Score {
  Xapian::docid page = 0;
  double weight = 0;
};

/// The best first; of equals the first page, as Xapian has it.
void sort_scores(std::vector<Score>& scores) {
  std::ranges::sort(
      scores, [](const Score& a, const Score& b) { return a.weight != b.weight ? a.weight > b.weight : a.page < b.page; });
}

class GradedWordsTest : public ::testing::Test {
 protected:
  GradedWordsTest() : random_(20240326) {
    Xapian::WritableDatabase index(path(), Xapian::DB_CREATE_OR_OPEN);
    for (int page = 1; page <= kPages; ++page) index.add_document(drawn_page(page));
    // Holes, so that the page behind a page is not always the next number.
    for (Xapian::docid page = 7; page < kPages; page += 13) index.delete_document(page);
    index.commit();
    index_ = Xapian::Database(path());
    bm25_ = Bm25(ranking_, index_, 2);
  }

  /// Fields of a query of `words`, some of which are read in two ways, so that they share terms.
  std::vector<GradedField> drawn_fields(int words) {
    TermPages pages(index_);
    std::vector<GradedField> fields;
    for (int i = 0; i < words; ++i) {
      QueryWord word;
      word.forms.push_back(any_form(random_));
      if (draw(3) == 0) word.forms.push_back(form_of(draw(12), draw(3), draw(4)));
      for (const Field field : kEachField) {
        const double factor = field == Field::kBody ? 1.0 : field == Field::kTitle ? ranking_.title : ranking_.headings;
        GradedField made = graded_field(field_grades(pages, word, field, ranking_), bm25_, factor);
        if (!made.empty()) fields.push_back(std::move(made));
      }
    }
    return fields;
  }

  /// Every posting of every term, added up.
  [[nodiscard]] std::vector<Score> summed(const std::vector<GradedField>& fields) const {
    std::map<Xapian::docid, double> weights;
    for (const GradedField& field : fields) {
      std::map<Xapian::docid, std::array<double, kGrades>> times;
      for (const GradedTerm& term : field.terms)
        for (auto at = index_.postlist_begin(term.term); at != index_.postlist_end(term.term); ++at)
          for (std::size_t grade = 0; grade < kGrades; ++grade) times[*at][grade] += term.in[grade] ? at.get_wdf() : 0;
      for (const auto& [page, counts] : times)
        for (std::size_t grade = 0; grade < kGrades; ++grade)
          if (counts[grade] > 0)
            weights[page] += field.weights[grade] * bm25_.part(counts[grade], bm25_.restraint(index_.get_doclength(page)));
    }
    std::vector<Score> scores;
    for (const auto& [page, weight] : weights) scores.push_back({page, weight});
    sort_scores(scores);
    return scores;
  }

  /// Every other one with lengths that are kept.
  [[nodiscard]] Xapian::Query source(const std::vector<GradedField>& fields, const Bm25& bm25) {
    const bool kept = ++sources_ % 2 == 0;
    return Xapian::Query((new GradedWords(fields, bm25, kept ? std::make_shared<PageLengths>(index_) : nullptr))->release());
  }

  /// The weights in order agree, and the pages: two pages may only change places where they weigh the same.
  static void expect_same(const Xapian::MSet& found, std::vector<Score> wanted, std::size_t at_most) {
    std::map<Xapian::docid, double> weights;
    for (const Score& score : wanted) weights[score.page] = score.weight;
    wanted.resize(std::min(wanted.size(), at_most));
    ASSERT_EQ(found.size(), wanted.size());
    std::set<Xapian::docid> seen;
    for (Xapian::doccount i = 0; i < found.size(); ++i) {
      const Xapian::docid page = *found[i];
      EXPECT_TRUE(seen.insert(page).second) << page;
      EXPECT_NEAR(found[i].get_weight(), wanted[i].weight, 1e-9) << i;
      ASSERT_TRUE(weights.contains(page)) << page;
      EXPECT_NEAR(found[i].get_weight(), weights[page], 1e-9) << page;
    }
  }

  [[nodiscard]] std::vector<Score> only(const std::vector<Score>& scores, const std::string& term) const {
    std::set<Xapian::docid> with;
    for (auto at = index_.postlist_begin(term); at != index_.postlist_end(term); ++at) with.insert(*at);
    std::vector<Score> kept;
    std::ranges::copy_if(scores, std::back_inserter(kept), [&](const Score& score) { return with.contains(score.page); });
    return kept;
  }

  int draw(int below) { return std::uniform_int_distribution<>(0, below - 1)(random_); }

  RankingSettings ranking_;
  Xapian::Database index_;
  Bm25 bm25_;
  std::mt19937 random_;

 private:
  unsigned sources_ = 0;

  [[nodiscard]] std::string path() const { return (directory_.path() / "index").string(); }

  static void add_form(Xapian::Document& document, Field field, const WordForm& form) {
    document.add_term(schema::term_for(field, Grade::kExact, form.exact));
    document.add_term(schema::term_for(field, Grade::kLemma, form.lemma));
    if (form.root != form.lemma) document.add_term(schema::term_for(field, Grade::kRoot, form.root));
  }

  Xapian::Document drawn_page(int page) {
    Xapian::Document document;
    // What a title says the body says, too.
    for (int i = draw(4); i-- > 0;) {
      const WordForm form = any_form(random_);
      add_form(document, Field::kTitle, form);
      add_form(document, Field::kBody, form);
    }
    for (int i = draw(3); i-- > 0;) add_form(document, Field::kHeadings, any_form(random_));
    for (int i = draw(12); i-- > 0;) add_form(document, Field::kBody, any_form(random_));
    // Other words: pages of very different lengths.
    document.add_term("otherW", 1 + static_cast<Xapian::termcount>(draw(200)));
    if (page % 97 == 0) document.add_boolean_term(kRare);
    if (page % 3 != 0) document.add_boolean_term(kCommon);
    return document;
  }

  TemporaryDirectory directory_;
};

constexpr int kQueries = 60;

TEST_F(GradedWordsTest, AllPagesWeighWhatEveryPostingAddsUpTo) {
  for (int query = 0; query < kQueries; ++query) {
    SCOPED_TRACE(query);
    const auto fields = drawn_fields(1 + query % 4);
    const auto wanted = summed(fields);
    Xapian::Enquire enquire(index_);
    enquire.set_query(source(fields, bm25_));
    expect_same(enquire.get_mset(0, kPages), wanted, kPages);
  }
}

TEST_F(GradedWordsTest, WhatIsPassedOverIsNotAmongTheBest) {
  for (int query = 0; query < kQueries; ++query) {
    SCOPED_TRACE(query);
    const auto fields = drawn_fields(1 + query % 4);
    const auto wanted = summed(fields);
    for (const Xapian::doccount best : {1U, 10U}) {
      Xapian::Enquire enquire(index_);
      enquire.set_query(source(fields, bm25_));
      expect_same(enquire.get_mset(0, best), wanted, best);
    }
  }
}

TEST_F(GradedWordsTest, ALeastWeightCutsTheListAndNothingElse) {
  for (int query = 0; query < kQueries; ++query) {
    SCOPED_TRACE(query);
    const auto fields = drawn_fields(1 + query % 4);
    auto wanted = summed(fields);
    if (wanted.empty()) continue;
    // Between two weights, so that rounding does not decide.
    const double best = wanted.front().weight;
    for (const int percent : {40, 70}) {
      auto kept = wanted;
      std::erase_if(kept, [&](const Score& score) { return score.weight < best * percent / 100; });
      const auto border = std::ranges::find_if(wanted, [&](const Score& s) { return s.weight < best * percent / 100; });
      Xapian::Enquire by_weight(index_);
      by_weight.set_query(source(fields, bm25_));
      by_weight.set_cutoff(0, border == wanted.end() ? best * percent / 100 : (kept.back().weight + border->weight) / 2);
      expect_same(by_weight.get_mset(0, kPages), kept, kPages);
      Xapian::Enquire by_percent(index_);
      by_percent.set_query(source(fields, bm25_));
      by_percent.set_cutoff(percent);
      expect_same(by_percent.get_mset(0, kPages), kept, kPages);
    }
  }
}

TEST_F(GradedWordsTest, AFilterBesideItSkipsWithoutChangingWeights) {
  for (int query = 0; query < kQueries; ++query) {
    SCOPED_TRACE(query);
    const auto fields = drawn_fields(1 + query % 4);
    const auto wanted = summed(fields);
    for (const char* filter : {kRare, kCommon}) {
      for (const Xapian::doccount best : {Xapian::doccount{10}, Xapian::doccount{kPages}}) {
        Xapian::Enquire enquire(index_);
        enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, source(fields, bm25_), Xapian::Query(filter)));
        expect_same(enquire.get_mset(0, best), only(wanted, filter), best);
        // As what adds to pages that something else found: it is asked only about those, one after another.
        const Xapian::Query found(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(filter), 0.0);
        enquire.set_query(Xapian::Query(Xapian::Query::OP_AND_MAYBE, found, source(fields, bm25_)));
        auto with_rest = only(wanted, filter);
        for (auto at = index_.postlist_begin(filter); at != index_.postlist_end(filter); ++at)
          if (std::ranges::find(with_rest, *at, &Score::page) == with_rest.end()) with_rest.push_back({*at, 0});
        sort_scores(with_rest);
        expect_same(enquire.get_mset(0, best), with_rest, best);
      }
    }
  }
}

TEST_F(GradedWordsTest, TwoSourcesInOneQueryAddUp) {
  for (int query = 0; query < kQueries; ++query) {
    SCOPED_TRACE(query);
    const auto one = drawn_fields(1 + query % 3), other = drawn_fields(2);
    std::vector<GradedField> both = one;
    both.insert(both.end(), other.begin(), other.end());
    Xapian::Enquire enquire(index_);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, source(one, bm25_), source(other, bm25_)));
    expect_same(enquire.get_mset(0, 10), summed(both), 10);
  }
}

/// By hand, as no matcher would: with weights that rise and fall, and steps of any length.
TEST_F(GradedWordsTest, StandsAtEveryPageThatWeighsEnough) {
  for (int query = 0; query < kQueries; ++query) {
    SCOPED_TRACE(query);
    const auto fields = drawn_fields(1 + query % 4);
    const auto scores = summed(fields);
    if (scores.empty()) continue;
    std::map<Xapian::docid, double> weights;
    for (const Score& score : scores) weights[score.page] = score.weight;
    GradedWords words(fields, bm25_);
    words.init(index_);
    EXPECT_GE(words.get_maxweight(), scores.front().weight);
    EXPECT_GE(words.get_termfreq_max(), scores.size());
    Xapian::docid from = 1;
    for (;;) {
      const double least = draw(2) == 0 ? 0 : scores.front().weight * draw(100) / 100;
      if (draw(2) == 0) {
        words.next(least);
      } else {
        from += static_cast<Xapian::docid>(draw(20));
        words.skip_to(from, least);
      }
      auto wanted = weights.lower_bound(from);
      while (wanted != weights.end() && wanted->second < least - 1e-6) ++wanted;
      if (wanted == weights.end() || words.at_end()) {
        EXPECT_TRUE(wanted == weights.end() && words.at_end()) << from;
        break;
      }
      ASSERT_EQ(words.get_docid(), wanted->first);
      ASSERT_NEAR(words.get_weight(), wanted->second, 1e-9);
      from = words.get_docid() + 1;
    }
  }
}

TEST_F(GradedWordsTest, WithoutFieldsIsAtItsEnd) {
  Xapian::Enquire enquire(index_);
  enquire.set_query(source({}, bm25_));
  EXPECT_TRUE(enquire.get_mset(0, 10).empty());
}

}  // namespace
}  // namespace izvor::testing
