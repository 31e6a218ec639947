#include "indexer/extract/acts/act_reader.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/acts/act_header.h"
#include "indexer/extract/acts/act_lines.h"
#include "indexer/extract/acts/act_text.h"
#include "indexer/extract/acts/act_title.h"
#include "indexer/extract/acts/act_wording.h"
#include "indexer/extract/text_writer.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxLinks = 5'000;
/// Behind the title of a law its publication and changes are told in the next lines.
constexpr std::size_t kHistoryLines = 4;
constexpr std::size_t kMostHeaderLines = 400;

bool begins_like_article(std::string_view text) {
  text = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  while (text.starts_with(kNoBreakSpace)) text.remove_prefix(kNoBreakSpace.size());
  for (const std::string_view one : {"Article ", "ARTICLE ", "Article\xC2\xA0", "Член ", "ЧЛЕН ", "Член\xC2\xA0", "Чл.", "§",
                                     "COM(", "JOIN(", "Sole Article", "Единствен член"})
    if (text.starts_with(one)) return true;
  return false;
}

/// Most pages are none, and this says so in one look at their texts.
bool may_be_act(const PageTree& tree) {
  return std::ranges::any_of(tree.nodes(), [](const PageNode& node) {
    return node.is_text && node.letters > 0 && begins_like_article(text_of(*node.node));
  });
}

/// What is known of each line before the title is chosen.
struct Signs {
  std::vector<std::optional<ActTitleLine>> titles;
  std::vector<std::size_t> articles;  ///< Lines that begin one.
  std::size_t first = 0;              ///< The first line that only an act has: adopter, formula, article.
  bool formal = false;                ///< Adopter or formula are there.
  bool national = false;              ///< Most articles are "Чл. 1.".
  std::size_t commission_line = 0;    ///< Of "COM(2021) 206"; lines.size() when there is none.
};

class ActReader {
 public:
  ActReader(const PageTree& tree, const HeadFacts& facts, const Url& url, std::size_t max_bytes)
      : tree_(tree), facts_(facts), url_(url), max_bytes_(max_bytes) {}

  std::optional<ActPage> read() {
    lines_ = read_act_lines(tree_, tree_.body(), max_bytes_, page_.cut);
    read_signs();
    header_ = read_act_header(texts(0, std::min(kMostHeaderLines, signs_.first)), facts_, url_);
    const std::optional<std::size_t> at = choose_title();
    if (!at) return std::nullopt;
    title_line_ = *signs_.titles[*at];
    header_ = read_act_header(texts(0, std::min(kMostHeaderLines, *at)), facts_, url_);
    title_ = read_title(texts(*at, std::min(lines_.size(), *at + 8)), title_line_);
    fill_act();
    read_history(*at + title_.lines);
    write(*at);
    return std::move(page_);
  }

 private:
  std::vector<std::string> texts(std::size_t begin, std::size_t end) const {
    std::vector<std::string> texts;
    for (std::size_t at = begin; at < end; ++at) {
      std::string text = without_arrows(lines_[at].text);
      texts.push_back(text.empty() ? " " : std::move(text));
    }
    return texts;
  }

