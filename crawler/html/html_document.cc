#include "izvor/html_document.h"

#include <gumbo.h>

#include <csetjmp>
#include <utility>

#include "crawler/html/parse_arena.h"
#include "crawler/html/source_guard.h"

namespace izvor {

struct HtmlDocument::Tree {
  GuardedSource source;  ///< Gumbo's nodes point into it.
  ParseArena arena;      ///< Owns every node; Gumbo's own release is never called.
  const GumboNode* document = nullptr;
};

namespace {

/// What Gumbo's callbacks need: the arena, and where to go when it has no more to give.
struct ParseContext {
  ParseArena* arena = nullptr;
  std::jmp_buf given_up;
};

void* allocate(void* context, std::size_t bytes) {
  auto* parse = static_cast<ParseContext*>(context);
  void* memory = parse->arena->allocate(bytes);
  // Gumbo uses what it gets without a look. Only its C frames lie between here and setjmp, and the arena owns their memory.
  if (memory == nullptr) std::longjmp(parse->given_up, 1);
  return memory;
}

void release(void* context, void* memory) { static_cast<ParseContext*>(context)->arena->release(memory); }

/// The document node, or nullptr when the parse was given up. Holds no object with a destructor: longjmp returns into it.
const GumboNode* parse_within(ParseContext& context, const char* html, std::size_t length) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = &context;
  options.max_errors = 0;
  if (setjmp(context.given_up) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html, length)->document;
}

}  // namespace

Result<HtmlDocument> HtmlDocument::parse(std::string_view utf8, HtmlLimits limits) {
  auto tree =
      std::make_unique<Tree>(Tree{guard_source(utf8, limits), ParseArena(limits.arena_bytes, limits.deadline), nullptr});
  const auto context = std::make_unique<ParseContext>();
  context->arena = &tree->arena;
  tree->document = parse_within(*context, tree->source.html.data(), tree->source.html.size());
  if (tree->document == nullptr)
    return fail(std::string("the page takes more ") + tree->arena.exceeded() + " to parse than allowed");
  return HtmlDocument(std::move(tree));
}

HtmlDocument::HtmlDocument(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
HtmlDocument::HtmlDocument(HtmlDocument&&) noexcept = default;
HtmlDocument& HtmlDocument::operator=(HtmlDocument&&) noexcept = default;
HtmlDocument::~HtmlDocument() = default;

const GumboInternalNode& HtmlDocument::root() const { return *tree_->document; }
const std::string& HtmlDocument::cut_reason() const { return tree_->source.cut_reason; }

}  // namespace izvor
