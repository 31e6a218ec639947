#include "indexer/extract/main_content.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "crawler/html/walk.h"
#include "indexer/extract/closed_panels.h"
#include "indexer/extract/commission_rules.h"
#include "indexer/extract/narrowed_content.h"
#include "indexer/extract/page_entries.h"
#include "indexer/extract/stop_words.h"

namespace izvor {
namespace {

/// A rung takes an element that holds at least this share of the page's prose.
constexpr double kMostProse = 0.80;
/// An article is at least so much prose, and so much of it lies in one element; less when the page says that it is an article.
constexpr double kProseShare = 0.6;
constexpr double kConcentration = 0.5;
constexpr double kStatedConcentration = 0.1;
/// Around an article, a block with a larger share of links than this and no prose leads elsewhere.
constexpr double kMostlyLinks = 0.75;
/// With less prose than this many letters a page is a list or a form rather than a text.
constexpr std::uint32_t kSomeProse = 300;
/// An article with less prose is a header or a teaser.
constexpr std::uint32_t kOwnProse = 100;
/// Lines about the text are short.
constexpr std::uint32_t kBylineLetters = 160;
constexpr std::uint32_t kControlLetters = 40;
constexpr std::size_t kMostLeads = 3;
/// A row of a record: a label and its value.
constexpr std::uint32_t kRowLetters = 200;
/// So many stop words make a running text of short lines.
constexpr std::size_t kSomeStopWords = 15;

bool has(const PageNode& node, NodeSigns signs) { return (node.signs & signs) != 0; }

/// Finds the page's own text among the boilerplate.
class Chooser {
 public:
  explicit Chooser(const PageTree& tree) : tree_(tree), panels_(tree), dropped_(tree.size()), clean_(tree.size()) {}

  MainContent choose(bool stated_article) {
    MainContent content = choose_root(stated_article);
    content.entries = find_entries(tree_, content.dropped);
    content.listing = content.listing || is_list_of_entries(content);
    return content;
  }

 private:
  MainContent choose_root(bool stated_article) {
    outside_signs_ = prose_outside_signs();
    drop_boilerplate();
    measure_clean();
    if (drop_other_articles()) measure_clean();
    if (const auto commission = read_commission_page(tree_)) return choose_commission(*commission);
    article_ = reads_as_article(stated_article);
    if (article_) {
      drop_about_article();
      measure_clean();
    }
    const NodeIndex body = tree_.body();
    const NodeIndex main = best(GUMBO_TAG_MAIN);
    if (holds(main, 0.5)) return narrow(main, "main", "main holds " + share_of(main));
    const NodeIndex article = best(GUMBO_TAG_ARTICLE);
    if (holds(article, 0.6)) return narrow(article, "article", "article holds " + share_of(article));
    const std::string neither = "main holds " + share_of(main) + ", article " + share_of(article);
    if (clean_[body].prose < kSomeProse) {
      if (const NodeIndex root = holder_of_stop_words(); root != kNoNode)
        return {{root}, std::move(dropped_), {}, {}, false, "stop words", neither + "; hardly any prose, but stop words"};
    }
    return narrow(body, "body", neither);
  }

  MainContent choose_commission(const CommissionPage& page) {
    for (const NodeIndex index : page.furniture) dropped_[index] = true;
    // What is left without the cards decides whether the page is a text or a list of other pages.
    const std::vector<bool> with_cards = dropped_;
    for (const NodeIndex index : page.cards) dropped_[index] = true;
    measure_clean();
    const Clean& left = clean_[page.roots.back()];
    // A short page has a few cards below its text; a list has little beside them.
    const bool listing = left.prose < kSomeProse && left.letters * 3 < tree_[page.roots.back()].letters;
    if (listing)
      dropped_ = with_cards;
    else
      drop_announcements(page.roots.back());
    std::string why = "Commission markup; cards: " + std::to_string(page.cards.size()) + ", " +
                      (listing ? "with little beside them are the text" : "of other pages and left out");
    return {page.roots, std::move(dropped_), page.cards, {}, listing, "commission", std::move(why)};
  }

  /// "87 % of the prose": how much of the page lies in an element, as holds() weighs it.
  [[nodiscard]] std::string share_of(NodeIndex index) const {
    if (index == kNoNode) return "nothing";
    const Clean& all = clean_[tree_.body()];
    const bool prose = all.prose >= kSomeProse;
    const std::uint64_t part = prose ? clean_[index].prose : clean_[index].letters;
    const std::uint64_t whole = std::max<std::uint64_t>(1, prose ? all.prose : all.letters);
    return std::to_string(part * 100 / whole) + (prose ? " % of the prose" : " % of the letters");
  }