  void read_signs() {
    signs_.titles.resize(lines_.size());
    signs_.first = signs_.commission_line = lines_.size();
    std::size_t national = 0;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const std::string text = without_arrows(lines_[at].text);
      const auto article = article_sign(text);
      if (article) signs_.articles.push_back(at);
      national += article && article->national;
      const bool formal = names_adopter(text) || enacts(text);
      signs_.formal = signs_.formal || formal;
      if ((article || formal) && signs_.first == lines_.size()) signs_.first = at;
      if (signs_.commission_line == lines_.size() && !commission_number(text).empty()) signs_.commission_line = at;
      signs_.titles[at] = read_title_line(text);
    }
    signs_.national = national * 2 > signs_.articles.size();
  }

  /// Whether there is enough of an act behind its title.
  [[nodiscard]] bool is_enough(ActFamily family) const {
    if (family == ActFamily::kNational) return signs_.national && signs_.articles.size() >= 2;
    if (family == ActFamily::kCommission) return signs_.commission_line < lines_.size();
    return signs_.articles.size() >= 2 || (signs_.formal && !signs_.articles.empty()) ||
           (signs_.formal && !header_.celex.empty());
  }

  /// A document of the Commission has its number before it and its title on the first page; an act of the Union repeats its
  /// title before the preamble, behind that of acts that changed it; a law has it first.
  [[nodiscard]] std::optional<std::size_t> choose_title() const {
    if (signs_.commission_line < lines_.size() && signs_.commission_line <= signs_.first)
      if (const auto at = first_of(ActFamily::kCommission, signs_.commission_line)) return at;
    if (const auto at = last_union_title()) return at;
    const auto at = first_of(ActFamily::kNational, 0);
    return at && is_enough(ActFamily::kNational) ? at : std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> first_of(ActFamily family, std::size_t from) const {
    for (std::size_t at = from; at < lines_.size() && (family != ActFamily::kNational || at < signs_.first); ++at)
      if (signs_.titles[at] && signs_.titles[at]->family == family && lines_[at].link_letters * 2 < lines_[at].letters)
        return at;
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> last_union_title() const {
    if (!is_enough(ActFamily::kUnion)) return std::nullopt;
    std::optional<std::size_t> last, own;
    for (std::size_t at = 0; at < signs_.first; ++at) {
      if (!signs_.titles[at] || signs_.titles[at]->family != ActFamily::kUnion) continue;
      last = at;
      if (is_same_act(celex_of(*signs_.titles[at]), header_.celex)) own = at;
    }
    return own ? own : last;
  }

  /// The state of an act has its number, with another sector in front.
  static bool is_same_act(std::string_view a, std::string_view b) {
    return a.size() >= 10 && b.size() >= 10 && a.substr(1, 9) == b.substr(1, 9);
  }

  void fill_act() {
    Act& act = page_.act;
    act.kind = title_line_.kind;
    act.short_name = title_.short_name;
    act.date = title_.date;
    act.state = header_.state;
    if (title_line_.family == ActFamily::kCommission) {
      title_line_.number = header_.commission_number.empty() ? commission_number(lines_[signs_.commission_line].text)
                                                             : header_.commission_number;
    } else if (title_line_.number.empty() && !title_.number.empty()) {
      title_line_.number = title_.number;
      title_line_.year = parts_of_number(title_.number, false).year;
    }
    act.number = title_line_.number;
    act.year = title_line_.year;
    if (act.number.size() > 8 && act.year == 0) act.year = year_in_parentheses(act.number);
    if (act.year == 0 && act.date) act.year = year_of_time(*act.date);
    act.celex = title_line_.family == ActFamily::kNational ? std::string() : header_.celex;
    if (act.celex.empty()) act.celex = celex_of(title_line_);
    act.eli = title_line_.family == ActFamily::kUnion ? header_.eli : std::string();
    if (act.eli.empty()) act.eli = eli_of();
    page_.title = title_.text;
    page_.language = header_.language;
    page_.published = header_.published ? header_.published : act.date;
  }

  static int year_in_parentheses(std::string_view number) {
    const std::size_t at = number.find('(');
    int year = 0;
    for (std::size_t i = at + 1; i < number.size() && ascii::is_digit(number[i]); ++i) year = year * 10 + (number[i] - '0');
    return year;
  }

  static int year_of_time(UtcTime time) {
    return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(time)).year());
  }

  /// Of kinds whose ELI has the number alone.
  [[nodiscard]] std::string eli_of() const {
    struct Name {
      std::string_view kind, eli;
    };
    constexpr auto kNames = std::to_array<Name>({{"regulation", "reg"},
                                                 {"directive", "dir"},
                                                 {"decision", "dec"},
                                                 {"recommendation", "reco"},
                                                 {"implementing regulation", "reg_impl"},
                                                 {"delegated regulation", "reg_del"},
                                                 {"implementing decision", "dec_impl"},
                                                 {"delegated directive", "dir_del"},
                                                 {"implementing directive", "dir_impl"},
                                                 {"delegated decision", "dec_del"},
                                                 {"framework decision", "dec_framw"}});
    const std::string& celex = page_.act.celex;
    const auto found = std::ranges::find(kNames, page_.act.kind, &Name::kind);
    if (title_line_.family != ActFamily::kUnion || found == kNames.end() || celex.size() < 10) return {};
    const std::string_view digits = std::string_view(celex).substr(6, 4);
    const std::string number(digits.substr(std::min<std::size_t>(digits.find_first_not_of('0'), 3)));
    std::string eli = "http://data.europa.eu/eli/" + std::string(found->eli) + "/" + celex.substr(1, 4) + "/" + number + "/";
    return eli + (page_.act.state ? format_rfc3339(*page_.act.state).substr(0, 10) : std::string("oj"));
  }

  /// "Обн. ДВ. бр.46 от 12 юни 2007 г., изм. …" below the title of a law.
  void read_history(std::size_t from) {
    if (title_line_.family != ActFamily::kNational) return;
    for (std::size_t at = from; at < std::min(lines_.size(), from + kHistoryLines); ++at) {
      const GazetteDates dates = gazette_dates(lines_[at].text);
      if (!dates.published) continue;
      page_.published = dates.published;
      page_.act.state = dates.changed;
      if (page_.act.year == 0) page_.act.year = year_of_time(*dates.published);
      return;
    }
    if (page_.act.year == 0 && page_.published) page_.act.year = year_of_time(*page_.published);
  }

  [[nodiscard]] NodeIndex common_root(NodeIndex a, NodeIndex b) const {
    while (!tree_.contains(a, b)) a = tree_[a].parent;
    return a;
  }

  /// The element that holds title and articles: around it stands the site. Footnotes may stand beside it.
  [[nodiscard]] NodeIndex root_of(std::size_t title) const {
    NodeIndex root = lines_[title].node;
    for (const std::size_t at : signs_.articles)
      if (at >= title) root = common_root(root, lines_[at].node);
    if (signs_.articles.empty()) return tree_.body();
    while (root != tree_.body() && (tree_[root].tag == GUMBO_TAG_P || !tree_[root].is_block)) root = tree_[root].parent;
    // What stands in the same box behind the articles belongs to the act, unless the box is the page.
    for (NodeIndex up = tree_[root].parent; up != kNoNode && tree_[up].letters < tree_[root].letters * 6 / 5;
         up = tree_[up].parent)
      root = up;
    return root;
  }

  void write(std::size_t title) {
    const NodeIndex root = root_of(title);
    const std::size_t begin = std::min(title + title_.lines, lines_.size());
    std::size_t end = begin;
    while (end < lines_.size() && lines_[end].node < tree_[root].end) ++end;
    const std::span<const ActLine> all(lines_);
    const std::vector<ActLine> behind = lines_about(title);
    const bool bulgarian = static_cast<unsigned char>(title_.text.empty() ? 'a' : title_.text.front()) >= 0x80U;
    ActText text = write_act_text(tree_, all.subspan(begin, end - begin), behind, bulgarian);
    page_.text = std::move(text.text);
    page_.headings = std::move(text.headings);
    page_.why =
        "an act by its title; " + std::to_string(text.articles) + " articles, " + std::to_string(text.recitals) + " recitals";
    add_links(lines_[title].node, tree_[root].end);
  }

  /// What the header says of other acts and of the gazette: of a consolidated text the acts that changed it.
  [[nodiscard]] std::vector<ActLine> lines_about(std::size_t title) const {
    std::vector<ActLine> acts;
    const bool national = title_line_.family == ActFamily::kNational;
    for (std::size_t at = 0; at < title; ++at) {
      const auto& other = signs_.titles[at];
      const bool changes = header_.consolidated && other && other->family == ActFamily::kUnion &&
                           !is_same_act(celex_of(*other), page_.act.celex);
      if (changes || (national && gazette_dates(lines_[at].text).published)) acts.push_back(lines_[at]);
    }
    return acts;
  }

  void add_links(NodeIndex begin, NodeIndex end) {
    for (NodeIndex index = begin; index < end && page_.links.size() < kMaxLinks; ++index) {
      if (tree_[index].tag != GUMBO_TAG_A) continue;
      const std::string_view href = attribute_of(*tree_[index].node, "href");
      if (href.empty() || href.front() == '#') continue;
      const std::string text = without_arrows(line_of(tree_, index));
      if (text.empty()) continue;
      if (const auto url = Url::resolve(url_, href)) page_.links.push_back({url->str(), text});
    }
  }

  const PageTree& tree_;
  const HeadFacts& facts_;
  const Url& url_;
  std::size_t max_bytes_;
  ActPage page_;
  std::vector<ActLine> lines_;
  Signs signs_;
  ActHeader header_;
  ActTitleLine title_line_;
  ActTitle title_;
};

}  // namespace

std::optional<ActPage> read_act(const PageTree& tree, const HeadFacts& facts, const Url& url, std::size_t max_text_bytes) {
  if (!may_be_act(tree)) return std::nullopt;
  return ActReader(tree, facts, url, max_text_bytes).read();
}

}  // namespace izvor