  void drop_announcements(NodeIndex root) {
    drop_hollow(root);
    drop_orphaned_headings(root);
  }

  /// A heading whose section was dropped announces nothing.
  void drop_hollow(NodeIndex root) {
    for (NodeIndex index = root + 1; index < tree_[root].end;) {
      const PageNode& node = tree_[index];
      const bool lost = node.letters > clean_[index].letters;
      dropped_[index] = dropped_[index] || (lost && node.headings > 0 && clean_[index].letters == heading_letters(index));
      index = dropped_[index] ? node.end : index + 1;
    }
  }

  /// Nor does one whose section, up to the next heading, was dropped: "Вижте също" above cards.
  void drop_orphaned_headings(NodeIndex root) {
    for (NodeIndex index = root + 1; index < tree_[root].end; ++index) {
      if (!is_heading(tree_[index].tag) || dropped_[index]) continue;
      bool lost = false;
      bool kept = false;
      for (NodeIndex next = tree_[index].end; next < tree_[tree_[index].parent].end && !kept; next = tree_[next].end) {
        if (is_heading(tree_[next].tag)) break;
        kept = clean_[next].letters > 0;
        lost = lost || tree_[next].letters > 0;
      }
      if (lost && !kept) dropped_[index] = true;
    }
  }

  /// Letters in headings that are not dropped.
  [[nodiscard]] std::uint32_t heading_letters(NodeIndex root) const {
    std::uint32_t letters = 0;
    for (NodeIndex index = root; index < tree_[root].end;) {
      const bool heading = is_heading(tree_[index].tag);
      if (heading && !dropped_[index]) letters += clean_[index].letters;
      index = heading || dropped_[index] ? tree_[index].end : index + 1;
    }
    return letters;
  }

  /// Prose in no element that a sign speaks against.
  [[nodiscard]] std::uint32_t prose_outside_signs() const {
    std::uint32_t prose = 0;
    for (NodeIndex index = tree_.body(); index < tree_[tree_.body()].end;) {
      const PageNode& node = tree_[index];
      // A name on an element that holds most of the page describes the layout: "has-sidebar".
      const bool named = has(node, kBoilerplate | kOtherPages) && node.prose_letters * 2 <= tree_[tree_.body()].prose_letters;
      if (named || has(node, kStructural | kComments | kHidden | kDialog)) {
        index = node.end;
        continue;
      }
      if (is_prose_line(node)) prose += node.line_letters;
      ++index;
    }
    return prose;
  }

  /// A sign is overruled where it would cost a good part of the page's prose: "sidebar-layout" is no sidebar.
  [[nodiscard]] bool is_boilerplate(NodeIndex index) const {
    const PageNode& node = tree_[index];
    const std::uint32_t rest = outside_signs_;
    if (has(node, kUnseen) && node.letters < 200) return true;
    if (has(node, kComments) && node.is_block && (rest >= kSomeProse || node.prose_letters <= rest)) return true;
    // Closed tabs and accordions are content, however short the answers in them.
    if (has(node, kHidden) && !is_closed_panel(index) && node.prose_letters <= rest)
      return node.prose_letters == 0 || !inside_content(index);
    if (has(node, kDialog) && !holds_most_letters(node)) return true;
    if (has(node, kStructural) && (node.prose_letters <= rest / 2 || is_page_footer(index))) return !names_source(index);
    if (has(node, kBoilerplate | kOtherPages) && node.prose_letters <= rest / 2 && !holds_most_letters(node)) return true;
    if (has(node, kControl) && node.letters <= kControlLetters) return !touches_heading(index) && !opens_panel(index);
    if (has(node, kHeader) && node.prose_letters <= rest / 4) return !inside_content(index);
    return false;
  }

  [[nodiscard]] bool is_closed_panel(NodeIndex index) const {
    return panels_.is_named_panel(index) || (panels_.is_opened(index) && inside_content(index));
  }

  /// A question of an accordion is a button, a tab is one, too; a menu's are not in the content.
  [[nodiscard]] bool opens_panel(NodeIndex index) const { return panels_.opens_named_panel(index); }

  /// So does a name on an element that holds most of a page of short lines: "list js-tooltip".
  [[nodiscard]] bool holds_most_letters(const PageNode& node) const { return node.letters * 2 > tree_[tree_.body()].letters; }

  [[nodiscard]] bool touches_heading(NodeIndex index) const {
    if (tree_[index].headings > 0) return true;
    for (NodeIndex at = tree_[index].parent; at != kNoNode; at = tree_[at].parent) {
      if (is_heading(tree_[at].tag)) return true;
    }
    return false;
  }

  /// On a page of few words the site's footer is the only prose.
  [[nodiscard]] bool is_page_footer(NodeIndex index) const {
    const PageNode& node = tree_[index];
    return node.tag == GUMBO_TAG_FOOTER && node.prose_letters < 2 * kSomeProse && !holds_most_letters(node) &&
           !inside_content(index);
  }

  /// The footer of a quotation says whose words they are.
  [[nodiscard]] bool names_source(NodeIndex index) const {
    if (tree_[index].tag != GUMBO_TAG_FOOTER) return false;
    NodeIndex at = tree_[index].parent;
    for (int level = 0; level < 2 && at != kNoNode; ++level, at = tree_[at].parent) {
      if (tree_[at].tag == GUMBO_TAG_BLOCKQUOTE) return true;
    }
    return false;
  }

  [[nodiscard]] bool inside_content(NodeIndex index) const {
    for (NodeIndex at = index; at != kNoNode; at = tree_[at].parent) {
      if (tree_[at].tag == GUMBO_TAG_ARTICLE || tree_[at].tag == GUMBO_TAG_MAIN || tree_[at].tag == GUMBO_TAG_SECTION)
        return true;
    }
    return false;
  }

  void drop_boilerplate() {
    for (NodeIndex index = tree_.body() + 1; index < tree_[tree_.body()].end;) {
      dropped_[index] = is_boilerplate(index);
      index = dropped_[index] ? tree_[index].end : index + 1;
    }
  }

  /// The innermost <article> with some prose around the first visible h1 that stands in one; kNoNode when there is none.
  [[nodiscard]] NodeIndex article_of_first_h1() const {
    for (NodeIndex h1 = tree_.body(); h1 < tree_[tree_.body()].end; ++h1) {
      if (dropped_[h1]) {
        h1 = tree_[h1].end - 1;
        continue;
      }
      if (tree_[h1].tag != GUMBO_TAG_H1 || clean_[h1].letters == 0 || has(tree_[h1], kHidden)) continue;
      for (NodeIndex at = tree_[h1].parent; at != kNoNode; at = tree_[at].parent)
        if (tree_[at].tag == GUMBO_TAG_ARTICLE && clean_[at].prose >= kOwnProse) return at;
    }
    return kNoNode;
  }

  /// Whether an <article> beside the page's own is another page, or what somebody answered: it has an h1 of its own, a heading
  /// that leads to it, or a date. One without any is a section.
  [[nodiscard]] bool is_another_article(NodeIndex article) const {
    if (has(tree_[article], kComments | kOtherPages | kTeasers)) return true;
    bool headed = false;
    for (NodeIndex at = article + 1; at < tree_[article].end; ++at) {
      const PageNode& node = tree_[at];
      if (node.tag == GUMBO_TAG_TIME || (node.tag == GUMBO_TAG_H1 && node.letters > 0)) return true;
      if (!is_heading(node.tag) || headed) continue;
      headed = true;
      if (node.link_letters * 2 > node.letters) return true;
    }
    return false;
  }

  /// Of several articles in one page (endless scrolling, answers, further stories) the first with an h1 is the page. True when
  /// others were dropped.
  bool drop_other_articles() {
    const NodeIndex own = article_of_first_h1();
    if (own == kNoNode) return false;
    bool any = false;
    for (NodeIndex at = tree_.body(); at < tree_[tree_.body()].end; ++at) {
      if (!dropped_[at] && tree_[at].tag == GUMBO_TAG_ARTICLE && clean_[at].letters > 0 && !tree_.contains(at, own) &&
          is_another_article(at))
        dropped_[at] = any = true;
      if (dropped_[at]) at = tree_[at].end - 1;
    }
    return any;
  }

  /// Whether one element holds most of the prose, as an article's body does; a portal spreads it over sections and cards.
  [[nodiscard]] bool reads_as_article(bool stated) const {
    const Clean& all = clean_[tree_.body()];
    if (all.prose < kSomeProse || all.prose < kProseShare * all.letters) return false;
    std::vector<std::uint32_t> prose_of_children(tree_.size());
    std::uint32_t most = 0;
    for (NodeIndex index = tree_.body() + 1; index < tree_[tree_.body()].end;) {
      const PageNode& node = tree_[index];
      if (dropped_[index]) {
        index = node.end;
        continue;
      }
      if (is_prose_line(node)) {
        const NodeIndex parent = node.tag == GUMBO_TAG_LI ? tree_[node.parent].parent : node.parent;
        most = std::max(most, prose_of_children[parent] += node.line_letters);
      }
      ++index;
    }
    return most >= (stated ? kStatedConcentration : kConcentration) * all.prose;
  }

  [[nodiscard]] bool leads_elsewhere(NodeIndex index) const {
    const PageNode& node = tree_[index];
    const Clean& clean = clean_[index];
    if (!node.is_block || node.tag == GUMBO_TAG_P || node.tag == GUMBO_TAG_LI || is_heading(node.tag) || node.headings > 0)
      return false;
    if (is_value_of_row(index)) return false;
    return clean.letters > 0 && clean.prose == 0 && clean.link_letters > kMostlyLinks * clean.letters;
  }

  /// "Вносител | <a>Министър на флота</a>": a link in a short row whose other cells are words.
  [[nodiscard]] bool is_value_of_row(NodeIndex index) const {
    const PageNode& row = tree_[tree_[index].parent];
    if (row.letters > kRowLetters) return false;
    const NodeIndex first = tree_[index].parent + 1;
    return first != index && !tree_[first].is_text && tree_[first].letters > 0 && tree_[first].link_letters == 0 &&
           tree_[first].end == index;
  }

  /// "Вид: Доклад, Издател: Агенция": a list of labels and values about the page. One with a date is a byline.
  [[nodiscard]] bool holds_rows(NodeIndex list) const {
    if (tree_[list].has_digits) return false;
    std::size_t rows = 0;
    for (NodeIndex item = list + 1; item < tree_[list].end; item = tree_[item].end) {
      std::size_t cells = 0;
      for (NodeIndex cell = item + 1; cell < tree_[item].end; cell = tree_[cell].end)
        cells += !tree_[cell].is_text && tree_[cell].letters > 0 && tree_[cell].link_letters == 0 ? 1U : 0U;
      rows += cells == 2 ? 1U : 0U;
    }
    return rows >= 2;
  }

  /// What stands around an article: teasers of other pages, bylines, lists of links.
  void drop_about_article() {
    const std::uint32_t all = clean_[tree_.body()].prose;
    for (NodeIndex index = tree_.body() + 1; index < tree_[tree_.body()].end;) {
      const PageNode& node = tree_[index];
      const bool teaser = has(node, kTeasers) && clean_[index].prose * 8 <= all;
      const bool byline = has(node, kByline) && node.letters <= kBylineLetters && !holds_rows(index);
      const bool links = leads_elsewhere(index);
      dropped_[index] = dropped_[index] || teaser || byline || links;
      index = dropped_[index] ? node.end : index + 1;
    }
  }

  void measure_clean() {
    std::fill(clean_.begin(), clean_.end(), Clean());
    for (NodeIndex index = tree_.size(); index-- > 0;) {
      const PageNode& node = tree_[index];
      Clean& clean = clean_[index];
      if (dropped_[index]) {
        clean = {};
        continue;
      }
      if (node.is_text) clean = {node.letters, node.link_letters, 0};
      if (is_prose_line(node)) clean.prose += node.line_letters;
      if (node.parent == kNoNode) continue;
      Clean& parent = clean_[node.parent];
      parent.letters += clean.letters;
      parent.link_letters += clean.link_letters;
      parent.prose += clean.prose;
    }
  }

  /// The element of a tag with the most prose, or the most letters where there is no prose; kNoNode when there is none.
  [[nodiscard]] NodeIndex best(GumboTag tag) const {
    NodeIndex best = kNoNode;
    const auto size = [this](NodeIndex index) { return std::pair(clean_[index].prose, clean_[index].letters); };
    for (NodeIndex index = 0; index < tree_.size(); ++index) {
      if (tree_[index].tag != tag || clean_[index].letters == 0) continue;
      if (best == kNoNode || size(index) > size(best)) best = index;
    }
    return best;
  }

  [[nodiscard]] bool holds(NodeIndex index, double share) const {
    if (index == kNoNode) return false;
    const Clean& all = clean_[tree_.body()];
    if (all.prose < kSomeProse) return clean_[index].letters >= share * 0.8 * all.letters;
    return clean_[index].prose >= share * all.prose;
  }

  /// The smallest element with most of the body's stop words; kNoNode when there are too few to tell.
  [[nodiscard]] NodeIndex holder_of_stop_words() const {
    std::vector<std::size_t> words(tree_.size());
    for (NodeIndex index = tree_.size(); index-- > 1;) {
      if (dropped_[index]) continue;
      const PageNode& node = tree_[index];
      if (node.is_text && node.link_letters == 0) words[index] = count_stop_words(text_of(*node.node));
      words[node.parent] += words[index];
    }
    NodeIndex root = tree_.body();
    const std::size_t most = words[root] - words[root] / 5;
    if (words[root] < kSomeStopWords) return kNoNode;
    for (NodeIndex child = root + 1; child < tree_[root].end;) {
      if (dropped_[child] || words[child] < most || !tree_[child].is_block) {
        child = tree_[child].end;
      } else {
        root = child++;
      }
    }
    return root;
  }

  /// Goes down from `root` as long as one child holds nearly all of the prose, and keeps what its siblings have to say.
  MainContent narrow(NodeIndex root, std::string_view rung, std::string why) {
    const std::uint32_t all = clean_[root].prose;
    std::vector<NodeIndex> roots;
    if (rung == "main") roots = leads_before(root);
    if (article_ && all >= kSomeProse) {
      NarrowedContent beside(tree_, dropped_, clean_);
      for (NodeIndex child = next_root(root, all); child != kNoNode; child = next_root(root, all)) {
        beside.pass(root, child);
        root = child;
      }
      roots.insert(roots.end(), beside.kept().begin(), beside.kept().end());
    }
    roots.push_back(root);
    std::ranges::sort(roots);
    if (article_)
      for (const NodeIndex kept : roots) drop_orphaned_headings(kept);
    if (rung == "body" && root != tree_.body()) {
      rung = "paragraphs";
      why += "; an element inside holds " + share_of(root);
    }
    if (roots.size() > 1) why += "; " + std::to_string(roots.size() - 1) + " beside it";
    if (article_) why += "; reads as an article";
    return {std::move(roots), std::move(dropped_), {}, {}, false, rung, std::move(why)};
  }

  [[nodiscard]] NodeIndex next_root(NodeIndex root, std::uint32_t all) const {
    for (NodeIndex child = root + 1; child < tree_[root].end; child = tree_[child].end) {
      if (clean_[child].prose >= kMostProse * all && !is_prose_line(tree_[child]) && tree_[child].tag != GUMBO_TAG_TABLE)
        return child;
    }
    return kNoNode;
  }

  /// Lines of prose between the page's h1 and <main>, with no sign against them: the lead of an article whose header stands
  /// outside. At most kMostLeads.
  [[nodiscard]] std::vector<NodeIndex> leads_before(NodeIndex main) const {
    NodeIndex heading = kNoNode;
    for (NodeIndex at = tree_.body(); at < main; ++at)
      if (tree_[at].tag == GUMBO_TAG_H1 && tree_[at].letters > 0 && !has(tree_[at], kHidden)) heading = at;
    std::vector<NodeIndex> leads;
    if (heading == kNoNode) return leads;
    constexpr NodeSigns kAgainst =
        kBoilerplate | kStructural | kOtherPages | kTeasers | kComments | kControl | kUnseen | kHidden | kDialog;
    for (NodeIndex at = tree_[heading].end; at < main && leads.size() < kMostLeads;) {
      const PageNode& node = tree_[at];
      const bool lead = is_prose_line(node) && !tree_.contains(at, main) && !has(node, kAgainst);
      if (lead) leads.push_back(at);
      at = lead || has(node, kAgainst) ? node.end : at + 1;
    }
    return leads;
  }

  /// Whether entries of other pages are most of what the page says.
  [[nodiscard]] bool is_list_of_entries(const MainContent& content) const {
    std::uint32_t whole = 0, of_entries = 0, prose = 0, prose_of_entries = 0;
    for (const NodeIndex root : content.roots) {
      whole += clean_[root].letters;
      prose += clean_[root].prose;
      for (const NodeIndex entry : content.entries) {
        if (!tree_.contains(root, entry)) continue;
        of_entries += clean_[entry].letters;
        prose_of_entries += clean_[entry].prose;
      }
    }
    return of_entries * 2 > whole && prose - prose_of_entries < kSomeProse;
  }

  const PageTree& tree_;
  ClosedPanels panels_;
  std::vector<bool> dropped_;
  std::vector<Clean> clean_;
  std::uint32_t outside_signs_ = 0;
  bool article_ = false;
};

}  // namespace

MainContent find_main_content(const PageTree& tree, bool stated_article) { return Chooser(tree).choose(stated_article); }

}  // namespace izvor
